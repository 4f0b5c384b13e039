import { readRef } from '../git/read-ref.ts';
import { runGit } from '../git/run-git.ts';
import { writePullRef } from '../git/write-pull-ref.ts';
import type { Issue, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { writeTestMerge } from './write-merge.ts';

/** Makes a commit of a head's repository known to the base and points `refs/pull/<n>/head` at it. */
export function fetchHead(
  base: Repository,
  options: { readonly number: number; readonly from: Repository; readonly sha: string },
): void {
  const { from, number, sha } = options;
  if (from !== base) runGit(base.store, ['fetch', '-q', '--no-tags', from.store.path, sha]);
  writePullRef(base.store, { number, side: 'head' }, sha);
}

/** Takes a pull request to a new commit of its head, and to the present tip of its base. */
export function moveHead(
  world: World,
  issue: Issue,
  to: { readonly from: Repository; readonly sha: string },
): void {
  const pull = pullOf(issue);
  fetchHead(issue.repository, { ...to, number: issue.number });
  pull.headSha = to.sha;
  pull.baseSha = readRef(issue.repository.store, `refs/heads/${pull.baseBranch}`) ?? pull.baseSha;
  writeTestMerge(world, issue);
  issue.updatedAt = world.now();
}
