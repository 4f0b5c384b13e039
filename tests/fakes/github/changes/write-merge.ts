import { readRef } from '../git/read-ref.ts';
import { runGit } from '../git/run-git.ts';
import { writePullRef } from '../git/write-pull-ref.ts';
import { canMerge } from '../state/can-merge.ts';
import type { Issue, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';

/** A commit that merges two others; no ref points to it yet. */
export function writeMerge(
  world: World,
  repository: Repository,
  options: { readonly base: string; readonly head: string; readonly message: string },
): string {
  const { base, head, message } = options;
  const { store } = repository;
  const tree = runGit(store, ['merge-tree', '--write-tree', base, head]).toString().trim();
  const date = `${Math.floor(world.nowMs() / 1000)} +0000`;
  const environment = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const command = ['commit-tree', tree, '-p', base, '-p', head, '-m', message];
  return runGit(store, command, { environment }).toString().trim();
}

/** Points `refs/pull/<n>/merge` at what merging now would give; it stays where it was on a conflict. */
export function writeTestMerge(world: World, issue: Issue): void {
  const pull = pullOf(issue);
  const { store } = issue.repository;
  const base = readRef(store, `refs/heads/${pull.baseBranch}`);
  if (base === undefined || !canMerge(issue)) return;
  const message = `Merge ${pull.headSha} into ${base}`;
  const commit = writeMerge(world, issue.repository, { base, head: pull.headSha, message });
  writePullRef(store, { number: issue.number, side: 'merge' }, commit);
  pull.mergeCommitSha = commit;
}
