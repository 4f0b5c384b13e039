import { expect, it } from 'vitest';
import {
  formatCount,
  formatPercent,
  formatPercentDelta,
  formatRatio,
  formatRatioDelta,
} from './format-number.ts';

it('groups thousands', () => {
  expect([0, 999, 18_204, 1_234_567, -3_000].map(formatCount)).toEqual([
    '0',
    '999',
    '18,204',
    '1,234,567',
    '−3,000',
  ]);
});

it('shows ratios with a true minus sign and never a negative zero', () => {
  expect([0.97, -0.09, -0.001, 1].map((ratio) => formatRatio(ratio))).toEqual([
    '0.97',
    '−0.09',
    '0.00',
    '1.00',
  ]);
});

it('rounds half away from zero as people do', () => {
  expect(formatRatio(0.125)).toBe('0.13');
  expect(formatRatio(1.005)).toBe('1.01');
});

it('signs differences', () => {
  expect([0.02, -0.09, 0, 0.001].map((ratio) => formatRatioDelta(ratio))).toEqual([
    '+0.02',
    '−0.09',
    '0.00',
    '0.00',
  ]);
});

it('shows shares and changes as per cent', () => {
  expect([formatPercent(0.114), formatPercent(0.005, 1)]).toEqual(['11 %', '0.5 %']);
  expect([0.11, -0.03, 0].map((change) => formatPercentDelta(change))).toEqual([
    '+11 %',
    '−3 %',
    '0 %',
  ]);
});
