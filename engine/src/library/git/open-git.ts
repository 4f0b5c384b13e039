import type { Git } from '../../ports/git.ts';
import { type Environment, findGitBinary } from './find-git-binary.ts';
import { openNativeGit } from './native-git.ts';

export interface OpenGitOptions {
  environment: Environment;
  /** Which adapter to use; default native when a `git` program is on `PATH`. */
  prefer?: 'native' | 'isomorphic';
}

/**
 * The repository that holds a folder, through the `git` program where there is one and by reading
 * its files otherwise.
 * @param folder absolute path of a folder in the work tree
 * @throws GalleyError `git-missing` outside a work tree; `git-failed` when it cannot be read
 */
export async function openGit(folder: string, options: OpenGitOptions): Promise<Git> {
  const native = options.prefer ?? (findGitBinary(options.environment) ? 'native' : 'isomorphic');
  if (native === 'native') return openNativeGit(folder, options);
  const { openIsomorphicGit } = await import('./isomorphic-git.ts');
  return openIsomorphicGit(folder, options);
}
