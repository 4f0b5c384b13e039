import { diffFiles } from '../git/diff-files.ts';
import { type CommitText, readCommit, readCommits } from '../git/read-commits.ts';
import { readRef } from '../git/read-ref.ts';
import { tryGit } from '../git/run-git.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { htmlUrlOf } from '../views/addresses.ts';
import { toSimpleCommit } from '../views/to-commit.ts';
import { toRepository } from '../views/to-repository.ts';
import type { Move } from './branch-moved.ts';

/** What stands for a commit where a ref begins or ends. */
export const noCommit = '0'.repeat(40);

/** Most commits that one push event names. */
const maximumCommits = 2048;

/** Emits the push event of a ref that moved. */
export function emitPush(world: World, repository: Repository, move: Move): void {
  const { store } = repository;
  const { after, before, by, ref } = move;
  const wasRewritten =
    before !== undefined &&
    after !== undefined &&
    tryGit(store, 'merge-base', '--is-ancestor', before, after) === undefined;
  const [from, to] = [before ?? noCommit, after ?? noCommit];
  const commits = newCommits(repository, move);
  const head = after === undefined ? undefined : (commits.at(-1) ?? readCommit(store, after));
  const view = toRepository(world, repository);
  const listed = (commit: CommitText) => toPushed(world, repository, commit);
  world.emit({
    name: 'push.',
    repository,
    sender: by,
    overlay: {
      ref,
      before: from,
      after: to,
      created: before === undefined,
      deleted: after === undefined,
      forced: wasRewritten,
      base_ref: null,
      compare: `${htmlUrlOf(world, repository)}/compare/${from.slice(0, 12)}...${to.slice(0, 12)}`,
      commits: commits.map(listed),
      head_commit: head === undefined ? null : listed(head),
      repository: {
        ...view,
        owner: { ...view.owner, name: view.owner.login, email: null },
        // Only in pushes GitHub writes these times as seconds.
        created_at: Date.parse(repository.createdAt) / 1000,
        pushed_at: Date.parse(repository.pushedAt) / 1000,
        master_branch: repository.defaultBranch,
        stargazers: 0,
      },
      pusher: { name: by.login, email: `${by.login}@example.com` },
    },
  });
}

/** Oldest first; for a new branch those that the default branch does not have. */
function newCommits(repository: Repository, { after, before, ref }: Move): CommitText[] {
  if (after === undefined) return [];
  const main = `refs/heads/${repository.defaultBranch}`;
  const known = before ?? (ref === main ? undefined : readRef(repository.store, main));
  const range = known === undefined ? [after] : [`${known}..${after}`];
  return readCommits(repository.store, range).reverse().slice(-maximumCommits);
}

function toPushed(world: World, repository: Repository, commit: CommitText) {
  const [parent] = commit.parents;
  const files = parent === undefined ? [] : diffFiles(repository.store, parent, commit.sha);
  const paths = (...statuses: string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  const named = ({ email, name }: CommitText['author']) => ({ name, email, username: name });
  return {
    ...toSimpleCommit(commit),
    author: named(commit.author),
    committer: named(commit.committer),
    distinct: true,
    url: `${htmlUrlOf(world, repository)}/commit/${commit.sha}`,
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified', 'renamed'),
  };
}
