import type { Account, Issue, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { emitPush, noCommit } from './emit-push.ts';
import { moveHead } from './fetch-head.ts';
import { openSuites } from './open-suites.ts';
import { setPullState } from './set-pull-state.ts';
import { tellOfPull } from './tell-of-pull.ts';

/** A ref that points elsewhere now. */
export interface Move {
  /** Full name, `refs/heads/main`. */
  readonly ref: string;
  /** `undefined` for a new ref. */
  readonly before: string | undefined;
  /** `undefined` for a deleted ref. */
  readonly after: string | undefined;
  readonly by: Account;
}

/**
 * What GitHub does after a ref moved: the push event, a check suite per App, new heads of the pull
 * requests from it; those from a deleted branch are closed.
 */
export function branchMoved(world: World, repository: Repository, move: Move): void {
  if (!/^refs\/(heads|tags)\//.test(move.ref)) return;
  const { after, before, by, ref } = move;
  repository.pushedAt = world.now();
  emitPush(world, repository, move);
  if (!ref.startsWith('refs/heads/')) return;
  const branch = ref.slice('refs/heads/'.length);
  if (after !== undefined) openSuites(world, repository, { branch, sha: after, before, by });
  for (const issue of openPullsFrom(world, repository, branch)) {
    if (after === undefined) {
      setPullState(world, issue, { state: 'closed', by });
      continue;
    }
    moveHead(world, issue, { from: repository, sha: after });
    const more = { before: before ?? noCommit, after };
    tellOfPull(world, issue, { name: 'pull_request.synchronize', by, more });
  }
}

function openPullsFrom(world: World, repository: Repository, branch: string): Issue[] {
  return world.repositories
    .flatMap((each) => [...each.issues.values()])
    .filter(({ pull, state }) => state === 'open' && pull?.headRepository === repository)
    .filter(({ pull }) => pull?.headBranch === branch);
}
