import type { SourceTree } from '../../ports/source-tree.ts';
import { documentExtensions, isDocumentId } from '../documents/document-id.ts';
import {
  type DocumentFile,
  type DocumentGlobs,
  findDocuments,
} from '../documents/find-documents.ts';
import type { ParsedDocument, ParsedFile, ParsedText } from '../documents/parsed-file.ts';
import type { NodeKind } from '../nodes.ts';
import { type LoadedDocuments, loadDocuments, noDocuments } from './load-documents.ts';

/** Documents to load with everything they reach; nothing else is read. */
export interface LibrarySelection {
  readonly prompts?: readonly string[];
  readonly parts?: readonly string[];
  readonly datasets?: readonly string[];
  readonly suites?: readonly string[];
}

type Wanted = { readonly kind: NodeKind; readonly id: string };

/**
 * The chosen documents and everything they reach. A document in its kind's own folder is read
 * directly; only when one is not there is the tree listed.
 * @param included parts that a text names; a text in a file of its own is not known yet
 */
export async function loadClosure(
  tree: SourceTree,
  selection: LibrarySelection,
  globs: DocumentGlobs,
  known: ReadonlyMap<string, ParsedFile> | undefined,
  readText: (text: ParsedText) => Promise<readonly string[]>,
): Promise<LoadedDocuments> {
  const loaded = noDocuments();
  const asked = new Set<string>();
  let wanted = chosen(selection);
  let listed: DocumentFile[] | undefined;
  while (wanted.length > 0) {
    for (const item of wanted) asked.add(keyOf(item));
    await loadDocuments(tree, wanted.flatMap(directPlaces), known, loaded);
    dropMissing(loaded);
    const missing = wanted.filter((item) => !isLoaded(loaded, item));
    if (missing.length > 0) {
      listed ??= findDocuments(await tree.list(), globs);
      await loadMissing(tree, missing, listed, known, loaded);
    }
    const next = new Map<string, Wanted>();
    for (const item of wanted) {
      for (const reached of await reachedFrom(documentOf(loaded, item), readText)) {
        if (!asked.has(keyOf(reached))) next.set(keyOf(reached), reached);
      }
    }
    wanted = [...next.values()];
  }
  return loaded;
}

function chosen(selection: LibrarySelection): Wanted[] {
  const pick = (kind: NodeKind, ids: readonly string[] = []) => ids.map((id) => ({ kind, id }));
  return [
    ...pick('prompt', selection.prompts),
    ...pick('part', selection.parts),
    ...pick('dataset', selection.datasets),
    ...pick('suite', selection.suites),
    // A suite may be the inline cases of the prompt of its id.
    ...pick('prompt', selection.suites),
  ];
}

function directPlaces({ kind, id }: Wanted): DocumentFile[] {
  if (!isDocumentId(id)) return [];
  return documentExtensions.map((extension) => {
    const path = `${kind}s/${id}.${extension}`;
    return { path, kind, id, isInOwnFolder: true, source: { path, kind: 'file' as const } };
  });
}

/** Places that were tried and hold nothing are no fault. */
function dropMissing({ unreadable }: LoadedDocuments): void {
  const kept = unreadable.filter(({ problem }) => problem.code !== 'file-missing');
  unreadable.splice(0, unreadable.length, ...kept);
}

async function loadMissing(
  tree: SourceTree,
  missing: readonly Wanted[],
  listed: readonly DocumentFile[],
  known: ReadonlyMap<string, ParsedFile> | undefined,
  loaded: LoadedDocuments,
): Promise<void> {
  const keys = new Set(missing.map(keyOf));
  const byPath = listed.filter((file) => keys.has(keyOf(file)) && !loaded.files.has(file.path));
  await loadDocuments(tree, byPath, known, loaded);
  // Bare Dakora files carry their id inside, so that only reading them all can find one.
  const kinds = new Set(missing.filter((item) => !isLoaded(loaded, item)).map(({ kind }) => kind));
  const rest = listed.filter(({ kind, path }) => kinds.has(kind) && !loaded.files.has(path));
  if (rest.length === 0) return;
  const scanned = noDocuments();
  await loadDocuments(tree, rest, known, scanned);
  for (const [path, file] of scanned.files) {
    const { document } = file;
    if (document && document.id !== file.expected.id && keys.has(keyOf(document))) {
      loaded.files.set(path, file);
    }
  }
}

function isLoaded(loaded: LoadedDocuments, item: Wanted): boolean {
  if (loaded.unreadable.some(({ found }) => keyOf(found) === keyOf(item))) return true;
  return [...loaded.files.values()].some((file) => isFor(file, item));
}

function isFor({ document, expected }: ParsedFile, item: Wanted): boolean {
  return keyOf(document ?? expected) === keyOf(item);
}

function documentOf(loaded: LoadedDocuments, item: Wanted): ParsedDocument | undefined {
  return [...loaded.files.values()].find((file) => isFor(file, item))?.document;
}

async function reachedFrom(
  document: ParsedDocument | undefined,
  readText: (text: ParsedText) => Promise<readonly string[]>,
): Promise<Wanted[]> {
  if (!document) return [];
  if (document.kind === 'suite') {
    return [
      ...document.targets.map(({ target }) => ({ kind: 'prompt' as const, id: target.prompt })),
      ...(document.dataset ? [{ kind: 'dataset' as const, id: document.dataset.id }] : []),
    ];
  }
  if (document.kind === 'dataset') return [];
  const parts: Wanted[] = [];
  for (const text of textsOf(document)) {
    for (const id of await readText(text)) parts.push({ kind: 'part', id });
  }
  return parts;
}

/** Every template of a prompt or part, those of variants included. */
export function textsOf(document: ParsedDocument): ParsedText[] {
  if (document.kind === 'part') return [document.content];
  if (document.kind !== 'prompt') return [];
  const texts = new Set<ParsedText>();
  for (const body of [document.body, ...document.variants.values()]) {
    for (const message of body.messages) if ('content' in message) texts.add(message.content);
  }
  return [...texts];
}

function keyOf({ kind, id }: Wanted): string {
  return `${kind}:${id}`;
}
