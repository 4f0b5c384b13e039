import type { EvaluationRequest } from '../pull-request/step-key.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { asJsonb } from './column-values.ts';
import type { Queryable } from './database.ts';

/** A pull request as events told of it, with its repository and account. */
export interface KnownPullRequest extends PullRequestKey {
  readonly owner: string;
  readonly name: string;
  readonly installationId: number;
  readonly accountId: number;
  /** Login of the account that installed the App. */
  readonly account: string;
  /** The App cannot reach the repository (any more). */
  readonly isRemoved: boolean;
  readonly isOpen: boolean;
  readonly head: string | undefined;
  /** When the newest commit came: paid work waits for quiet after it. */
  readonly pushedAt: Date;
  /** One more with every event. */
  readonly generation: number;
  /** The generation whose outcome is on GitHub. */
  readonly settledGeneration: number;
  /** One more with every retry. */
  readonly attempt: number;
  /** The attempt whose comment is to be a new one. */
  readonly newCommentAttempt: number | undefined;
  readonly request: EvaluationRequest | undefined;
  /** Key of the evaluation that is wanted now. */
  readonly wantedKey: string | undefined;
  /** The commit for which somebody stopped what costs money. */
  readonly cancelledHead: string | undefined;
  readonly requestedBy: string | undefined;
}

/** What is known of one pull request. */
export async function findPullRequest(
  sql: Queryable,
  repositoryId: number,
  number: number,
): Promise<KnownPullRequest | undefined> {
  const [row] = await sql.query<PullRequestRow>(
    `${selectPullRequest} where p.repository_id = $1 and p.number = $2`,
    [repositoryId, number],
  );
  return row && toPullRequest(row);
}

/** Pull requests of a repository with this newest commit, as events told. */
export async function findByHead(
  sql: Queryable,
  repositoryId: number,
  head: string,
): Promise<KnownPullRequest[]> {
  const rows = await sql.query<PullRequestRow>(
    `${selectPullRequest} where p.repository_id = $1 and p.head = $2 order by p.number`,
    [repositoryId, head],
  );
  return rows.map(toPullRequest);
}

/** Open pull requests of a repository, by number. */
export async function listOpenPullRequests(
  sql: Queryable,
  repositoryId: number,
): Promise<KnownPullRequest[]> {
  const rows = await sql.query<PullRequestRow>(
    `${selectPullRequest} where p.repository_id = $1 and p.is_open order by p.number`,
    [repositoryId],
  );
  return rows.map(toPullRequest);
}

/**
 * Open pull requests everywhere whose newest intent was not concluded, those of removed repositories
 * excepted.
 * @param olderThanMs milliseconds since the last event; default all
 */
export async function unsettledPullRequests(
  sql: Queryable,
  olderThanMs = 0,
): Promise<KnownPullRequest[]> {
  const rows = await sql.query<PullRequestRow>(
    `${selectPullRequest}
     where p.is_open and p.settled_generation < p.generation
       and p.touched_at <= now() - $1 * interval '1 millisecond'
     order by p.repository_id, p.number`,
    [olderThanMs],
  );
  return rows.map(toPullRequest).filter(({ isRemoved }) => !isRemoved);
}

/**
 * Marks a pull request as worth looking at: one generation more. A head that is not the known one starts
 * the quiet anew, whatever event told of it, and nobody asked for anything about it yet.
 */
export async function touchPullRequest(
  sql: Queryable,
  hint: PullRequestKey & {
    readonly isOpen: boolean;
    /** Newest commit; `undefined` when the event does not tell. */
    readonly head?: string | undefined;
  },
): Promise<void> {
  const { repositoryId, number, isOpen, head } = hint;
  await sql.query(
    `insert into pull_request (repository_id, number, is_open, head) values ($1, $2, $3, $4)
     on conflict (repository_id, number) do update set
       is_open = excluded.is_open,
       pushed_at = case when excluded.head is not null and excluded.head is distinct from pull_request.head
         then now() else pull_request.pushed_at end,
       requested_by = case when excluded.head is not null and excluded.head is distinct from pull_request.head
         then null else pull_request.requested_by end,
       head = coalesce(excluded.head, pull_request.head),
       generation = pull_request.generation + 1,
       touched_at = now()`,
    [repositoryId, number, isOpen, head ?? null],
  );
}

/** Keeps what GitHub says: whether it is open. */
export async function setOpen(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  isOpen: boolean,
): Promise<void> {
  await sql.query('update pull_request set is_open = $3 where repository_id = $1 and number = $2', [
    repositoryId,
    number,
    isOpen,
  ]);
}

