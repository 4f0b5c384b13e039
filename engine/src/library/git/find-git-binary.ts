import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The variables of the process that a door passes in; the engine never reads its own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Absolute path of the `git` program on `PATH`; `undefined` when there is none. Relative entries of
 * `PATH` are skipped and the current folder is never searched: a repository may hold a `git.exe`.
 */
export function findGitBinary(environment: Environment): string | undefined {
  const isWindows = process.platform === 'win32';
  const path = environment.PATH ?? environment.Path ?? '';
  const name = isWindows ? 'git.exe' : 'git';
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not executable by this user: look further along PATH, as a shell does.
  }
}
