import { resolveCommit } from '../git/read-commits.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Account, Issue } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { tellOfPull } from './tell-of-pull.ts';
import { writeTestMerge } from './write-merge.ts';

/** Moves a pull request to another base branch. */
export function changeBase(
  world: World,
  issue: Issue,
  options: { base: string; by: Account },
): void {
  const pull = pullOf(issue);
  const sha = resolveCommit(issue.repository.store, `refs/heads/${options.base}`);
  if (sha === undefined) {
    const error = { resource: 'PullRequest', field: 'base', code: 'invalid' };
    throw new ApiRefusal(422, 'Validation Failed', { errors: [error] });
  }
  const changes = { base: { ref: { from: pull.baseBranch }, sha: { from: pull.baseSha } } };
  pull.baseBranch = options.base;
  pull.baseSha = sha;
  writeTestMerge(world, issue);
  edited(world, issue, { changes, by: options.by });
}

/** Changes title or text of a pull request. */
export function editPull(
  world: World,
  issue: Issue,
  options: { readonly title?: string; readonly body?: string | null; readonly by: Account },
): void {
  const { title, body, by } = options;
  const changes = {
    ...(title === undefined ? {} : { title: { from: issue.title } }),
    ...(body === undefined ? {} : { body: { from: issue.body ?? '' } }),
  };
  issue.title = title ?? issue.title;
  issue.body = body === undefined ? issue.body : body;
  edited(world, issue, { changes, by });
}

/** Turns a draft into a pull request that is ready for review, or back. */
export function setDraft(
  world: World,
  issue: Issue,
  options: { isDraft: boolean; by: Account },
): void {
  const pull = pullOf(issue);
  if (pull.isDraft === options.isDraft) return;
  pull.isDraft = options.isDraft;
  issue.updatedAt = world.now();
  const action = options.isDraft ? 'converted_to_draft' : 'ready_for_review';
  tellOfPull(world, issue, { name: `pull_request.${action}`, by: options.by });
}

function edited(world: World, issue: Issue, options: { changes: object; by: Account }): void {
  issue.updatedAt = world.now();
  const more = { changes: options.changes, before: undefined, after: undefined };
  tellOfPull(world, issue, { name: 'pull_request.edited', by: options.by, more });
}
