import { expect, it } from 'vitest';
import { gateMisses, type Measured } from './gate-misses.ts';

const measured: Measured = {
  passRate: 1,
  meanListCostNanoUsd: 0,
  latencyP95Ms: 1,
  answers: 1,
  hardFailures: new Map(),
};
const messageFor = (passRate: number, min: number) =>
  gateMisses(
    {
      passRate: { min, maxDrop: 0 },
      whenUnsure: 'warn',
      confirmRuns: 5,
    },
    { ...measured, passRate },
  )[0]?.message;

it('names a missed pass rate in two decimals', () => {
  expect(messageFor(0.6458, 0.9)).toBe('the pass rate is 0.65, at least 0.9 is needed');
});

it('takes more decimals where two would look like the minimum', () => {
  expect(messageFor(0.8996, 0.9)).toBe('the pass rate is 0.8996, at least 0.9 is needed');
  expect(messageFor(0.874, 0.875)).toBe('the pass rate is 0.87, at least 0.875 is needed');
  expect(messageFor(0.8749, 0.875)).toBe('the pass rate is 0.87, at least 0.875 is needed');
});
