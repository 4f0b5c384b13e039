import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitStore } from './run-git.ts';

/** Points a ref of a pull request at a commit; on the disk, for the reason that `readRef` gives. */
export function writePullRef(
  store: GitStore,
  pull: { readonly number: number; readonly side: 'head' | 'merge' },
  sha: string,
): void {
  const folder = join(store.path, 'refs', 'pull', String(pull.number));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, pull.side), `${sha}\n`);
}
