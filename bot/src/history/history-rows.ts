import type { RunRecord } from '@galley/engine/ledger';
import type { Queryable } from '../store/database.ts';

/** New lines of one cassette, as a run has them for the ledger branch. */
export interface RecordedLines {
  /** Relative to the repository: `apps/support/cassettes/refund.jsonl`. */
  readonly path: string;
  readonly lines: readonly string[];
  /** Whether the pull request is merged; until then they are held back. */
  readonly isReleased?: boolean;
}

/** A run that the ledger branch does not have yet. */
export interface UnwrittenRun {
  readonly id: string;
  readonly record: RunRecord;
  readonly recordings: readonly RecordedLines[];
}

/** Closed runs of a repository that the ledger branch does not have yet, the oldest first. */
export async function unwrittenRuns(
  sql: Queryable,
  repositoryId: number,
  limit: number,
): Promise<UnwrittenRun[]> {
  const rows = await sql.query<{
    id: string;
    record: RunRecord;
    recordings: readonly RecordedLines[] | null;
  }>(
    `select id, record, recordings from run
    where repository_id = $1 and state = 'closed' and written_at is null and record is not null
    order by began_at, id limit $2`,
    [repositoryId, limit],
  );
  return rows.map((row) => ({ ...row, recordings: row.recordings ?? [] }));
}

/** Repositories whose ledger branch waits for something that was not refused. */
export async function repositoriesWithUnwrittenRuns(sql: Queryable): Promise<number[]> {
  const rows = await sql.query<{ repository_id: bigint }>(
    `select distinct repository_id from run
    where state = 'closed' and written_at is null and record is not null
      and write_failure is null`,
  );
  return rows.map(({ repository_id }) => Number(repository_id));
}

/** Takes note that runs are on the branch. */
export async function markWritten(sql: Queryable, ids: readonly string[]): Promise<void> {
  await sql.query(
    'update run set written_at = clock_timestamp(), write_failure = null where id = any($1)',
    [ids],
  );
}

/** Takes note that runs may not be on the branch after all. */
export async function markUnwritten(sql: Queryable, ids: readonly string[]): Promise<void> {
  await sql.query('update run set written_at = null where id = any($1)', [ids]);
}

/** Takes note why runs are not on the branch; they are tried again. */
export async function markRefused(
  sql: Queryable,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  await sql.query('update run set write_failure = $2 where id = any($1)', [ids, reason]);
}

/**
 * Lets recordings of a merged pull request's newest commit go to the ledger branch; true when there are
 * any, which a `history` job then writes.
 */
export async function releaseRecordings(
  sql: Queryable,
  merged: { readonly repositoryId: number; readonly number: number; readonly head: string },
): Promise<boolean> {
  const rows = await sql.query(
    `update run set written_at = null, recordings = (
      select jsonb_agg(file || '{"isReleased": true}'::jsonb) from jsonb_array_elements(recordings) as file
    )
    where repository_id = $1 and number = $2 and recordings is not null
      and record #>> '{commits,head}' = $3
    returning id`,
    [merged.repositoryId, merged.number, merged.head],
  );
  return rows.length > 0;
}

/** Forgets recordings of a pull request that were never let go: it was closed without a merge. */
export async function dropRecordings(
  sql: Queryable,
  closed: { readonly repositoryId: number; readonly number: number },
): Promise<void> {
  await sql.query(
    `update run set recordings = null
    where repository_id = $1 and number = $2 and recordings is not null
      and not (recordings @> '[{"isReleased": true}]'::jsonb)`,
    [closed.repositoryId, closed.number],
  );
}
