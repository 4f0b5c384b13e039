import { expect, it } from 'vitest';
import { tokenCount } from './token-count.ts';

it.each([0, 1, 128_000, 1_000_000_000])('takes %s as the vendor counted it', (count) => {
  expect(tokenCount(count)).toBe(count);
});

it.each([-1, 1.5, Number.NaN, 1_000_000_001, Number.MAX_SAFE_INTEGER, '100', null, undefined])(
  'is unknown for %s, which no call can have taken',
  (count) => {
    expect(tokenCount(count)).toBeUndefined();
  },
);
