import type { Issue, PullRequest } from './model.ts';

/** A pull request; `undefined` in the view means that the issue is none. */
export function pullOf(issue: Issue): PullRequest {
  if (issue.pull === undefined) throw new Error(`#${issue.number} is not a pull request`);
  return issue.pull;
}
