import { expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

const thrombolysis = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
  0.6528, 0.759, 1,
];

it('rejects four of the fifteen hypotheses of Benjamini & Hochberg (1995), section 4.2', () => {
  const rejected = benjaminiHochberg(thrombolysis, 0.05);
  expect(rejected.filter(Boolean)).toHaveLength(4);
  expect(rejected.slice(0, 4)).toEqual([true, true, true, true]);
});

it('answers in the order given', () => {
  expect(benjaminiHochberg([0.9, 0.001], 0.05)).toEqual([false, true]);
});

it('rejects a value above its own line when a later one is below', () => {
  expect(benjaminiHochberg([0.04, 0.045], 0.05)).toEqual([true, true]);
});

it('confirms thirteen flips at once, which Holm could not', () => {
  expect(benjaminiHochberg(new Array(13).fill(1 / 252), 0.05)).toEqual(new Array(13).fill(true));
});

it('refuses NaN', () => {
  expect(() => benjaminiHochberg([Number.NaN], 0.05)).toThrow(RangeError);
  expect(() => benjaminiHochberg([0.5], Number.NaN)).toThrow(RangeError);
});
