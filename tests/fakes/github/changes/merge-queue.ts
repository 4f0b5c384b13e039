import { readCommit } from '../git/read-commits.ts';
import { readRef } from '../git/read-ref.ts';
import { runGit } from '../git/run-git.ts';
import { missingChecks } from '../state/missing-checks.ts';
import type { Account, Issue, MergeGroup } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { toSimpleCommit } from '../views/to-commit.ts';
import { branchMoved } from './branch-moved.ts';
import { markMerged } from './merge-pull.ts';
import { openSuites } from './open-suites.ts';
import { writeMerge } from './write-merge.ts';

/** Puts a pull request into the queue: a branch with the merge, on which Apps are asked for checks. */
export function enqueue(world: World, issue: Issue, by: Account): MergeGroup {
  const pull = pullOf(issue);
  const { store } = issue.repository;
  const baseSha = readRef(store, `refs/heads/${pull.baseBranch}`) ?? '';
  const message = `Merge pull request #${issue.number}`;
  const headSha = writeMerge(world, issue.repository, {
    base: baseSha,
    head: pull.headSha,
    message,
  });
  const branch = `gh-readonly-queue/${pull.baseBranch}/pr-${issue.number}-${baseSha}`;
  const headRef = `refs/heads/${branch}`;
  runGit(store, ['update-ref', headRef, headSha]);
  const group: MergeGroup = { repository: issue.repository, issue, headRef, headSha, baseSha };
  issue.repository.mergeGroups.push(group);
  openSuites(world, issue.repository, { branch, sha: headSha, before: undefined, by });
  tell(world, group, { name: 'merge_group.checks_requested', by });
  return group;
}

/** Merges a group when its required checks are good, and takes it out of the queue in any case. */
export function finishGroup(
  world: World,
  group: MergeGroup,
  by: Account,
): { readonly reason: 'merged' | 'invalidated' } {
  const { headRef, headSha, issue, repository } = group;
  const { baseBranch: branch } = pullOf(issue);
  const isGood = missingChecks(repository, { branch, sha: headSha }).length === 0;
  const reason = isGood ? 'merged' : 'invalidated';
  runGit(repository.store, ['update-ref', '-d', headRef]);
  repository.mergeGroups.splice(repository.mergeGroups.indexOf(group), 1);
  if (isGood) {
    const ref = `refs/heads/${branch}`;
    runGit(repository.store, ['update-ref', ref, headSha, group.baseSha]);
    markMerged(world, issue, { by, commit: headSha });
    branchMoved(world, repository, { ref, before: group.baseSha, after: headSha, by });
  }
  tell(world, group, { name: 'merge_group.destroyed', by, more: { reason } });
  return { reason };
}

function tell(
  world: World,
  group: MergeGroup,
  event: {
    readonly name: `merge_group.${'checks_requested' | 'destroyed'}`;
    readonly by: Account;
    readonly more?: object;
  },
): void {
  world.emit({
    name: event.name,
    repository: group.repository,
    sender: event.by,
    overlay: {
      merge_group: {
        head_sha: group.headSha,
        head_ref: group.headRef,
        base_sha: group.baseSha,
        base_ref: `refs/heads/${pullOf(group.issue).baseBranch}`,
        head_commit: toSimpleCommit(readCommit(group.repository.store, group.headSha)),
      },
      ...event.more,
    },
  });
}
