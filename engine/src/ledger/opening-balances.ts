import type { OpeningBalances } from './budget-scopes.ts';
import type { RunRecord } from './run-record.ts';

/** What run records say of a month, a person and a pull request. */
export interface SpendingSoFar {
  readonly openings: OpeningBalances;
  /** Calls whose price is unknown, by scope; their cost is in no amount. */
  readonly unknownCostCalls: Readonly<Record<'month' | 'actor' | 'pull request', number>>;
}

/**
 * What was spent before now: in the calendar month (UTC) of `nowMs` by everybody and by one person,
 * and for one pull request since it began. Amounts are lower bounds where prices were unknown.
 * @param options.actor who is spending; `undefined` when nobody can tell, then that scope is left out
 * @param options.pullRequest its number; `undefined` outside of one, then that scope is left out
 */
export function openingBalances(
  records: readonly RunRecord[],
  options: {
    readonly nowMs: number;
    readonly actor: string | undefined;
    readonly pullRequest: number | undefined;
  },
): SpendingSoFar {
  const { nowMs, actor, pullRequest } = options;
  const month = new Date(nowMs).toISOString().slice(0, 7);
  const ofMonth = records.filter((record) => utcMonth(record) === month);
  const sums = {
    month: sum(ofMonth),
    actor: sum(ofMonth.filter(({ who }) => who === actor)),
    'pull request': sum(records.filter((record) => record.pullRequest === pullRequest)),
  };
  return {
    openings: {
      month: sums.month,
      ...(actor !== undefined && { actor: sums.actor }),
      ...(pullRequest !== undefined && { 'pull request': sums['pull request'] }),
    },
    unknownCostCalls: {
      month: sums.month.unknownCostCalls,
      actor: sums.actor.unknownCostCalls,
      'pull request': sums['pull request'].unknownCostCalls,
    },
  };
}

/** First day of the next calendar month in UTC, `YYYY-MM-DD`: when a month's budget begins again. */
export function monthResetDate(nowMs: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
    .toISOString()
    .slice(0, 10);
}

function utcMonth({ startedAt }: RunRecord): string {
  return new Date(startedAt).toISOString().slice(0, 7);
}

function sum(records: readonly RunRecord[]) {
  let nanoUsd = 0;
  let tokens = 0;
  let unknownCostCalls = 0;
  for (const { totals } of records) {
    nanoUsd += totals.knownCostNanoUsd;
    // Tokens of answers that came from a cache were not used again.
    tokens += totals.billedTokens ?? totals.inputTokens + totals.outputTokens;
    unknownCostCalls += totals.unknownCostCalls;
  }
  return { nanoUsd, tokens, unknownCostCalls };
}
