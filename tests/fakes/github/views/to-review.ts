import { associationOf } from '../state/association-of.ts';
import type { Issue, Review, ReviewComment } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { apiUrlOf, htmlUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';
import { toUser } from './to-user.ts';

/** A review as the API gives it. */
export function toReview(world: World, issue: Issue, review: Review) {
  const pullUrl = `${apiUrlOf(world, issue.repository)}/pulls/${issue.number}`;
  const html = `${htmlUrlOf(world, issue.repository)}/pull/${issue.number}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: toUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: associationOf(issue.repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    submitted_at: review.submittedAt,
    updated_at: review.submittedAt,
    commit_id: review.commitSha,
  };
}

/** A comment on lines as the API gives it. */
export function toReviewComment(world: World, issue: Issue, comment: ReviewComment) {
  const api = apiUrlOf(world, issue.repository);
  const url = `${api}/pulls/comments/${comment.id}`;
  const html = `${htmlUrlOf(world, issue.repository)}/pull/${issue.number}#discussion_r${comment.id}`;
  const pullUrl = `${api}/pulls/${issue.number}`;
  return {
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    url,
    pull_request_review_id: comment.review.id,
    diff_hunk: comment.diffHunk,
    path: comment.path,
    line: comment.line,
    original_line: comment.line,
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : comment.side,
    side: comment.side,
    commit_id: comment.commitSha,
    original_commit_id: comment.commitSha,
    user: toUser(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: associationOf(issue.repository, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
  };
}
