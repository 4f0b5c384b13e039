import type { RunRecord } from '@galley/engine/ledger';
import { asJsonb } from '../store/column-values.ts';
import type { Queryable } from '../store/database.ts';
import { interruptedRecord } from './interrupted-record.ts';

/** Seconds without a sign of life after which a run's worker counts as lost. */
export const lostAfterSeconds = 60;

/** A run whose worker was lost. */
export interface LostRun {
  readonly id: string;
  readonly repositoryId: number;
  readonly number: number | undefined;
}

interface LostRow {
  readonly id: string;
  readonly repository_id: bigint;
  readonly number: number | null;
  readonly spent: bigint;
  readonly tokens: bigint;
  readonly is_upper_bound: boolean;
  readonly record: RunRecord | null;
}

/**
 * Closes runs whose worker gave no sign of life for a minute, at the most that they can have spent;
 * their repositories then have a record to write.
 * @param of only those of one account, and not the one that asks; default all
 */
export async function closeLostRuns(
  sql: Queryable,
  of?: { readonly accountId: number; readonly except: string },
): Promise<LostRun[]> {
  const rows = await sql.query<LostRow>(
    `update run set state = 'closed', closed_at = now(),
      is_upper_bound = is_upper_bound or reach > spent or reach_tokens > tokens,
      spent = greatest(spent, reach), tokens = greatest(tokens, reach_tokens),
      allotted = 0, allotted_tokens = 0
    where state = 'open' and beat_at < now() - make_interval(secs => $1)
      and ($2::bigint is null or account_id = $2) and id <> $3
    returning id, repository_id, number, spent, tokens, is_upper_bound, record`,
    [lostAfterSeconds, of?.accountId ?? null, of?.except ?? ''],
  );
  for (const row of rows) {
    if (row.record === null) continue;
    const record = interruptedRecord(row.record, {
      nanoUsd: Number(row.spent),
      tokens: Number(row.tokens),
      isUpperBound: row.is_upper_bound,
    });
    await sql.query('update run set record = $2::jsonb where id = $1', [row.id, asJsonb(record)]);
  }
  return rows.map(({ id, repository_id, number }) => ({
    id,
    repositoryId: Number(repository_id),
    number: number ?? undefined,
  }));
}
