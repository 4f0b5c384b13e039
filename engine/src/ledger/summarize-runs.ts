import type { Clock } from '../ports/clock.ts';
import { queryTables } from '../tables/sql/query-tables.ts';
import type { SqlRow } from '../tables/sql/type-columns.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { CallTotals, RunRecord } from './run-record.ts';

/** By what runs can be added up. */
export const runGroupings = ['day', 'prompt', 'model', 'actor'] as const;

export type RunGrouping = (typeof runGroupings)[number];

/** Runs of one day, prompt, model or person, added up. */
export interface RunSummary {
  /** The day in UTC, the prompt, the alias, or who; `null` where the records do not tell. */
  readonly key: string | null;
  readonly runs: number;
  readonly calls: number;
  readonly requestsSent: number;
  readonly cached: number;
  readonly replayed: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** `null` when the price of any call is unknown. */
  readonly costNanoUsd: NanoUsd | null;
  readonly knownCostNanoUsd: NanoUsd;
  readonly unknownCostCalls: number;
  /** What the answers from caches and recordings would have cost. */
  readonly savedNanoUsd: NanoUsd;
}

const sums = [
  ...['calls', 'requestsSent', 'cached', 'replayed', 'failed', 'inputTokens', 'outputTokens'],
  ...['knownCostNanoUsd', 'unknownCostCalls', 'savedNanoUsd'],
] as const;

const query = `
  SELECT key, count(DISTINCT run) AS runs, ${sums.map((name) => `sum("${name}")`).join(', ')}
  FROM runs GROUP BY key`;

/**
 * Adds run records up with DuckDB: days in their order, everything else from the most expensive down.
 * @throws GalleyError `package-missing` where DuckDB is not installed
 */
export async function summarizeRuns(
  records: readonly RunRecord[],
  options: { readonly by: RunGrouping; readonly clock: Clock },
): Promise<RunSummary[]> {
  const { by, clock } = options;
  const table = {
    rows: records.flatMap((record, run) => rowsOf(record, run, by)),
    columns: {
      key: 'VARCHAR',
      run: 'BIGINT',
      ...Object.fromEntries(sums.map((name) => [name, 'HUGEINT'])),
    },
  };
  const limits = { timeoutMs: 60_000, rows: 200_000 };
  const result = await queryTables(query, { tables: { runs: table }, clock, limits });
  return result.rows.map(toSummary).toSorted(by === 'day' ? byKey : byCost);
}

/** Proofs do not know what each prompt cost: one call may serve several; they stand without a key. */
function rowsOf(record: RunRecord, run: number, by: RunGrouping): SqlRow[] {
  const row = (key: string | null, totals: CallTotals): SqlRow => ({
    key,
    run,
    ...Object.fromEntries(sums.map((name) => [name, totals[name as keyof CallTotals] as number])),
  });
  if (by === 'day') {
    return [row(new Date(record.startedAt).toISOString().slice(0, 10), record.totals)];
  }
  if (by === 'actor') return [row(record.who, record.totals)];
  const parts = Object.entries(by === 'model' ? record.byModel : record.byPrompt);
  if (parts.length > 0) return parts.map(([key, totals]) => row(key, totals));
  return record.totals.calls > 0 ? [row(null, record.totals)] : [];
}

function toSummary([key, runs, ...cells]: readonly unknown[]): RunSummary {
  const amounts = Object.fromEntries(sums.map((name, index) => [name, Number(cells[index])]));
  const totals = amounts as unknown as Omit<RunSummary, 'key' | 'runs' | 'costNanoUsd'>;
  return {
    ...totals,
    key: key === null ? null : String(key),
    runs: Number(runs),
    costNanoUsd: totals.unknownCostCalls > 0 ? null : totals.knownCostNanoUsd,
  };
}

function byKey(a: RunSummary, b: RunSummary): number {
  return (a.key ?? '') < (b.key ?? '') ? -1 : 1;
}

function byCost(a: RunSummary, b: RunSummary): number {
  return b.knownCostNanoUsd - a.knownCostNanoUsd || byKey(a, b);
}
