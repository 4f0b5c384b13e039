import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { folderInRepository, type Workspace } from './open-workspace.ts';

/**
 * Absolute path of the project's `.galley/`, made when absent and ignored by Git.
 * @throws GalleyError `file-unwritable` when it is a link, or when Git tracks what is in it: answers
 * and journals that come with a repository must never pass for this machine's own
 */
export async function openStateFolder(workspace: Workspace): Promise<string> {
  const folder = join(workspace.folder, '.galley');
  refuseLinks(folder);
  makeFolder(folder);
  const git = await workspace.git();
  if (git) {
    const project = folderInRepository(workspace, git);
    const tracked = await git.listWorkTree(project === '' ? '.galley' : `${project}/.galley`);
    if (tracked.length > 0) {
      throw refused(
        '.galley/ holds files that Git does not ignore',
        'Answers and run records are kept there for this machine only: git rm -r --cached .galley, and ignore it.',
      );
    }
  }
  return folder;
}

function refuseLinks(folder: string): void {
  for (const path of [folder, join(folder, 'runs'), join(folder, 'cache')]) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw refused(
        `${path} is a symbolic link`,
        'Remove the link: Galley writes only inside the project.',
      );
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw refused(
      `cannot write ${folder} (${code ?? 'unknown'})`,
      'Galley keeps answers and run records there.',
      cause,
    );
  }
}

function refused(message: string, hint: string, cause?: unknown): GalleyError {
  return new GalleyError('file-unwritable', message, { hint, cause });
}
