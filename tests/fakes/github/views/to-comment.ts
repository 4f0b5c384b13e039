import { associationOf } from '../state/association-of.ts';
import type { Comment, Reaction } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { apiUrlOf, htmlUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';
import { toApp } from './to-app.ts';
import { toRollup } from './to-rollup.ts';
import { toUser } from './to-user.ts';

/** A comment on an issue or a pull request. */
export function toComment(world: World, comment: Comment) {
  const { repository } = comment.issue;
  const api = apiUrlOf(world, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  const place = comment.issue.pull ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url,
    html_url: `${htmlUrlOf(world, repository)}/${place}/${comment.issue.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue.number}`,
    user: toUser(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, comment.author),
    performed_via_github_app: comment.app === undefined ? null : toApp(world, comment.app),
    reactions: toRollup(url, comment.reactions),
  };
}

/** A reaction as the API gives it. */
export function toReaction(world: World, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId('REA', reaction.id),
    user: toUser(world, reaction.author),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}
