import { expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('gives Newcombe (1998), table I, method 3 for %i of %i', (passed, total, low, high) => {
  const interval = wilsonInterval(passed, total, 1.959964);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it('ends at exactly 1 when all passed', () => {
  expect(wilsonInterval(3, 3)?.high).toBe(1);
});

it('has no interval without runs', () => {
  expect(wilsonInterval(0, 0)).toBeUndefined();
});

it.each([
  [Number.NaN, 2],
  [3, 2],
  [-1, 2],
  [0, Number.NaN],
])('refuses %d of %d', (passed, total) => {
  expect(() => wilsonInterval(passed, total)).toThrow(RangeError);
});
