import { readRef } from '../git/read-ref.ts';
import { runGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { canMerge } from '../state/can-merge.ts';
import { missingChecks } from '../state/missing-checks.ts';
import type { Account, Issue } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { branchMoved } from './branch-moved.ts';
import { setPullState } from './set-pull-state.ts';
import { writeMerge } from './write-merge.ts';

/** Merges with a merge commit onto the base branch. */
export function mergePull(
  world: World,
  issue: Issue,
  options: {
    readonly by: Account;
    readonly sha?: string | undefined;
    readonly ignoresChecks?: boolean;
  },
): string {
  const pull = pullOf(issue);
  const { store } = issue.repository;
  if (issue.state !== 'open' || pull.isDraft || !canMerge(issue)) {
    throw new ApiRefusal(405, 'Pull Request is not mergeable');
  }
  if (options.sha !== undefined && options.sha !== pull.headSha) {
    throw new ApiRefusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const [missing] = missingChecks(issue.repository, { branch: pull.baseBranch, sha: pull.headSha });
  if (missing !== undefined && options.ignoresChecks !== true) {
    throw new ApiRefusal(405, `Required status check "${missing}" is expected.`);
  }
  const ref = `refs/heads/${pull.baseBranch}`;
  const before = readRef(store, ref) ?? '';
  const message = `Merge pull request #${issue.number}`;
  const after = writeMerge(world, issue.repository, { base: before, head: pull.headSha, message });
  runGit(store, ['update-ref', ref, after, before]);
  markMerged(world, issue, { by: options.by, commit: after });
  branchMoved(world, issue.repository, { ref, before, after, by: options.by });
  return after;
}

/** Closes a pull request whose commits have just reached the base. */
export function markMerged(
  world: World,
  issue: Issue,
  options: { by: Account; commit: string },
): void {
  const pull = pullOf(issue);
  pull.mergedAt = world.now();
  pull.mergedBy = options.by;
  pull.mergeCommitSha = options.commit;
  setPullState(world, issue, { state: 'closed', by: options.by });
}
