import { type CallTotals, createTally, type RunRecord } from '@galley/engine/ledger';
import { rollUpId } from './record-files.ts';

/**
 * One record with the sums of several of one month, by model and prompt, without anybody's name: so the
 * month's total outlives its records.
 * @param month `YYYY-MM`
 */
export function rollUp(month: string, records: readonly RunRecord[]): RunRecord {
  const startedAt = `${month}-01T00:00:00.000Z`;
  const ends = records.map(({ finishedAt }) => finishedAt).toSorted();
  return {
    v: 1,
    id: rollUpId,
    who: null,
    door: 'bot',
    command: 'roll-up',
    startedAt,
    finishedAt: ends.at(-1) ?? startedAt,
    commits: { base: null, head: null },
    policyHash: null,
    planHash: '',
    status: 'passed',
    totals: records.map(({ totals }) => totals).reduce(plus, createTally().totals()),
    byModel: sumBy(records.map(({ byModel }) => byModel)),
    byPrompt: sumBy(records.map(({ byPrompt }) => byPrompt)),
    suites: [],
  };
}

type Sums = Readonly<Record<string, CallTotals>>;

function sumBy(all: readonly Sums[]): Sums {
  const sums = new Map<string, CallTotals>();
  for (const [key, totals] of all.flatMap(Object.entries<CallTotals>)) {
    const before = sums.get(key);
    sums.set(key, before ? plus(before, totals) : totals);
  }
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function plus(one: CallTotals, other: CallTotals): CallTotals {
  const sum = (key: CountKey) => (one[key] ?? 0) + (other[key] ?? 0);
  const counts = Object.fromEntries(countKeys.map((key) => [key, sum(key)]));
  const { costNanoUsd: before } = one;
  const { costNanoUsd: after } = other;
  return {
    ...(counts as Readonly<Record<CountKey, number>>),
    billedTokens: tokensOf(one) + tokensOf(other),
    costNanoUsd: before === null || after === null ? null : before + after,
    isUpperBound: one.isUpperBound || other.isUpperBound,
  };
}

/** Older records have no tokens that were billed. */
function tokensOf({ billedTokens, inputTokens, outputTokens }: CallTotals): number {
  return billedTokens ?? inputTokens + outputTokens;
}

const countKeys = [
  ...(['calls', 'requestsSent', 'cached', 'replayed', 'scripted', 'failed'] as const),
  ...(['notExecuted', 'inputTokens', 'outputTokens', 'knownCostNanoUsd'] as const),
  ...(['unknownCostCalls', 'savedNanoUsd'] as const),
];

type CountKey = (typeof countKeys)[number];
