import { libraryFrom } from '@galley/engine/keyless-child';
import { listProjects, type Project, revisionTree } from '@galley/engine/library';
import type { BotParts } from '../bot-parts.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';

/**
 * `history:` of galley.yaml at the tip of the default branch, of the first project that has one;
 * `undefined` where the repository has no galley.yaml, or no commit.
 */
export async function readHistoryPolicy(
  { cache, hostile }: Pick<BotParts, 'cache' | 'hostile'>,
  access: RepositoryAccess,
  signal: AbortSignal,
): Promise<Project['history'] | undefined> {
  const { octokit, owner, name: repo, repositoryId } = access;
  const { data } = await octokit.rest.repos.get({ owner, repo });
  const branch = await octokit.rest.repos
    .getBranch({ owner, repo, branch: data.default_branch })
    .catch(unlessMissing);
  if (branch === undefined) return undefined;
  const commit = branch.data.commit.sha;
  const token = () => access.gitToken();
  const git = await cache.fetchCommits({ repositoryId, owner, name: repo }, [commit], {
    token,
    signal,
  });
  for (const project of listProjects(await git.listTree(commit, ''))) {
    signal.throwIfAborted();
    const text = hostile.openText();
    try {
      const plain = await text.openLibrary(revisionTree({ git, commit, project }), {});
      const { file, history } = libraryFrom(plain).project;
      if (file !== undefined) return history;
    } finally {
      await text.dispose();
    }
  }
  return undefined;
}

function unlessMissing(error: unknown): undefined {
  if ((error as { status?: number }).status === 404) return undefined;
  throw error;
}