/** Which evaluation is wanted now; whoever is at another one ends it. */
export async function setWantedKey(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  wantedKey: string | null,
): Promise<void> {
  await sql.query(
    'update pull_request set wanted_key = $3 where repository_id = $1 and number = $2',
    [repositoryId, number, wantedKey],
  );
}

/** The same commit is proofed anew, with new check runs; also what was stopped goes on. */
export async function bumpAttempt(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
): Promise<void> {
  await sql.query(
    `update pull_request set attempt = attempt + 1, cancelled_head = null
     where repository_id = $1 and number = $2`,
    [repositoryId, number],
  );
}

/** The comment of the present attempt is to be a new one, the old one folded away. */
export async function wishNewComment(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
): Promise<void> {
  await sql.query(
    'update pull_request set new_comment_attempt = attempt where repository_id = $1 and number = $2',
    [repositoryId, number],
  );
}

/** What is to be evaluated of one commit, and who pays; what was stopped for that commit goes on. */
export async function setRequest(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  request: EvaluationRequest,
): Promise<void> {
  await sql.query(
    `update pull_request set request = $3::jsonb, requested_by = $4, cancelled_head = null
     where repository_id = $1 and number = $2`,
    [repositoryId, number, asJsonb(request), request.by],
  );
}

/** What was asked for a commit was answered; what was asked meanwhile for another one stays. */
export async function dropRequest(
  sql: Queryable,
  { repositoryId, number, head }: PullRequestKey & { readonly head: string },
): Promise<void> {
  await sql.query(
    `update pull_request set request = null
     where repository_id = $1 and number = $2 and request->>'head' = $3`,
    [repositoryId, number, head],
  );
}

/** Who pays for what is done without a request. */
export async function setRequestedBy(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  login: string,
): Promise<void> {
  await sql.query(
    'update pull_request set requested_by = $3 where repository_id = $1 and number = $2',
    [repositoryId, number, login],
  );
}

/** Nothing that costs money is done for this commit until somebody asks again; `null`: it goes on. */
export async function setCancelledHead(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  head: string | null,
): Promise<void> {
  await sql.query(
    `update pull_request set cancelled_head = $3,
       request = case when $3::text is null then request end
     where repository_id = $1 and number = $2`,
    [repositoryId, number, head],
  );
}

/** The outcome of this generation is on its way to GitHub; false when a newer one came meanwhile. */
export async function settleGeneration(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
  generation: number,
): Promise<boolean> {
  const rows = await sql.query(
    `update pull_request set settled_generation = generation
     where repository_id = $1 and number = $2 and generation = $3 returning number`,
    [repositoryId, number, generation],
  );
  return rows.length > 0;
}

const selectPullRequest = `
  select p.*, r.owner, r.name, r.installation_id, i.account, i.account_id,
    r.removed_at is not null or i.removed_at is not null or i.is_suspended as is_removed
  from pull_request p
  join repository r on r.id = p.repository_id
  join installation i on i.id = r.installation_id`;

interface PullRequestRow {
  readonly repository_id: bigint;
  readonly number: number;
  readonly owner: string;
  readonly name: string;
  readonly installation_id: bigint;
  readonly account: string;
  readonly account_id: bigint;
  readonly is_removed: boolean;
  readonly is_open: boolean;
  readonly head: string | null;
  readonly pushed_at: Date;
  readonly generation: bigint;
  readonly settled_generation: bigint;
  readonly attempt: number;
  readonly new_comment_attempt: number | null;
  readonly request: EvaluationRequest | null;
  readonly wanted_key: string | null;
  readonly cancelled_head: string | null;
  readonly requested_by: string | null;
}

function toPullRequest(row: PullRequestRow): KnownPullRequest {
  return {
    repositoryId: Number(row.repository_id),
    number: row.number,
    owner: row.owner,
    name: row.name,
    installationId: Number(row.installation_id),
    accountId: Number(row.account_id),
    account: row.account,
    isRemoved: row.is_removed,
    isOpen: row.is_open,
    head: row.head ?? undefined,
    pushedAt: row.pushed_at,
    generation: Number(row.generation),
    settledGeneration: Number(row.settled_generation),
    attempt: row.attempt,
    newCommentAttempt: row.new_comment_attempt ?? undefined,
    request: row.request ?? undefined,
    wantedKey: row.wanted_key ?? undefined,
    cancelledHead: row.cancelled_head ?? undefined,
    requestedBy: row.requested_by ?? undefined,
  };
}
