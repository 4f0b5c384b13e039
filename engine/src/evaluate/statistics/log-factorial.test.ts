import { expect, it } from 'vitest';
import { logChoose, logFactorials } from './log-factorial.ts';

it('gives ln 10! and ln 100! of the tables (Abramowitz & Stegun 1964, table 6.3)', () => {
  const logs = logFactorials(100);
  expect(Number(logs[10]) / Math.LN10).toBeCloseTo(6.559763, 6);
  expect(Number(logs[100]) / Math.LN10).toBeCloseTo(157.970004, 6);
});

it('counts the 252 ways to choose five of ten', () => {
  expect(Math.exp(logChoose(logFactorials(10), 10, 5))).toBeCloseTo(252, 8);
});
