import { hashValue, sha256 } from '../../units/content-hash.ts';
import type {
  ParsedBody,
  ParsedCase,
  ParsedDocument,
  ParsedHead,
  ParsedText,
} from '../documents/parsed-file.ts';
import { textsOf } from '../loading/load-closure.ts';
import type {
  Case,
  Dataset,
  LibraryNode,
  MessageTemplate,
  Part,
  Prompt,
  PromptBody,
  Suite,
  TemplateText,
} from '../nodes.ts';
import { closureHashes } from './closure-hashes.ts';
import type { DocumentIndex } from './document-index.ts';
import type { Owner } from './fault-collector.ts';
import type { ResolvedCases } from './resolve-cases.ts';
import type { ResolvedTexts } from './resolve-texts.ts';

/** The four maps of a library. */
export interface LibraryNodes {
  readonly prompts: Map<string, Prompt>;
  readonly parts: Map<string, Part>;
  readonly datasets: Map<string, Dataset>;
  readonly suites: Map<string, Suite>;
}

/** Turns parsed documents into the nodes that everything else works with, sorted by id. */
export function buildNodes(
  index: DocumentIndex,
  texts: ResolvedTexts,
  cases: ResolvedCases,
): LibraryNodes {
  const hashed = new Map<Owner, { hash: string; reaches: string[] }>();
  const documents = [
    ...sorted(index.prompts),
    ...sorted(index.parts),
    ...sorted(index.datasets),
    ...sorted(index.suites),
  ];
  for (const document of documents) {
    hashed.set(`${document.kind}:${document.id}`, {
      hash: hashOf(document, texts, cases),
      reaches: reachesOf(document, texts),
    });
  }
  const closures = closureHashes(hashed);
  const nodes: LibraryNodes = {
    prompts: new Map(),
    parts: new Map(),
    datasets: new Map(),
    suites: new Map(),
  };
  for (const document of documents) {
    const key: Owner = `${document.kind}:${document.id}`;
    const { hash, reaches } = hashed.get(key) as { hash: string; reaches: string[] };
    const linked = { hash, closureHash: closures.get(key) ?? hash, reaches };
    addNode(nodes, document, linked, texts, cases);
  }
  return nodes;
}

type Linked = Pick<LibraryNode, 'hash' | 'closureHash' | 'reaches'>;

function addNode(
  nodes: LibraryNodes,
  document: ParsedDocument,
  linked: Linked,
  texts: ResolvedTexts,
  cases: ResolvedCases,
): void {
  const head = { ...headOf(document), ...linked };
  switch (document.kind) {
    case 'prompt': {
      const { inputs, tools } = document;
      const body = bodyOf(document.body, texts);
      const variants = new Map<string, PromptBody>();
      for (const [name, variant] of document.variants) variants.set(name, bodyOf(variant, texts));
      nodes.prompts.set(document.id, { ...head, kind: 'prompt', inputs, body, variants, tools });
      return;
    }
    case 'part': {
      const text = textOf(document.content, texts);
      nodes.parts.set(document.id, { ...head, kind: 'part', inputs: document.inputs, text });
      return;
    }
    case 'dataset': {
      const own = plainCases(cases.get(document.id) ?? []);
      const { data } = document;
      nodes.datasets.set(document.id, {
        ...head,
        kind: 'dataset',
        cases: own,
        ...(data && { data }),
      });
      return;
    }
    case 'suite': {
      const { dataset, isInline, parameters, repeats, when, passAtLeast, gate } = document;
      const data = dataset && nodes.datasets.get(dataset.id)?.data;
      nodes.suites.set(document.id, {
        ...head,
        kind: 'suite',
        isInline,
        targets: document.targets.map(({ target }) => target),
        models: document.models.map(({ alias }) => alias),
        ...(parameters && { parameters }),
        dataset: dataset?.id,
        ...(data && { data }),
        cases: plainCases([...(dataset ? (cases.get(dataset.id) ?? []) : []), ...document.cases]),
        repeats,
        ...(when && { when }),
        passAtLeast,
        checks: document.checks.map(({ check }) => check),
        gate,
      });
    }
  }
}

function headOf({ id, file, version, versionAt, description, metadata }: ParsedHead) {
  return { id, file, version, ...(versionAt && { versionAt }), description, metadata };
}

function bodyOf(body: ParsedBody, texts: ResolvedTexts): PromptBody {
  const messages = body.messages.map((message): MessageTemplate => {
    if ('placeholder' in message) return message;
    return { role: message.role, text: textOf(message.content, texts) };
  });
  return { messages, model: body.model, output: body.output };
}

/** A file that cannot be read stands as empty text; its document is not sound. */
function textOf(text: ParsedText, texts: ResolvedTexts): TemplateText {
  const resolved = texts.of(text);
  if (resolved) return resolved.text;
  const { dialect, path } = text as Extract<ParsedText, { kind: 'file' }>;
  return {
    source: '',
    dialect,
    file: path,
    start: { line: 1, column: 1 },
    mapping: { kind: 'lines', indent: 0 },
  };
}

function plainCases(cases: readonly ParsedCase[]): Case[] {
  return cases.map((item) => item.case);
}

function hashOf(document: ParsedDocument, texts: ResolvedTexts, cases: ResolvedCases): string {
  const named = textsOf(document).flatMap((text) => {
    if (text.kind === 'text') return [];
    return [sha256(texts.of(text)?.text.source.replaceAll('\r\n', '\n') ?? '')];
  });
  if (document.kind === 'dataset' && document.source) {
    named.push(hashValue(plainCases(cases.get(document.id) ?? [])));
  }
  return named.length === 0 ? document.ownHash : sha256([document.ownHash, ...named].join('\n'));
}

function reachesOf(document: ParsedDocument, texts: ResolvedTexts): string[] {
  if (document.kind === 'dataset') return [];
  const reached = new Set<string>();
  if (document.kind === 'suite') {
    for (const { target } of document.targets) reached.add(`prompt:${target.prompt}`);
    if (document.dataset) reached.add(`dataset:${document.dataset.id}`);
  } else {
    for (const text of textsOf(document)) {
      for (const { part } of texts.of(text)?.facts.includes ?? []) reached.add(`part:${part}`);
    }
  }
  return [...reached].sort();
}

function sorted<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map.keys()].sort().map((key) => map.get(key) as Value);
}
