import { expect, it } from 'vitest';
import { simulateGate } from './simulate-gate.ts';

const small = { cases: 20, repeats: 1, proofs: 200, seed: 11 };

it('raises false alarms in at most 5 % of proofs, where bare flips would in a third and more', () => {
  const same = simulateGate({ ...small, brokenShare: 0 });
  expect(same.blocked).toBeLessThanOrEqual(0.05);
  expect(same.bareFlips).toBeGreaterThan(0.33);
});

it('sees most changes that break a tenth of the cases', () => {
  expect(simulateGate({ ...small, brokenShare: 0.1 }).blocked).toBeGreaterThan(0.6);
});

it('blocks whenever a change breaks every case', () => {
  expect(simulateGate({ ...small, proofs: 20, brokenShare: 1 }).blocked).toBe(1);
});

it('gives equal rates for an equal seed', () => {
  const few = { ...small, proofs: 20, brokenShare: 0.1 };
  expect(simulateGate(few)).toEqual(simulateGate(few));
});
