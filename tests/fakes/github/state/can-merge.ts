import { readRef } from '../git/read-ref.ts';
import { tryGit } from '../git/run-git.ts';
import type { Issue } from './model.ts';
import { pullOf } from './pull-of.ts';

/** The commit that the two sides part at; `undefined` when they share no history. */
export function mergeBaseOf(issue: Issue): string | undefined {
  const pull = pullOf(issue);
  return tryGit(issue.repository.store, 'merge-base', pull.baseSha, pull.headSha);
}

/** Whether Git merges the head into the base's tip without a conflict. */
export function canMerge(issue: Issue): boolean {
  const pull = pullOf(issue);
  const { store } = issue.repository;
  const tip = readRef(store, `refs/heads/${pull.baseBranch}`);
  if (tip === undefined) return false;
  return tryGit(store, 'merge-tree', '--write-tree', tip, pull.headSha) !== undefined;
}
