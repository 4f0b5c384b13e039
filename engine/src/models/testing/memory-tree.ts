import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceContent, SourceTree } from '../../ports/source-tree.ts';

/** A tree with these files in memory. */
export function memoryTree(files: Readonly<Record<string, string>>): SourceTree {
  return {
    label: 'memory',
    list: () => Promise.resolve([]),
    async read(paths) {
      const contents = new Map<string, SourceContent>();
      for (const path of paths) {
        const text = files[path];
        const found: SourceContent = { kind: 'bytes', bytes: Buffer.from(text ?? ''), blobId: '0' };
        contents.set(path, text === undefined ? { kind: 'missing' } : found);
      }
      return contents;
    },
  };
}

/** What a folder holds now, as a tree in memory. */
export async function folderTree(folder: string): Promise<SourceTree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of entries.filter((it) => it.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    files[name] = await readFile(path, 'utf8');
  }
  return memoryTree(files);
}
