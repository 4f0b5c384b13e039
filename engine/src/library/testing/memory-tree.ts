import { createHash } from 'node:crypto';
import type { SourceContent, SourceFile, SourceTree } from '../../ports/source-tree.ts';

/** What a path of a {@link memoryTree} holds. */
export type MemoryFile = string | Uint8Array | { readonly kind: 'symlink' | 'submodule' | 'other' };

/**
 * A project folder held in memory, by path.
 * @param reads receives every path that is read, in order
 */
export function memoryTree(
  files: Readonly<Record<string, MemoryFile>>,
  reads: string[] = [],
): SourceTree {
  const stored = new Map(Object.entries(files));
  return {
    label: 'working tree',
    async list() {
      return [...stored.keys()].sort().map((path) => describe(path, stored.get(path)));
    },
    async read(paths, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      reads.push(...paths);
      return new Map(paths.map((path) => [path, contentOf(stored.get(path), maxBytes)]));
    },
  };
}

function describe(path: string, file: MemoryFile | undefined): SourceFile {
  const bytes = bytesOf(file);
  if (bytes) return { path, kind: 'file', byteCount: bytes.length, blobId: idOf(bytes) };
  return { path, kind: (file as { kind: 'symlink' }).kind };
}

function contentOf(file: MemoryFile | undefined, maxBytes: number): SourceContent {
  if (file === undefined) return { kind: 'missing' };
  const bytes = bytesOf(file);
  if (!bytes) return { kind: 'unsafe', reason: `is a ${(file as { kind: string }).kind}` };
  if (bytes.length > maxBytes) return { kind: 'too-large', byteCount: bytes.length };
  return { kind: 'bytes', bytes, blobId: idOf(bytes) };
}

function bytesOf(file: MemoryFile | undefined): Uint8Array | undefined {
  if (typeof file === 'string') return new TextEncoder().encode(file);
  return file instanceof Uint8Array ? file : undefined;
}

/** The id that Git gives a blob of this content. */
function idOf(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
