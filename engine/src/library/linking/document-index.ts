import type {
  ParsedDataset,
  ParsedDocument,
  ParsedPart,
  ParsedPrompt,
  ParsedSuite,
} from '../documents/parsed-file.ts';
import type { LoadedDocuments } from '../loading/load-documents.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';

/** Documents by kind and id; the first of two with the same id. */
export interface DocumentIndex {
  readonly prompts: ReadonlyMap<string, ParsedPrompt>;
  readonly parts: ReadonlyMap<string, ParsedPart>;
  readonly datasets: ReadonlyMap<string, ParsedDataset>;
  /** Suite documents and the inline suites of prompts. */
  readonly suites: ReadonlyMap<string, ParsedSuite>;
  /** Documents that are there and too broken to be read: naming one is no unknown reference. */
  readonly broken: ReadonlySet<Owner>;
  readonly otherFiles: readonly string[];
}

/** Orders what was loaded by kind and id, and reports every fault that one file shows by itself. */
export function indexDocuments(loaded: LoadedDocuments, faults: FaultCollector): DocumentIndex {
  const documents = new Map<Owner, ParsedDocument>();
  const broken = new Set<Owner>();
  const otherFiles: string[] = [];
  for (const { found, problem } of loaded.unreadable) {
    const owner: Owner = `${found.kind}:${found.id}`;
    broken.add(owner);
    faults.add([owner], problem);
  }
  for (const path of [...loaded.files.keys()].sort()) {
    const file = loaded.files.get(path);
    if (!file) continue;
    if (file.isOther) otherFiles.push(path);
    const { kind, id } = file.document ?? file.expected;
    const owner: Owner = `${kind}:${id}`;
    const owners: Owner[] = kind === 'prompt' ? [owner, `suite:${id}`] : [owner];
    for (const problem of file.problems) faults.add(owners, problem);
    if (!file.document) {
      if (!file.isOther) broken.add(owner);
      continue;
    }
    const earlier = documents.get(owner);
    if (!earlier) documents.set(owner, file.document);
    else {
      const message = `the ${kind} id \`${id}\` is taken by \`${earlier.file}\``;
      const at = { file: path, line: 1, column: 1 };
      faults.error(owners, 'id-duplicate', message, at, 'rename or remove one of the files');
    }
  }
  return { ...byKind(documents, faults), broken, otherFiles };
}

function byKind(documents: ReadonlyMap<Owner, ParsedDocument>, faults: FaultCollector) {
  const prompts = new Map<string, ParsedPrompt>();
  const parts = new Map<string, ParsedPart>();
  const datasets = new Map<string, ParsedDataset>();
  const suites = new Map<string, ParsedSuite>();
  for (const document of documents.values()) {
    if (document.kind === 'prompt') {
      prompts.set(document.id, document);
      if (document.suite) suites.set(document.id, document.suite);
    } else if (document.kind === 'part') parts.set(document.id, document);
    else if (document.kind === 'dataset') datasets.set(document.id, document);
  }
  for (const document of documents.values()) {
    if (document.kind !== 'suite') continue;
    const inline = suites.get(document.id);
    if (!inline) {
      suites.set(document.id, document);
      continue;
    }
    const message = `the suite id \`${document.id}\` is taken by the inline cases of \`${inline.file}\``;
    const hint = 'rename this file, or move the cases of the prompt here';
    const at = { file: document.file, ...document.at };
    faults.error([`suite:${document.id}`], 'suite-id-taken', message, at, hint);
  }
  return { prompts, parts, datasets, suites };
}
