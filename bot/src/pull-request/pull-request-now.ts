import type { Role } from '@galley/engine/publish';
import type { RepositoryAccess } from '../github/repository-access.ts';

/** A pull request as GitHub has it at this moment. */
export interface PullRequestNow {
  readonly repositoryId: number;
  readonly number: number;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly isDraft: boolean;
  /** Full id of the newest commit. */
  readonly head: string;
  /** The head stands in another repository, or in one that is gone. */
  readonly isFromFork: boolean;
  readonly author: { readonly login: string; readonly role: Role };
  readonly baseRef: string;
  /** Tip of the base branch: whose policy holds. */
  readonly baseTip: string;
  /** Where head left the base branch: whose documents it is compared with. */
  readonly mergeBase: string;
}

/** Reads what a pull request is now; `undefined` when GitHub has none of this number (any more). */
export async function readPullRequestNow(
  access: RepositoryAccess,
  number: number,
  roleOf: (access: RepositoryAccess, login: string) => Promise<Role>,
): Promise<PullRequestNow | undefined> {
  const { octokit, owner, name: repo } = access;
  const pull = await octokit.rest.pulls
    .get({ owner, repo, pull_number: number })
    .then(({ data }) => data)
    .catch(unlessGone);
  if (pull === undefined) return undefined;
  const login = pull.user?.login ?? '';
  const branch = await octokit.rest.repos
    .getBranch({ owner, repo, branch: pull.base.ref })
    .then(({ data }) => data)
    .catch(unlessGone);
  const baseTip = branch?.commit.sha ?? pull.base.sha;
  const compared = await octokit.rest.repos
    .compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${baseTip}...${pull.head.sha}`,
      per_page: 1,
    })
    .then(({ data }) => data)
    .catch(unlessGone);
  return {
    repositoryId: access.repositoryId,
    number,
    isOpen: pull.state === 'open',
    isMerged: pull.merged,
    isDraft: pull.draft === true,
    head: pull.head.sha,
    isFromFork: pull.head.repo?.id !== access.repositoryId,
    author: { login, role: await roleOf(access, login) },
    baseRef: pull.base.ref,
    baseTip,
    // Histories that never met have none: then all of head is new.
    mergeBase: compared?.merge_base_commit.sha ?? baseTip,
  };
}

function unlessGone(error: unknown): undefined {
  const { status } = error as { status?: number };
  if (status === 404 || status === 410) return undefined;
  throw error;
}
