import { includes } from '../access/allow.ts';
import { editPull } from '../changes/edit-pull.ts';
import {
  addReaction,
  checkBody,
  createComment,
  createIssue,
  deleteComment,
  editComment,
  findComment,
  findIssue,
} from '../changes/issues.ts';
import { setPullState } from '../changes/set-pull-state.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { commentsOf } from '../state/comments-of.ts';
import type { Comment, Issue } from '../state/model.ts';
import { isAtLeast, roleOf } from '../state/role-of.ts';
import { toComment, toReaction } from '../views/to-comment.ts';
import { toIssue } from '../views/to-issue.ts';
import { type Call, notFound, type OperationPlugs, writerOf } from './operation.ts';

const reads = {
  caller: 'anyone',
  permissions: [
    ['issues', 'read'],
    ['pull_requests', 'read'],
  ],
  role: 'read',
} as const;
const writes = {
  caller: 'token',
  permissions: [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
  role: 'read',
} as const;

interface IssueRequest {
  readonly title?: string | number;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly labels?: readonly (string | { readonly name: string })[];
}

/** Issues, the comments on issues and pull requests, and the reactions to them. */
export const issueOperations: OperationPlugs = {
  'issues/list-for-repo': { ...reads, run: listIssues },
  'issues/get': {
    ...reads,
    run: (call) => ({ status: 200, body: toIssue(call.world, issueOf(call)) }),
  },
  'issues/create': {
    ...writes,
    permissions: [['issues', 'write']],
    run: (call) => {
      const { body = null, labels = [], title } = call.body as IssueRequest;
      const issue = createIssue(call.world, call.repository, {
        title: String(title),
        body,
        labels: labels.map(nameOf),
        by: writerOf(call),
      });
      return { status: 201, body: toIssue(call.world, issue) };
    },
  },
  'issues/update': { ...writes, role: 'triage', run: updateIssue },
  'issues/list-comments': {
    ...reads,
    run: (call) => {
      const since = call.query.get('since') ?? '';
      const comments = commentsOf(issueOf(call)).filter(({ updatedAt }) => updatedAt >= since);
      return { list: comments.map((comment) => toComment(call.world, comment)) };
    },
  },
  'issues/get-comment': {
    ...reads,
    run: (call) => ({ status: 200, body: toComment(call.world, commentOf(call)) }),
  },
  'issues/create-comment': {
    ...writes,
    run: (call) => {
      const issue = issueOf(call);
      checkKind(call, issue);
      const { body } = call.body as { body: string };
      const comment = createComment(call.world, issue, { body, by: writerOf(call) });
      return { status: 201, body: toComment(call.world, comment) };
    },
  },
  'issues/update-comment': {
    ...writes,
    run: (call) => {
      const comment = changeableComment(call);
      const { body } = call.body as { body: string };
      editComment(call.world, comment, { body, by: writerOf(call) });
      return { status: 200, body: toComment(call.world, comment) };
    },
  },
  'issues/delete-comment': {
    ...writes,
    run: (call) => {
      deleteComment(call.world, changeableComment(call), writerOf(call));
      return { status: 204 };
    },
  },
  'reactions/list-for-issue-comment': {
    ...reads,
    run: (call) => {
      const content = call.query.get('content');
      const reactions = commentOf(call).reactions.filter(
        (reaction) => content === null || reaction.content === content,
      );
      return { list: reactions.map((reaction) => toReaction(call.world, reaction)) };
    },
  },
  'reactions/create-for-issue-comment': {
    ...writes,
    run: (call) => {
      const { content } = call.body as { content: string };
      const by = writerOf(call).account;
      const { isNew, reaction } = addReaction(call.world, commentOf(call), { content, by });
      return { status: isNew ? 201 : 200, body: toReaction(call.world, reaction) };
    },
  },
  'reactions/delete-for-issue-comment': {
    ...writes,
    run: (call) => {
      const { reactions } = commentOf(call);
      const index = reactions.findIndex(({ id }) => id === Number(call.parameters.reaction_id));
      if (index === -1) throw notFound();
      if (reactions[index]?.author !== writerOf(call).account) throw forbidden();
      reactions.splice(index, 1);
      return { status: 204 };
    },
  },
};

function listIssues(call: Call) {
  const state = call.query.get('state') ?? 'open';
  const creator = call.query.get('creator');
  const labels = (call.query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const found = [...call.repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => creator === null || issue.author.login === creator)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => issue.updatedAt >= (call.query.get('since') ?? ''));
  if (call.query.get('direction') !== 'asc') found.reverse();
  return { list: found.map((issue) => toIssue(call.world, issue)) };
}

function updateIssue(call: Call) {
  const issue = issueOf(call);
  const { body, labels, state, title } = call.body as IssueRequest;
  const by = writerOf(call);
  checkKind(call, issue);
  checkBody(body ?? '', 'Issue');
  issue.labels = labels?.map(nameOf) ?? issue.labels;
  const isChanged = title !== undefined || body !== undefined;
  if (issue.pull !== undefined) {
    const texts = {
      ...(title === undefined ? {} : { title: String(title) }),
      ...(body === undefined ? {} : { body }),
    };
    if (isChanged) editPull(call.world, issue, { ...texts, by: by.account });
    if (state !== undefined) setPullState(call.world, issue, { state, by: by.account });
  } else {
    issue.title = title === undefined ? issue.title : String(title);
    issue.body = body === undefined ? issue.body : body;
    issue.closedAt =
      state === 'closed' ? call.world.now() : state === 'open' ? null : issue.closedAt;
    issue.state = state ?? issue.state;
    issue.updatedAt = call.world.now();
  }
  return { status: 200, body: toIssue(call.world, issue) };
}

function issueOf({ parameters, repository }: Call): Issue {
  return findIssue(repository, parameters.issue_number ?? '');
}

function commentOf({ parameters, repository }: Call): Comment {
  return findComment(repository, parameters.comment_id ?? '');
}

/** An App with the permission may change every comment, a person their own or, with write, all. */
function changeableComment(call: Call): Comment {
  const comment = commentOf(call);
  checkKind(call, comment.issue);
  const { caller } = call;
  if (caller.kind !== 'user' || comment.author === caller.account) return comment;
  if (isAtLeast(roleOf(call.repository, caller.account), 'write')) return comment;
  throw forbidden();
}

/** Permission for pull requests does not reach plain issues. */
function checkKind({ caller }: Call, issue: Issue): void {
  if (caller.kind !== 'installation') return;
  const needed = issue.pull === undefined ? 'issues' : 'pull_requests';
  if (includes(caller.permissions, [needed, 'write'])) return;
  if (issue.pull !== undefined && includes(caller.permissions, ['issues', 'write'])) return;
  throw new ApiRefusal(403, 'Resource not accessible by integration');
}

function forbidden(): ApiRefusal {
  return new ApiRefusal(403, 'Must have admin rights to Repository.');
}

function nameOf(label: string | { readonly name: string }): string {
  return typeof label === 'string' ? label : label.name;
}
