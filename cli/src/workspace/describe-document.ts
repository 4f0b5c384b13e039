import { GalleyError } from '@galley/engine/errors';
import type {
  Check,
  Dataset,
  Input,
  JsonValue,
  Library,
  LibraryNode,
  MessageTemplate,
  NodeKind,
  Part,
  Prompt,
  Suite,
} from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';
import { type JsonProblem, toJsonProblem } from '../output/format-problems.ts';
import { nodesOf } from './find-node.ts';

/** What `show` says about any document; the keys of its kind follow. */
export interface DescriptionHead {
  readonly kind: NodeKind;
  readonly id: string;
  readonly variant: string | null;
  readonly file: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, JsonValue>>;
  readonly sound: boolean;
  readonly problems: readonly JsonProblem[];
  /** `kind:id` of what it names: parts, datasets, targets. */
  readonly uses: readonly string[];
  /** `kind:id` of what names it. */
  readonly usedBy: readonly string[];
}

/** One message as `show` has it: the template itself, not rendered. */
export type DescribedMessage =
  | { readonly role: string; readonly content: string }
  | { readonly placeholder: 'history' };

/** One declared input with the keys that the document writes. */
export interface DescribedInput extends Partial<Omit<Input, 'isRequired'>> {
  readonly name: string;
  readonly type: Input['type'];
  readonly required: boolean;
}

/** One check, with its defaults filled in. */
export interface DescribedCheck {
  readonly name: string;
  readonly key: string;
  readonly of: string;
  readonly not: boolean;
  readonly argument: JsonValue;
  readonly weight: number | null;
  readonly hard: boolean;
}

/** What `galley show` prints, and its JSON contract. */
export interface DocumentDescription extends DescriptionHead {
  readonly inputs?: readonly DescribedInput[] | null;
  readonly messages?: readonly DescribedMessage[];
  readonly content?: string;
  readonly model?: { readonly ref: string | null; readonly parameters: object };
  readonly output?: { readonly format: string; readonly schema: JsonValue };
  readonly tools?: readonly string[];
  readonly variants?: readonly string[];
  readonly targets?: readonly string[];
  readonly models?: readonly string[];
  readonly dataset?: string | null;
  readonly cases?: number;
  readonly repeats?: number;
  readonly when?: 'pull_request' | 'nightly' | 'manual';
  readonly checks?: readonly DescribedCheck[];
}

/**
 * One document with its relations, as plain data.
 * @throws GalleyError `document-missing` for a variant the prompt does not have
 */
export function describeDocument(
  library: Library,
  node: LibraryNode,
  variant: string | undefined,
): DocumentDescription {
  const self = `${node.kind}:${node.id}`;
  return {
    kind: node.kind,
    id: node.id,
    variant: variant ?? null,
    file: node.file,
    version: node.version ?? null,
    description: node.description ?? null,
    metadata: node.metadata,
    sound: library.isSound(node),
    problems: library.problems.filter(({ file }) => file === node.file).map(toJsonProblem),
    uses: node.reaches,
    usedBy: allNodes(library)
      .filter((other) => other.reaches.includes(self))
      .map(({ kind, id }) => `${kind}:${id}`)
      .sort(),
    ...describeKind(library, node, variant),
  };
}

function describeKind(library: Library, node: LibraryNode, variant: string | undefined) {
  switch (node.kind) {
    case 'prompt':
      return describePrompt(library, node as Prompt, variant);
    case 'part':
      return describePart(node as Part);
    case 'dataset':
      return { cases: (node as Dataset).cases.length };
    case 'suite':
      return describeSuite(node as Suite);
  }
}

function describePrompt(library: Library, prompt: Prompt, variant: string | undefined) {
  const body = variant === undefined ? prompt.body : prompt.variants.get(variant);
  if (body === undefined) {
    const near = nearestName(variant ?? '', prompt.variants.keys());
    throw new GalleyError('document-missing', `prompt ${prompt.id} has no variant ${variant}`, {
      hint: near === undefined ? 'See galley show for its variants.' : `Did you mean +${near}?`,
    });
  }
  const inline = library.suites.get(prompt.id);
  return {
    inputs: [...prompt.inputs].map(describeInput),
    messages: body.messages.map(describeMessage),
    model: { ref: body.model.ref ?? null, parameters: body.model.parameters },
    output: { format: body.output.format, schema: body.output.schema ?? null },
    tools: prompt.tools.map(({ name }) => name),
    variants: [...prompt.variants.keys()],
    ...(inline?.isInline
      ? { cases: inline.cases.length, checks: inline.checks.map(describeCheck) }
      : { cases: 0, checks: [] }),
  };
}

function describePart(part: Part) {
  return {
    inputs: part.inputs === undefined ? null : [...part.inputs].map(describeInput),
    content: part.text.source,
  };
}

function describeSuite(suite: Suite) {
  return {
    targets: suite.targets.map(({ prompt, variant }) =>
      variant === undefined ? prompt : `${prompt}+${variant}`,
    ),
    models: suite.models,
    dataset: suite.dataset ?? null,
    cases: suite.cases.length,
    repeats: suite.repeats,
    when: suite.when ?? ('pull_request' as const),
    checks: suite.checks.map(describeCheck),
  };
}

function describeInput([name, { isRequired, ...input }]: readonly [string, Input]): DescribedInput {
  return { name, ...input, required: isRequired };
}

function describeMessage(message: MessageTemplate): DescribedMessage {
  return 'placeholder' in message
    ? { placeholder: message.placeholder }
    : { role: message.role, content: message.text.source };
}

function describeCheck(check: Check): DescribedCheck {
  return {
    name: check.name,
    key: check.key,
    of: check.of,
    not: check.isNegated,
    argument: check.argument,
    weight: check.weight ?? null,
    hard: check.isHard,
  };
}

function allNodes(library: Library): LibraryNode[] {
  const kinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];
  return kinds.flatMap((kind) => [...nodesOf(library, kind).values()]);
}
