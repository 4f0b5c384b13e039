import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Git } from '@galley/engine/ports';

const mostFiles = 50_000;
const mostBytes = 128 * 1024 * 1024;

/**
 * Writes the project as a commit has it into an empty folder. Links and submodules are left out.
 * @throws GalleyError `git-failed` when it is larger than a project ought to be
 */
export async function writeCommit(
  git: Git,
  {
    commit,
    project,
    folder,
  }: {
    readonly commit: string;
    readonly project: string;
    readonly folder: string;
  },
): Promise<void> {
  const start = project === '' ? 0 : project.length + 1;
  const files = (await git.listTree(commit, project)).filter(({ kind }) => kind === 'file');
  const bytes = files.reduce((sum, { byteCount = 0 }) => sum + byteCount, 0);
  if (files.length > mostFiles || bytes > mostBytes) {
    throw new GalleyError(
      'git-failed',
      'the project is too large to run programs in a copy of it',
      {
        hint: `At most ${mostFiles} files and 128 MiB.`,
      },
    );
  }
  const blobs = await git.readBlobs(files.map(({ blobId }) => blobId));
  for (const { path, blobId, isExecutable } of files) {
    const parts = path.slice(start).split('/');
    const blob = blobs.get(blobId);
    if (blob?.kind !== 'bytes' || !parts.every(isPlainName)) continue;
    const file = join(folder, ...parts);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, blob.bytes, { mode: isExecutable ? 0o755 : 0o644, flag: 'wx' });
  }
}

function isPlainName(part: string): boolean {
  return !['', '.', '..'].includes(part) && !/[\\:\0]/.test(part);
}
