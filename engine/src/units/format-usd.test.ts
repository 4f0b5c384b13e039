import { describe, expect, it } from 'vitest';
import { formatExactUsd, formatRoughUsd, formatUsd, formatUsdDelta } from './format-usd.ts';

describe('formatUsd', () => {
  it.each([
    [1_870_000_000, '$1.87'],
    [450_000, '$0.00045'],
    [0, '$0'],
    [-0, '$0'],
    [-100_000_000, '−$0.10'],
    [1, '$0.000000001'],
    [123_456_789, '$0.123'],
    [999_600_000, '$1.00'],
    [10_000_000_000, '$10.00'],
    [1_204_500_000_000, '$1,204.50'],
    [1_005_000_000, '$1.01'],
    [Number.MAX_SAFE_INTEGER, '$9,007,199.25'],
  ])('shows %i nano-dollars as %s', (nano, text) => {
    expect(formatUsd(nano)).toBe(text);
  });
});

describe('formatExactUsd', () => {
  it.each([
    [3_954_751, '$0.003954751'],
    [1_500_000_000, '$1.50'],
    [1_204_500_000_001, '$1,204.500000001'],
    [-450_000, '−$0.00045'],
    [-0, '$0'],
  ])('shows %i nano-dollars as %s', (nano, text) => {
    expect(formatExactUsd(nano)).toBe(text);
  });
});

describe('formatUsdDelta', () => {
  it('always shows the direction', () => {
    expect([100_000_000, -100_000_000, 0].map(formatUsdDelta)).toEqual(['+$0.10', '−$0.10', '$0']);
  });
});

describe('formatRoughUsd', () => {
  it.each([
    [50_123_000_000, '$50'],
    [1_234_000_000_000, '$1,200'],
    [432_100_000, '$0.43'],
    [-7_512_000_000, '−$7.50'],
    [9_990_000_000, '$10'],
    [0, '$0'],
  ])('shows about %i as %s', (nano, text) => {
    expect(formatRoughUsd(nano)).toBe(text);
  });
});
