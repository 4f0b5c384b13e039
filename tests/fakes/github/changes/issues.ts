import { ApiRefusal } from '../state/api-refusal.ts';
import type {
  Account,
  App,
  Comment,
  Issue,
  PullRequest,
  Reaction,
  Repository,
} from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { toComment } from '../views/to-comment.ts';
import { toIssue } from '../views/to-issue.ts';

/** GitHub's limit of a comment, an issue and a review. How it counts is unknown, so both ways hold. */
const maximumBodyLength = 65_536;

/** Who writes, and through what. */
export interface Writer {
  readonly account: Account;
  /** The App that acts, when an App acts. */
  readonly app: App | undefined;
}

/** Adds an issue, or with `pull` a pull request; they share their numbers. */
export function createIssue(
  world: World,
  repository: Repository,
  content: {
    readonly title: string;
    readonly body: string | null;
    readonly labels?: readonly string[];
    readonly by: Writer;
    readonly pull?: PullRequest;
  },
): Issue {
  checkBody(content.body ?? '', 'Issue');
  const issue: Issue = {
    id: world.nextId(),
    number: repository.issues.size + 1,
    repository,
    author: content.by.account,
    app: content.by.app,
    title: content.title,
    body: content.body,
    labels: [...(content.labels ?? [])],
    state: 'open',
    createdAt: world.now(),
    updatedAt: world.now(),
    closedAt: null,
    pull: content.pull,
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

/** The issue of a number. */
export function findIssue(repository: Repository, number: string | number): Issue {
  const issue = repository.issues.get(Number(number));
  if (issue === undefined) throw new ApiRefusal(404, 'Not Found');
  return issue;
}

/** Writes a comment and tells everybody. */
export function createComment(
  world: World,
  issue: Issue,
  text: { body: string; by: Writer },
): Comment {
  checkBody(text.body, 'IssueComment');
  if (text.body.trim() === '') {
    const error = { resource: 'IssueComment', code: 'missing_field', field: 'body' };
    throw new ApiRefusal(422, 'Validation Failed', { errors: [error] });
  }
  const comment: Comment = {
    id: world.nextId(),
    issue,
    author: text.by.account,
    app: text.by.app,
    body: text.body,
    createdAt: world.now(),
    updatedAt: world.now(),
    reactions: [],
  };
  issue.repository.comments.set(comment.id, comment);
  issue.updatedAt = world.now();
  tell(world, comment, { name: 'issue_comment.created', by: text.by.account });
  return comment;
}

/** Replaces a comment's text; nobody hears of an edit that changes nothing. */
export function editComment(
  world: World,
  comment: Comment,
  text: { body: string; by: Writer },
): void {
  checkBody(text.body, 'IssueComment');
  const from = comment.body;
  if (from === text.body) return;
  comment.body = text.body;
  comment.updatedAt = world.now();
  const more = { changes: { body: { from } } };
  tell(world, comment, { name: 'issue_comment.edited', by: text.by.account, more });
}

/** Takes a comment away. */
export function deleteComment(world: World, comment: Comment, by: Writer): void {
  comment.issue.repository.comments.delete(comment.id);
  tell(world, comment, { name: 'issue_comment.deleted', by: by.account });
}

/** The comment of an id. */
export function findComment(repository: Repository, id: string | number): Comment {
  const comment = repository.comments.get(Number(id));
  if (comment === undefined) throw new ApiRefusal(404, 'Not Found');
  return comment;
}

/** Adds a reaction unless the same account has given it before. */
export function addReaction(
  world: World,
  comment: Comment,
  reaction: { readonly content: string; readonly by: Account },
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const { by, content } = reaction;
  const old = comment.reactions.find((each) => each.author === by && each.content === content);
  if (old !== undefined) return { reaction: old, isNew: false };
  const made = { id: world.nextId(), author: by, content, createdAt: world.now() };
  comment.reactions.push(made);
  return { reaction: made, isNew: true };
}

/** Refuses a text that GitHub would not store. */
export function checkBody(body: string, resource: string): void {
  // The code points of a text are never more than its UTF-16 units, so this is the stricter count.
  if (body.length <= maximumBodyLength) return;
  const message = `Body is too long (maximum is ${maximumBodyLength} characters)`;
  const error = { resource, code: 'unprocessable', field: 'data', message };
  throw new ApiRefusal(422, 'Validation Failed', { errors: [error] });
}

function tell(
  world: World,
  comment: Comment,
  event: {
    readonly name: `issue_comment.${'created' | 'edited' | 'deleted'}`;
    readonly by: Account;
    readonly more?: object;
  },
): void {
  world.emit({
    name: event.name,
    repository: comment.issue.repository,
    sender: event.by,
    overlay: {
      issue: toIssue(world, comment.issue),
      comment: toComment(world, comment),
      ...event.more,
    },
  });
}
