import { resolveCommit } from '../git/read-commits.ts';
import { tryGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Issue, PullRequest, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { fetchHead } from './fetch-head.ts';
import { createIssue, type Writer } from './issues.ts';
import { tellOfPull } from './tell-of-pull.ts';
import { writeTestMerge } from './write-merge.ts';

/** A pull request to be opened. */
export interface NewPull {
  readonly title: string;
  readonly body?: string | null;
  readonly base: string;
  /** The branch, in `from`. */
  readonly head: string;
  /** Where the head is; the repository itself unless it is a fork. */
  readonly from: Repository;
  readonly isDraft?: boolean;
  readonly by: Writer;
}

/** Opens a pull request. */
export function openPull(world: World, repository: Repository, options: NewPull): Issue {
  const { base, from, head } = options;
  const refuse = (field: string, message?: string): never => {
    const error = message === undefined ? { field, code: 'invalid' } : { code: 'custom', message };
    throw new ApiRefusal(422, 'Validation Failed', {
      errors: [{ resource: 'PullRequest', ...error }],
    });
  };
  const headSha = resolveCommit(from.store, `refs/heads/${head}`) ?? refuse('head');
  const baseSha = resolveCommit(repository.store, `refs/heads/${base}`) ?? refuse('base');
  const isOpen = [...repository.issues.values()].some(
    ({ pull, state }) =>
      state === 'open' &&
      pull?.headRepository === from &&
      pull.headBranch === head &&
      pull.baseBranch === base,
  );
  const label = `${from.owner.login}:${head}`;
  if (isOpen) refuse('head', `A pull request already exists for ${label}.`);
  fetchHead(repository, { number: repository.issues.size + 1, from, sha: headSha });
  if (tryGit(repository.store, 'merge-base', baseSha, headSha) === undefined) {
    refuse('head', `The ${head} branch has no history in common with ${base}`);
  }
  const count = tryGit(repository.store, 'rev-list', '--count', `${baseSha}..${headSha}`);
  if (count === '0') refuse('head', `No commits between ${base} and ${head}`);
  const pull: PullRequest = {
    id: world.nextId(),
    headRepository: from,
    headOwner: from.owner,
    headBranch: head,
    headSha,
    baseBranch: base,
    baseSha,
    isDraft: options.isDraft ?? false,
    mergedAt: null,
    mergedBy: undefined,
    mergeCommitSha: null,
    reviews: [],
    reviewComments: [],
  };
  const { title, body = null, by } = options;
  const issue = createIssue(world, repository, { title, body, by, pull });
  writeTestMerge(world, issue);
  tellOfPull(world, issue, { name: 'pull_request.opened', by: by.account });
  return issue;
}
