import { GalleyError } from '../../errors/galley-error.ts';
import type { Git } from '../../ports/git.ts';
import { bareRepositoryLayout } from './repository-layout.ts';

/**
 * A bare repository, read from its files without a `git` program. `root` is its folder; nothing is
 * checked out, so `listWorkTree` and `currentCommit` refuse with `git-failed`.
 * @param gitFolder absolute path of the folder that holds `HEAD` and `objects`
 * @throws GalleyError `git-missing` when it is no bare repository; `git-failed` for SHA-256
 * repositories and the reftable format
 */
export async function openBareGit(gitFolder: string): Promise<Git> {
  const layout = bareRepositoryLayout(gitFolder);
  const { readRepository } = await import('./read-repository.ts');
  const { git } = readRepository(layout);
  const refuse = async () => {
    throw new GalleyError('git-failed', `${layout.root} is bare: nothing is checked out in it`, {
      data: { folder: layout.root },
      hint: 'name a commit and read its tree',
    });
  };
  return { ...git, listWorkTree: refuse, currentCommit: refuse };
}
