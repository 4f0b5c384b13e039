import type { ParsedComment } from './contract.ts';
import { parseCommand } from './parse-command.ts';
import type { VerbName } from './registry.ts';

/** A comment event, as GitHub's webhook tells it. */
export interface CommentEvent {
  /** Of the event: `created`, `edited` … */
  readonly action: string;
  readonly body: string;
  readonly author: { readonly login: string; readonly type: string };
  /** False for a comment on an issue. */
  readonly isOnPullRequest: boolean;
}

/** What a comment event asks for: only a new comment of a person on a pull request asks for anything. */
export function readComment({
  action,
  body,
  author,
  isOnPullRequest,
}: CommentEvent): ParsedComment<VerbName> {
  const isBot = author.type !== 'User' || author.login.endsWith('[bot]');
  if (action !== 'created' || isBot || !isOnPullRequest) return { kind: 'none' };
  return parseCommand(body);
}
