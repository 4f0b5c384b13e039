import type { ParsedPart, ParsedPrompt, ParsedText } from '../documents/parsed-file.ts';
import type { TemplateFacts } from '../documents/template-facts.ts';
import { textsOf } from '../loading/load-closure.ts';
import type { SideFiles } from '../loading/side-files.ts';
import type { TemplateText } from '../nodes.ts';
import type { PromptText } from './check-prompts.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';

/** A text that is known, with what it says. */
export interface ResolvedText {
  readonly text: TemplateText;
  readonly facts: TemplateFacts;
}

/** Every text of the library, those in files of their own included. */
export interface ResolvedTexts {
  /** `undefined` for a file that cannot be read. */
  of(text: ParsedText): ResolvedText | undefined;
  /** Facts of every part whose text is known. */
  readonly parts: ReadonlyMap<string, TemplateFacts>;
  /** Every text of a prompt; `undefined` when one of them is not known. */
  ofPrompt(prompt: ParsedPrompt): readonly PromptText[] | undefined;
}

/** Reads the files that prompts and parts take their text from, and reports what is wrong with them. */
export async function resolveTexts(
  index: DocumentIndex,
  sides: SideFiles,
  faults: FaultCollector,
): Promise<ResolvedTexts> {
  const resolved = new Map<ParsedText, ResolvedText>();
  const documents = [...index.prompts.values(), ...index.parts.values()];
  await sides.fetchTexts(
    documents.flatMap((document) =>
      textsOf(document).flatMap((text) => (text.kind === 'file' ? [text.path] : [])),
    ),
  );
  for (const document of documents) {
    for (const text of textsOf(document)) {
      if (text.kind === 'text') continue;
      const known = await resolveFileText(text, document, sides, faults);
      if (known) resolved.set(text, known);
    }
  }
  const of = (text: ParsedText) => (text.kind === 'text' ? text : resolved.get(text));
  const parts = new Map<string, TemplateFacts>();
  for (const part of index.parts.values()) {
    const known = of(part.content);
    if (known) parts.set(part.id, known.facts);
  }
  return {
    of,
    parts,
    ofPrompt(prompt) {
      const texts = textsOf(prompt).map(of);
      return texts.every((text) => text !== undefined)
        ? texts.map(({ text, facts }) => ({ file: text.file, facts }))
        : undefined;
    },
  };
}

async function resolveFileText(
  text: Extract<ParsedText, { kind: 'file' }>,
  document: ParsedPrompt | ParsedPart,
  sides: SideFiles,
  faults: FaultCollector,
): Promise<ResolvedText | undefined> {
  const owner: Owner = `${document.kind}:${document.id}`;
  if (text.path === '') return undefined;
  const { value, problem } = await sides.text(text, document.file);
  if (problem) faults.add([owner], problem);
  for (const fault of value?.parsed.facts.problems ?? []) faults.add([owner], fault);
  return value?.parsed;
}
