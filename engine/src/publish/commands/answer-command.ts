import { maskSecrets } from '../../models/mask-secrets.ts';
import { commentBody, comparableText } from '../comment/comment-body.ts';
import { ownComments } from '../comment/own-comments.ts';
import type { GitHubClient, ReactionContent } from '../github-client.ts';
import type { PublishPorts } from '../publish-ports.ts';
import type { PublishTarget } from '../target.ts';
import { writeOnce } from '../write-once.ts';

/** How far a command has come. */
export type CommandState = 'queued' | 'done' | 'failed' | 'refused';

/** 👀 queued, then 🚀 done, 😕 failed or 👎 refused. */
export const reactionOf: Readonly<Record<CommandState, ReactionContent>> = {
  queued: 'eyes',
  done: 'rocket',
  failed: 'confused',
  refused: '-1',
};

/** Shows on somebody's comment how far its command has come; twice is once. */
export async function reactToCommand(
  { rest }: GitHubClient,
  { owner, repo }: PublishTarget,
  { commentId, state }: { readonly commentId: number; readonly state: CommandState },
): Promise<void> {
  const content = reactionOf[state];
  await rest.reactions.createForIssueComment({ owner, repo, comment_id: commentId, content });
}

/**
 * Answers a command in words, once for each comment however often it is asked: what help, status, budget
 * and refusals need; everything else is answered by a reaction.
 * @returns id of the answer
 */
export async function replyToCommand(
  client: GitHubClient,
  target: PublishTarget,
  { commentId, text }: { readonly commentId: number; readonly text: string },
  options: PublishPorts,
): Promise<number> {
  const { owner, repo, pullRequest: issue_number, instance } = target;
  const reply = String(commentId);
  const body = commentBody(maskSecrets(text, options.secrets), { instance, reply });
  const find = async () =>
    (await ownComments(client, target)).find(({ marker }) => marker.reply === reply)?.comment;
  const before = await find();
  if (before !== undefined) {
    if (comparableText(before.body) !== comparableText(body)) {
      await client.rest.issues.updateComment({ owner, repo, comment_id: before.id, body });
    }
    return before.id;
  }
  return await writeOnce(
    {
      find: async () => (await find())?.id,
      create: async () =>
        (await client.rest.issues.createComment({ owner, repo, issue_number, body })).data.id,
    },
    options,
  );
}
