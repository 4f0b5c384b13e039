import type { GitHubClient } from '../github-client.ts';
import type { PublishTarget } from '../target.ts';
import { formatMarker, withoutMarker } from './marker.ts';
import type { OwnComment } from './own-comments.ts';

const minimize = `mutation ($id: ID!) {
  minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) {
    minimizedComment { isMinimized }
  }
}`;

/**
 * Folds an own comment away as outdated, then marks it so, in this order: what failed in between is
 * folded once more, which changes nothing.
 */
export async function foldComment(
  { graphql, rest }: GitHubClient,
  { owner, repo }: PublishTarget,
  { comment, marker }: OwnComment,
): Promise<void> {
  await graphql(minimize, { id: comment.node_id });
  const body = `${formatMarker({ ...marker, folded: 'yes' })}\n${withoutMarker(comment.body)}\n`;
  await rest.issues.updateComment({ owner, repo, comment_id: comment.id, body });
}
