import type { Queryable } from '../store/database.ts';
import type { PurgeWhat } from './purge-what.ts';

/** How many rows a purge takes away, or would. */
export interface PurgedRows {
  /** Runs that are deleted. */
  readonly runs: number;
  /** Runs of this month that lose names, records and recordings; amounts stay, so that caps hold. */
  readonly emptiedRuns: number;
  /** Answers of models. */
  readonly answers: number;
  /** Finished steps, which hold results. */
  readonly steps: number;
}

/** Takes closed runs out of the database, and what was kept for them. */
export async function purgeRows(
  sql: Queryable,
  options: {
    readonly repositoryId: number;
    readonly what: PurgeWhat;
    /** The month whose amounts still count, `YYYY-MM`. */
    readonly month: string;
    readonly isDryRun: boolean;
  },
): Promise<PurgedRows> {
  const { repositoryId, what, month, isDryRun } = options;
  const { condition, value } = meant(what);
  const closed = `repository_id = $1 and state = 'closed' and ${condition}`;
  const values = [repositoryId, month, ...(value === undefined ? [] : [value])];
  const rows = async (change: string, table: string, where: string, given: readonly unknown[]) => {
    const text = isDryRun
      ? `select 1 from ${table} where ${where}`
      : `${change} where ${where} returning 1`;
    return (await sql.query(text, given)).length;
  };
  const empty = `update run set record = null, recordings = null,
    actor = ${what.kind === 'actor' || what.kind === 'all' ? 'null' : 'actor'},
    written_at = coalesce(written_at, now())`;
  return {
    runs: await rows('delete from run', 'run', `${closed} and month <> $2`, values),
    emptiedRuns: await rows(empty, 'run', `${closed} and month = $2`, values),
    answers: await purgeTable('answer', 'answered_at'),
    steps: await purgeTable('step', 'finished_at'),
  };

  async function purgeTable(table: 'answer' | 'step', at: string): Promise<number> {
    if (what.kind === 'run' || what.kind === 'actor') return 0;
    const where = what.kind === 'all' ? 'repository_id = $1' : `repository_id = $1 and ${at} < $2`;
    const given = what.kind === 'all' ? [repositoryId] : [repositoryId, what.date];
    return rows(`delete from ${table}`, table, where, given);
  }
}

/** Which runs are meant; `$3` is the value. */
function meant(what: PurgeWhat): { readonly condition: string; readonly value?: unknown } {
  switch (what.kind) {
    case 'all':
      return { condition: 'true' };
    case 'run':
      return { condition: 'id = $3', value: what.id };
    case 'actor':
      return { condition: 'lower(actor) = lower($3)', value: what.login };
    case 'before':
      return { condition: 'began_at < $3', value: what.date };
  }
}
