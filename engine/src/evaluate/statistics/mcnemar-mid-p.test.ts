import { expect, it } from 'vitest';
import { mcnemarMidP } from './mcnemar-mid-p.ts';

it('gives the airway hyper-responsiveness example of Fagerland, Lydersen & Laake (2013)', () => {
  expect(mcnemarMidP(1, 7)).toBeCloseTo(0.0391, 4);
});

it('is 0.5 to the power of the flips when all go one way', () => {
  expect(mcnemarMidP(5, 0)).toBeCloseTo(1 / 32, 12);
  expect(mcnemarMidP(0, 1)).toBeCloseTo(0.5, 12);
});

it('is 1 without flips and for as many in both directions', () => {
  expect([mcnemarMidP(0, 0), mcnemarMidP(4, 4)]).toEqual([1, 1]);
});

it('stays finite for thousands of flips', () => {
  const p = mcnemarMidP(5_000, 5_200);
  expect(p).toBeGreaterThan(0.04);
  expect(p).toBeLessThan(0.05);
});

it.each([-1, 0.5, Number.NaN])('refuses %d flips', (flips) => {
  expect(() => mcnemarMidP(flips, 0)).toThrow(RangeError);
});
