import { statusOf } from './read-pause.ts';
import type { RepositoryAccess } from './repository-access.ts';

/** Numbers of the open pull requests whose newest commit this is; none for a commit GitHub does not know. */
export async function pullRequestsWithHead(
  access: RepositoryAccess,
  sha: string,
): Promise<readonly number[]> {
  const { octokit, owner, name: repo } = access;
  const at = { owner, repo, commit_sha: sha, per_page: 100 };
  const pulls = await octokit
    .paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, at)
    .catch(unlessUnknown);
  return pulls
    .filter(({ state, head }) => state === 'open' && head.sha === sha)
    .map(({ number }) => number);
}

function unlessUnknown(error: unknown): never[] {
  const status = statusOf(error);
  if (status !== 404 && status !== 422) throw error;
  return [];
}
