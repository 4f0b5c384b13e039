import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitStore } from './run-git.ts';

/**
 * What a ref of a full name points at; `undefined` when there is none. Read from the disk, as a
 * program for it would cost most of a test's time; nothing ever packs the refs of these repositories.
 */
export function readRef(store: GitStore, ref: string): string | undefined {
  if (!ref.startsWith('refs/') || ref.includes('..')) return undefined;
  try {
    return readFileSync(join(store.path, ref), 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
