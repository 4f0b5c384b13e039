import { expect, it } from 'vitest';
import { casesNeeded, smallestDetectableDrop, standardDeviation } from './detectable-drop.ts';

it('follows (z + z) × deviation ÷ √cases', () => {
  const drop = smallestDetectableDrop(100, { standardDeviation: 0.5 });
  expect(drop).toBeCloseTo((2.801585 * 0.5) / 10, 5);
});

it('needs five flips even where nothing varied yet', () => {
  expect(smallestDetectableDrop(50, { standardDeviation: 0 })).toBe(0.1);
});

it('needs more for more tests', () => {
  const one = smallestDetectableDrop(100, { standardDeviation: 0.3 });
  const ten = smallestDetectableDrop(100, { standardDeviation: 0.3, tests: 10 });
  expect(ten).toBeGreaterThan(Number(one));
});

it('says how many cases would show the drop, and they do', () => {
  const options = { standardDeviation: 0.4, tests: 3 };
  const cases = Number(casesNeeded(0.05, options));
  expect(smallestDetectableDrop(cases, options)).toBeLessThanOrEqual(0.05);
  expect(smallestDetectableDrop(cases - 1, options)).toBeGreaterThan(0.05);
});

it('knows when no drop shows and when no number of cases helps', () => {
  expect(smallestDetectableDrop(0, { standardDeviation: 0.3 })).toBeUndefined();
  expect(smallestDetectableDrop(4, { standardDeviation: 0.3 })).toBeUndefined();
  expect(casesNeeded(0, { standardDeviation: 0.3 })).toBeUndefined();
});

it('refuses NaN', () => {
  expect(() => smallestDetectableDrop(Number.NaN, { standardDeviation: 0.3 })).toThrow(RangeError);
  expect(() => casesNeeded(0.1, { standardDeviation: Number.NaN })).toThrow(RangeError);
  expect(() => standardDeviation([1, Number.NaN])).toThrow(RangeError);
});

it('has the sample standard deviation', () => {
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.13809, 5);
  expect([standardDeviation([]), standardDeviation([3])]).toEqual([0, 0]);
});

it('needs the 32 subjects of Chow, Shao & Wang (2008), section 3.1.4', () => {
  expect(casesNeeded(0.5, { standardDeviation: 1 })).toBe(32);
});

it("has the 1.23 hours of Student's sleep differences (1908) as their standard deviation", () => {
  const differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
  expect(standardDeviation(differences)).toBeCloseTo(1.23, 2);
});
