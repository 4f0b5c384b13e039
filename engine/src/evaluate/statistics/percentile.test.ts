import { expect, it } from 'vitest';
import { median, percentile } from './percentile.ts';

it("interpolates as R's quantile(type = 7)", () => {
  expect(percentile([10, 20, 30, 40], 0.25)).toBe(17.5);
  expect(percentile([40, 10, 30, 20], 0.95)).toBeCloseTo(38.5, 12);
});

it('has the middle value as its median', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
});

it('has no value for an empty sample', () => {
  expect([percentile([], 0.95), median([])]).toEqual([undefined, undefined]);
});

it('sorts by size, not by text', () => {
  expect(percentile([100, 9, 20], 1)).toBe(100);
});

it('refuses NaN and shares outside 0..1', () => {
  expect(() => percentile([1, Number.NaN], 0.5)).toThrow(RangeError);
  expect(() => percentile([1], 1.5)).toThrow(RangeError);
});
