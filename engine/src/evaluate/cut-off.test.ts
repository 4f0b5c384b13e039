import { expect, it } from 'vitest';
import { cutOffEntry, cutOffKey, earlierCutOff, isCutOffKey, withCutOff } from './cut-off.ts';
import { journalledCost } from './journalled-run.ts';
import type { EvaluationSummary } from './results.ts';

const summary = { costNanoUsd: 500, knownCostNanoUsd: 500, isUpperBound: false };

it('counts in a run’s journal like the cost of a draw', () => {
  const finished = new Map<string, unknown>([
    ['a draw', { outcome: 'passed', costNanoUsd: 500 }],
    [cutOffKey(new Map()), cutOffEntry(600)],
    [cutOffKey(new Map([['an earlier draw', {}]]), 'a draw'), cutOffEntry(100)],
  ]);
  expect(earlierCutOff(finished)).toBe(700);
  expect(journalledCost(finished.values())).toBe(1_200);
});

it.each([[undefined], [{}], [{ costNanoUsd: -5 }], [{ costNanoUsd: 0.5 }], ['700']])(
  'is nothing for an entry that is none: %j',
  (entry) => {
    expect(earlierCutOff(new Map([[cutOffKey(new Map()), entry]]))).toBe(0);
  },
);

it('has a key of its own each time that a run is stopped', () => {
  const finished = new Map<string, unknown>();
  finished.set(cutOffKey(finished), cutOffEntry(700));
  finished.set(cutOffKey(finished), cutOffEntry(300));
  expect([...finished.keys()].every(isCutOffKey)).toBe(true);
  expect(earlierCutOff(finished)).toBe(1_000);
});

it('is in the summary as an upper bound, and an unknown cost stays unknown', () => {
  const stopped = summary as EvaluationSummary;
  expect(withCutOff(stopped, 700)).toMatchObject({
    costNanoUsd: 1_200,
    knownCostNanoUsd: 1_200,
    isUpperBound: true,
  });
  expect(withCutOff({ ...stopped, costNanoUsd: undefined }, 700)).toMatchObject({
    costNanoUsd: undefined,
    knownCostNanoUsd: 1_200,
  });
  expect(withCutOff(stopped, 0)).toBe(stopped);
});
