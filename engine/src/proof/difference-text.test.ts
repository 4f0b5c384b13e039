import { expect, it } from 'vitest';
import { differenceText } from './difference-text.ts';

const text = (base: number, head: number) =>
  differenceText({ base, head, difference: head - base, interval: undefined });

it('is the difference of what is shown: 1.00 → 0.63 is −0.37', () => {
  expect(text(1, 0.625)).toBe('−0.37');
  expect(text(1 / 3, 2 / 3)).toBe('+0.34');
  expect(text(0.97, 0.88)).toBe('−0.09');
  expect(text(0.5, 0.5)).toBe('0.00');
});

it('keeps the interval of the unrounded difference, and is nothing without pairs', () => {
  const paired = { base: 1, head: 0.625, difference: -0.375, interval: [-0.75, -0.125] } as const;
  expect(differenceText(paired)).toBe('−0.37 (−0.75 … −0.13)');
  expect(differenceText({ ...paired, difference: undefined })).toBeUndefined();
});
