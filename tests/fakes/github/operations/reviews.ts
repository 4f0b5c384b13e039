import { checkBody } from '../changes/issues.ts';
import { diffFiles } from '../git/diff-files.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { mergeBaseOf } from '../state/can-merge.ts';
import type { Issue, Review, ReviewComment } from '../state/model.ts';
import { pullOf } from '../state/pull-of.ts';
import { toPullRequestSimple } from '../views/to-pull-request.ts';
import { toReview, toReviewComment } from '../views/to-review.ts';
import { type Call, invalid, type OperationPlugs, writerOf } from './operation.ts';
import { pullIssueOf } from './pulls.ts';

const reads = { caller: 'anyone', permissions: [['pull_requests', 'read']], role: 'read' } as const;
const writes = {
  caller: 'token',
  permissions: [['pull_requests', 'write']],
  role: 'read',
} as const;

interface CommentRequest {
  readonly path: string;
  readonly body: string;
  readonly commit_id?: string;
  readonly line?: number;
  readonly start_line?: number;
  readonly side?: 'LEFT' | 'RIGHT';
}

const states = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;

/** Reviews and the comments on lines, which may suggest changes. */
export const reviewOperations: OperationPlugs = {
  'pulls/list-reviews': {
    ...reads,
    run: (call) => {
      const issue = pullIssueOf(call);
      return { list: pullOf(issue).reviews.map((review) => toReview(call.world, issue, review)) };
    },
  },
  'pulls/create-review': {
    ...writes,
    run: (call) => {
      const issue = pullIssueOf(call);
      const request = call.body as {
        commit_id?: string;
        body?: string;
        event?: keyof typeof states;
        comments?: readonly CommentRequest[];
      };
      const { body = '', comments = [], event } = request;
      const isOwn = issue.author === writerOf(call).account;
      if (isOwn && event !== undefined && event !== 'COMMENT') {
        throw new ApiRefusal(422, 'Unprocessable Entity', {
          errors: ['Can not approve your own pull request'],
        });
      }
      for (const each of comments) findLine(call, issue, each);
      const review = addReview(call, issue, { body, event, sha: request.commit_id });
      for (const each of comments) addComment(call, issue, { review, request: each });
      return { status: 200, body: toReview(call.world, issue, review) };
    },
  },
  'pulls/list-review-comments': {
    ...reads,
    run: (call) => {
      const issue = pullIssueOf(call);
      const comments = pullOf(issue).reviewComments;
      return { list: comments.map((comment) => toReviewComment(call.world, issue, comment)) };
    },
  },
  'pulls/create-review-comment': {
    ...writes,
    run: (call) => {
      const issue = pullIssueOf(call);
      const request = call.body as CommentRequest;
      findLine(call, issue, request);
      const review = addReview(call, issue, { body: '', event: 'COMMENT', sha: request.commit_id });
      const comment = addComment(call, issue, { review, request });
      return { status: 201, body: toReviewComment(call.world, issue, comment) };
    },
  },
};

function addReview(
  call: Call,
  issue: Issue,
  content: {
    readonly body: string;
    readonly event: keyof typeof states | undefined;
    readonly sha: string | undefined;
  },
): Review {
  checkBody(content.body, 'PullRequestReview');
  const pull = pullOf(issue);
  const { account } = writerOf(call);
  const review: Review = {
    id: call.world.nextId(),
    author: account,
    body: content.body,
    state: content.event === undefined ? 'PENDING' : states[content.event],
    commitSha: content.sha ?? pull.headSha,
    submittedAt: call.world.now(),
  };
  pull.reviews.push(review);
  if (review.state === 'PENDING') return review;
  const view = toReview(call.world, issue, review);
  call.world.emit({
    name: 'pull_request_review.submitted',
    repository: issue.repository,
    sender: account,
    overlay: {
      review: { ...view, state: review.state.toLowerCase() },
      pull_request: toPullRequestSimple(call.world, issue),
    },
  });
  return review;
}

function addComment(
  call: Call,
  issue: Issue,
  options: { readonly review: Review; readonly request: CommentRequest },
): ReviewComment {
  const { request, review } = options;
  const { hunk, line } = findLine(call, issue, request);
  checkBody(request.body, 'PullRequestReviewComment');
  const comment: ReviewComment = {
    id: call.world.nextId(),
    review,
    author: review.author,
    body: request.body,
    path: request.path,
    line,
    startLine: request.start_line ?? null,
    side: request.side ?? 'RIGHT',
    commitSha: request.commit_id ?? review.commitSha,
    diffHunk: hunk,
    createdAt: call.world.now(),
  };
  pullOf(issue).reviewComments.push(comment);
  return comment;
}

/** The hunk that holds a commented line; GitHub takes comments only on lines of the difference. */
function findLine(call: Call, issue: Issue, request: CommentRequest) {
  const { headSha } = pullOf(issue);
  const base = mergeBaseOf(issue) ?? headSha;
  const file = diffFiles(call.repository.store, base, request.commit_id ?? headSha).find(
    ({ path }) => path === request.path,
  );
  if (file === undefined)
    throw invalid('PullRequestReviewComment', 'pull_request_review_thread.path');
  const { line, side = 'RIGHT', start_line: start = line } = request;
  const hunk = (file.patch ?? '').split(/^(?=@@ )/m).find((text) => {
    const match = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (match === null || line === undefined || start === undefined) return false;
    const [first, count] = side === 'RIGHT' ? [match[3], match[4]] : [match[1], match[2]];
    return start >= Number(first) && line < Number(first) + Number(count ?? 1);
  });
  if (hunk === undefined || line === undefined) {
    throw invalid('PullRequestReviewComment', 'pull_request_review_thread.line');
  }
  return { hunk, line };
}
