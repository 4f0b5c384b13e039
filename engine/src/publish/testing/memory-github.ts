import type {
  CheckAnnotation,
  CheckRun,
  CheckRunFields,
  GitHubClient,
  GitHubUser,
  IssueComment,
  PullRequestFile,
  ReviewComment,
} from '../github-client.ts';

/** A failure to come: before the write, or after it, as when the connection breaks. */
export interface PlannedFailure {
  /** `createComment`, `update` … */
  readonly method: string;
  readonly when: 'before' | 'after';
  /** Absent: the connection broke. */
  readonly status?: number;
}

/** A check run with all that was put into it. */
export interface MemoryCheckRun extends CheckRun {
  readonly head_sha: string;
  readonly fields: CheckRunFields;
  readonly annotations: readonly CheckAnnotation[];
}

/**
 * GitHub in memory for one pull request: keeps what is written, pages its lists, checks the limits that
 * it would refuse for, and fails when told to.
 */
export interface MemoryGitHub {
  readonly client: GitHubClient;
  readonly comments: (IssueComment & { isFolded: boolean })[];
  readonly reviewComments: (ReviewComment & { path: string; line: number })[];
  readonly checkRuns: MemoryCheckRun[];
  readonly reactions: string[];
  readonly pullRequest: { state: string; head: { sha: string } };
  readonly files: PullRequestFile[];
  /** Names of all writes that were asked for, in order. */
  readonly writes: string[];
  readonly failures: PlannedFailure[];
  /** Someone writes a comment by hand; ours by default. */
  say(body: string, user?: GitHubUser): number;
}

const bot: GitHubUser = { login: 'galley[bot]', type: 'Bot' };
const bodyCharacters = 65_536;
const outputCharacters = 65_535;

/** An open pull request 128 without comments at the given head. */
export function createMemoryGitHub(head: string): MemoryGitHub {
  const comments: MemoryGitHub['comments'] = [];
  const reviewComments: MemoryGitHub['reviewComments'] = [];
  const checkRuns: MemoryCheckRun[] = [];
  const reactions: string[] = [];
  const pullRequest = { state: 'open', head: { sha: head } };
  const files: PullRequestFile[] = [];
  const writes: string[] = [];
  const failures: PlannedFailure[] = [];
  let lastId = 100;

  const say = (body: string, user: GitHubUser = bot): number => {
    refuseLong(body, bodyCharacters);
    lastId += 1;
    const app = user === bot ? { id: 7 } : null;
    comments.push({
      id: lastId,
      node_id: `IC_${lastId}`,
      body,
      user,
      performed_via_github_app: app,
      isFolded: false,
    });
    return lastId;
  };

  /** Writes as GitHub would, failing before or after it when that was planned. */
  const write = async <Data>(method: string, act: () => Data): Promise<{ data: Data }> => {
    writes.push(method);
    const at = failures.findIndex((failure) => failure.method === method);
    const failure = at < 0 ? undefined : failures.splice(at, 1)[0];
    if (failure?.when === 'before') throw failureOf(failure);
    const data = act();
    if (failure?.when === 'after') throw failureOf(failure);
    return { data };
  };

  const commentAt = (id: number) => {
    const at = comments.findIndex((comment) => comment.id === id);
    if (at < 0) throw Object.assign(new Error('Not Found'), { status: 404 });
    return at;
  };

  const client: GitHubClient = {
    rest: {
      issues: {
        listComments: async (at) => ({ data: pageOf(comments, at) }),
        createComment: ({ body }) => write('createComment', () => ({ id: say(body) })),
        updateComment: ({ comment_id, body }) =>
          write('updateComment', () => {
            refuseLong(body, bodyCharacters);
            const at = commentAt(comment_id);
            comments[at] = { ...(comments[at] as MemoryGitHub['comments'][number]), body };
          }),
        deleteComment: ({ comment_id }) =>
          write('deleteComment', () => comments.splice(commentAt(comment_id), 1)),
      },
      reactions: {
        createForIssueComment: ({ comment_id, content }) =>
          write('createForIssueComment', () => {
            const reaction = `${comment_id} ${content}`;
            if (!reactions.includes(reaction)) reactions.push(reaction);
          }),
      },
      checks: {
        listForRef: async ({ ref, check_name, ...at }) => ({
          data: {
            check_runs: pageOf(
              checkRuns.filter(({ head_sha, name }) => head_sha === ref && name === check_name),
              at,
            ),
          },
        }),
        create: ({ owner: _, repo: __, head_sha, ...fields }) =>
          write('create', () => {
            lastId += 1;
            const run = runOf(lastId, head_sha, fields, []);
            checkRuns.push(run);
            return run;
          }),
        update: ({ owner: _, repo: __, check_run_id, ...fields }) =>
          write('update', () => {
            const at = checkRuns.findIndex(({ id }) => id === check_run_id);
            const before = checkRuns[at] as MemoryCheckRun;
            const run = runOf(before.id, before.head_sha, fields, before.annotations);
            checkRuns[at] = run;
            return run;
          }),
      },
      pulls: {
        get: async () => ({ data: structuredClone(pullRequest) }),
        listFiles: async (at) => ({ data: pageOf(files, at) }),
        listReviewComments: async (at) => ({ data: pageOf(reviewComments, at) }),
        createReview: ({ comments: given }) =>
          write('createReview', () => {
            for (const { path, line, body } of given) {
              lastId += 1;
              reviewComments.push({ id: lastId, path, line, body, user: bot });
            }
          }),
      },
    },
    graphql: (query, variables) =>
      write('graphql', () => {
        if (!query.includes('minimizeComment')) throw new Error('unknown query');
        const comment = comments.find(({ node_id }) => node_id === variables.id);
        if (comment !== undefined) comment.isFolded = true;
      }),
  };
  return {
    client,
    comments,
    reviewComments,
    checkRuns,
    reactions,
    pullRequest,
    files,
    writes,
    failures,
    say,
  };
}

function pageOf<Row>(
  rows: readonly Row[],
  { per_page, page }: { per_page: number; page: number },
): Row[] {
  return rows.slice((page - 1) * per_page, page * per_page);
}

function runOf(
  id: number,
  head_sha: string,
  fields: CheckRunFields,
  before: readonly CheckAnnotation[],
): MemoryCheckRun {
  const { title, summary, text, annotations: added = [] } = fields.output;
  refuseLong(summary, outputCharacters);
  refuseLong(text ?? '', outputCharacters);
  if (added.length > 50) throw refusal('no more than 50 annotations');
  for (const { label, description, identifier } of fields.actions ?? []) {
    refuseLong(label, 20);
    refuseLong(description, 40);
    refuseLong(identifier, 20);
  }
  if ((fields.actions?.length ?? 0) > 3) throw refusal('no more than 3 actions');
  const annotations = [...before, ...added];
  return {
    id,
    head_sha,
    name: fields.name,
    external_id: fields.external_id,
    status: fields.status,
    conclusion: fields.conclusion ?? null,
    app: { id: 7 },
    output: { title, summary, text: text ?? null, annotations_count: annotations.length },
    fields,
    annotations,
  };
}

function refuseLong(text: string, most: number): void {
  if (text.length > most) throw refusal(`${text.length} characters, at most ${most}`);
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { status: 422 });
}

function failureOf({ status }: PlannedFailure): Error {
  return Object.assign(new Error('failed as planned'), status === undefined ? {} : { status });
}
