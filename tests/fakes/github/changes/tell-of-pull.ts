import type { Account, Issue } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { toPullRequest } from '../views/to-pull-request.ts';

type Action =
  | 'opened'
  | 'edited'
  | 'synchronize'
  | 'closed'
  | 'reopened'
  | 'ready_for_review'
  | 'converted_to_draft';

/** Emits an event of a pull request as it is now; `more` are fields that only this action has. */
export function tellOfPull(
  world: World,
  issue: Issue,
  event: {
    readonly name: `pull_request.${Action}`;
    readonly by: Account;
    readonly more?: object;
  },
): void {
  world.emit({
    name: event.name,
    repository: issue.repository,
    sender: event.by,
    overlay: {
      number: issue.number,
      pull_request: toPullRequest(world, issue),
      ...event.more,
    },
  });
}
