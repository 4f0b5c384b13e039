import { readComment } from '@galley/engine/publish';
import type { EventReader } from '../event-reader.ts';
import { PayloadFault } from '../payload-fault.ts';
import { readAccount, readPlace } from '../read-place.ts';

/** The grammar looks at the first line alone and refuses more than 500 characters of it. */
const mostCharacters = 600;

/** Somebody wrote a comment: a person, new, on a pull request, and to us. */
export const readIssueComment: EventReader = (payload, { appId }) => {
  const action = payload.text('action');
  const comment = payload.fields('comment');
  const author = comment.optional('user');
  const issue = payload.fields('issue');
  if (action !== 'created' || author === undefined || !comment.has('body')) return [];
  const { login, id } = readAccount(author);
  const [text = ''] = comment.text('body', mostCharacters).split(/[\r\n]/);
  const asked = readComment({
    action,
    body: text,
    author: { login, type: author.text('type') },
    isOnPullRequest: issue.has('pull_request'),
  });
  const isOwn = comment.optional('performed_via_github_app')?.number('id') === appId;
  if (asked.kind === 'none' || isOwn) return [];
  const commentId = comment.number('id');
  return [
    {
      kind: 'command',
      at: readPlace(payload),
      id: `comment:${commentId}`,
      number: issue.number('number'),
      commentId,
      sender: login,
      senderId: id,
      text,
      givenAt: readTime(comment.text('created_at')),
    },
  ];
};

function readTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new PayloadFault('comment.created_at', 'a time', text);
  return time.toISOString();
}
