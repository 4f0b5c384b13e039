import { readRef } from '../git/read-ref.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Account, Issue } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { moveHead } from './fetch-head.ts';
import { tellOfPull } from './tell-of-pull.ts';

/** Closes a pull request, or reopens it at its branch's present commit. */
export function setPullState(
  world: World,
  issue: Issue,
  options: { readonly state: 'open' | 'closed'; readonly by: Account },
): void {
  const { by, state } = options;
  if (issue.state === state) return;
  if (state === 'open') followBranch(world, issue);
  issue.state = state;
  issue.closedAt = state === 'closed' ? world.now() : null;
  issue.updatedAt = world.now();
  const action = state === 'closed' ? 'closed' : 'reopened';
  tellOfPull(world, issue, { name: `pull_request.${action}`, by });
}

function followBranch(world: World, issue: Issue): void {
  const { headBranch, headRepository, headSha, mergedAt } = pullOf(issue);
  const tip = headRepository && readRef(headRepository.store, `refs/heads/${headBranch}`);
  if (headRepository === undefined || tip === undefined || mergedAt !== null) {
    const error = { resource: 'PullRequest', field: 'state', code: 'invalid' };
    throw new ApiRefusal(422, 'Validation Failed', { errors: [error] });
  }
  if (tip !== headSha) moveHead(world, issue, { from: headRepository, sha: tip });
}
