import { expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

it.each([
  [0.5, 0],
  [0.8, 0.8416212336],
  [0.975, 1.9599639845],
  [0.995, 2.5758293035],
  [0.001, -3.0902323062],
])('gives the tabulated value for %d', (probability, z) => {
  expect(normalQuantile(probability)).toBeCloseTo(z, 7);
});

it.each([0, 1, Number.NaN])('refuses %d', (probability) => {
  expect(() => normalQuantile(probability)).toThrow(RangeError);
});
