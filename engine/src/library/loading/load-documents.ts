import type { Problem } from '../../errors/problem.ts';
import type { SourceFile, SourceTree } from '../../ports/source-tree.ts';
import {
  type DocumentFile,
  type DocumentGlobs,
  findDocuments,
} from '../documents/find-documents.ts';
import { parseDocument } from '../documents/parse-document.ts';
import type { ParsedFile } from '../documents/parsed-file.ts';
import { maxYamlBytes } from '../yaml/read-yaml.ts';
import { unreadableProblem } from './unreadable-problem.ts';

/** Files read at a time, so that their bytes do not pile up. */
const batchSize = 200;

/** The documents of a tree, parsed, and files that could not be read. */
export interface LoadedDocuments {
  readonly files: Map<string, ParsedFile>;
  /** Files that stand where documents do and cannot be read, with their id. */
  readonly unreadable: { readonly found: DocumentFile; readonly problem: Problem }[];
}

/** Starts with nothing loaded. */
export function noDocuments(): LoadedDocuments {
  return { files: new Map(), unreadable: [] };
}

/** Every document of a tree. */
export async function loadAllDocuments(
  tree: SourceTree,
  globs: DocumentGlobs,
  known: ReadonlyMap<string, ParsedFile> | undefined,
): Promise<LoadedDocuments> {
  const loaded = noDocuments();
  await loadDocuments(tree, findDocuments(await tree.list(), globs), known, loaded);
  return loaded;
}

/** Reads and parses these files into `loaded`; a blob that `known` has parsed is not read again. */
export async function loadDocuments(
  tree: SourceTree,
  found: readonly DocumentFile[],
  known: ReadonlyMap<string, ParsedFile> | undefined,
  loaded: LoadedDocuments,
): Promise<void> {
  const toRead: DocumentFile[] = [];
  for (const file of found) {
    const reason = unsafeReason(file.source);
    const parsed = reusable(file, file.source.blobId, known);
    if (reason) {
      const content = { kind: 'unsafe' as const, reason };
      const problem = unreadableProblem(file.path, content, maxYamlBytes);
      loaded.unreadable.push({ found: file, problem });
    } else if (parsed) loaded.files.set(file.path, parsed);
    else toRead.push(file);
  }
  for (let start = 0; start < toRead.length; start += batchSize) {
    await loadBatch(tree, toRead.slice(start, start + batchSize), known, loaded);
  }
}

async function loadBatch(
  tree: SourceTree,
  batch: readonly DocumentFile[],
  known: ReadonlyMap<string, ParsedFile> | undefined,
  loaded: LoadedDocuments,
): Promise<void> {
  const contents = await tree.read(
    batch.map(({ path }) => path),
    { maxBytes: maxYamlBytes },
  );
  for (const file of batch) {
    const content = contents.get(file.path);
    if (content?.kind === 'bytes') {
      const { bytes, blobId } = content;
      const parsed = reusable(file, blobId, known) ?? parseDocument(file, bytes, blobId);
      loaded.files.set(file.path, parsed);
    } else {
      const problem = unreadableProblem(file.path, content ?? { kind: 'missing' }, maxYamlBytes);
      loaded.unreadable.push({ found: file, problem });
    }
  }
}

function reusable(
  { path, kind, id }: DocumentFile,
  blobId: string | undefined,
  known: ReadonlyMap<string, ParsedFile> | undefined,
): ParsedFile | undefined {
  const parsed = known?.get(path);
  if (!parsed || blobId === undefined || parsed.blobId !== blobId) return undefined;
  return parsed.expected.kind === kind && parsed.expected.id === id ? parsed : undefined;
}

function unsafeReason({ kind, note }: SourceFile): string | undefined {
  switch (kind) {
    case 'file':
      return undefined;
    case 'symlink':
      return 'is a symbolic link, which Galley does not follow';
    case 'submodule':
      return 'is a submodule, which Galley does not read';
    case 'other':
      return note ? `is not used: ${note}` : 'is no regular file';
  }
}
