import { expect, it } from 'vitest';
import { decimalUsd } from './decimal-usd.ts';

it('writes nano-dollars as exact decimal dollars', () => {
  expect([450_000, 12_000_000_000, 0, 1, -1_500_000_000].map(decimalUsd)).toEqual([
    '0.00045',
    '12',
    '0',
    '0.000000001',
    '-1.5',
  ]);
});
