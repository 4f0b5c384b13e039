import { isAbsolute, join } from 'node:path';
import type { Git } from '../../ports/git.ts';
import { checkFolder } from './check-git-arguments.ts';
import type { Environment } from './find-git-binary.ts';
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts';
import { readRepository } from './read-repository.ts';
import { findRepositoryLayout, type RepositoryLayout, readGitText } from './repository-layout.ts';
import { walkWorkTree } from './walk-work-tree.ts';

export interface IsomorphicGitOptions {
  /** Says where the user's own ignore file is. */
  environment: Environment;
}

/**
 * The repository that holds a folder, read from its files without a `git` program. Slower on many
 * blobs and large packs, which it holds in memory.
 * @throws GalleyError `git-missing` outside a work tree; `git-failed` for SHA-256 repositories and
 * the reftable format, which need the `git` program
 */
export async function openIsomorphicGit(
  folder: string,
  options: IsomorphicGitOptions,
): Promise<Git> {
  const layout = findRepositoryLayout(folder);
  const { git, store } = readRepository(layout);
  return {
    ...git,
    async listWorkTree(under) {
      checkFolder(under);
      const prefix = under === '' ? '' : `${under}/`;
      const tracked = await store.listIndex(layout.gitFolder);
      const general = findGeneralRules(layout, options.environment);
      const present = await walkWorkTree(layout.root, under, general);
      return [...new Set([...tracked.filter((path) => path.startsWith(prefix)), ...present])];
    },
    currentCommit: () => git.resolveCommit('HEAD'),
  };
}

/** The user's own ignore file where Git looks for it unasked, then the repository's. */
function findGeneralRules(layout: RepositoryLayout, environment: Environment): IgnoreRules[] {
  const home = environment.HOME ?? environment.USERPROFILE ?? '';
  const configured = environment.XDG_CONFIG_HOME || join(home, '.config');
  const texts = [
    isAbsolute(configured) ? readGitText(configured, 'git/ignore') : undefined,
    readGitText(layout.commonFolder, 'info/exclude'),
  ];
  return texts.filter((text) => text !== undefined).map((text) => parseIgnoreRules(text, []));
}
