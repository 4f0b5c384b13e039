import { expect, it } from 'vitest';
import { fisherExactOneSided } from './fisher-exact-one-sided.ts';

it("gives Fisher's tea tasting: 3 of 4 cups right", () => {
  const sides = { basePassed: 3, baseTotal: 4, headPassed: 1, headTotal: 4 };
  expect(fisherExactOneSided(sides)).toBeCloseTo(17 / 70, 12);
});

it('confirms five passes against five failures', () => {
  const sides = { basePassed: 5, baseTotal: 5, headPassed: 0, headTotal: 5 };
  expect(fisherExactOneSided(sides)).toBeCloseTo(1 / 252, 12);
});

it('sees nothing in an improvement, in equal sides or without runs', () => {
  const improved = { basePassed: 0, baseTotal: 5, headPassed: 5, headTotal: 5 };
  const unsure = { basePassed: 2, baseTotal: 5, headPassed: 2, headTotal: 5 };
  const empty = { basePassed: 0, baseTotal: 0, headPassed: 0, headTotal: 0 };
  expect(fisherExactOneSided(improved)).toBeCloseTo(1, 12);
  expect(fisherExactOneSided(unsure)).toBeCloseTo(186 / 252, 12);
  expect(fisherExactOneSided(empty)).toBe(1);
});

it('refuses more passes than runs', () => {
  const sides = { basePassed: 6, baseTotal: 5, headPassed: 0, headTotal: 5 };
  expect(() => fisherExactOneSided(sides)).toThrow(RangeError);
});
