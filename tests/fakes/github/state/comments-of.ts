import type { Comment, Issue } from './model.ts';

/** The comments of an issue, oldest first. */
export function commentsOf(issue: Issue): Comment[] {
  return [...issue.repository.comments.values()].filter((comment) => comment.issue === issue);
}
