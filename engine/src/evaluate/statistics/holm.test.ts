import { expect, it } from 'vitest';
import { holm } from './holm.ts';

it("adjusts as R's p.adjust(method = 'holm')", () => {
  const adjusted = holm([0.01, 0.02, 0.03, 0.04, 0.05]);
  [0.05, 0.08, 0.09, 0.09, 0.09].forEach((p, index) => {
    expect(adjusted[index]).toBeCloseTo(p, 12);
  });
});

it('keeps the order given and never exceeds 1', () => {
  const adjusted = holm([0.6, 0.005, 0.7]);
  expect(adjusted[1]).toBeCloseTo(0.015, 12);
  expect([adjusted[0], adjusted[2]]).toEqual([1, 1]);
});

it('leaves a single value and an empty list as they are', () => {
  expect([holm([0.03]), holm([])]).toEqual([[0.03], []]);
});

it.each([Number.NaN, -0.1, 1.1])('refuses %d', (p) => {
  expect(() => holm([p])).toThrow(RangeError);
});
