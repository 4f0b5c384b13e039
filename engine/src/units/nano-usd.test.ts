import { describe, expect, it } from 'vitest';
import { costOf, parseUsd, rateFromUsdPerMillion } from './nano-usd.ts';

describe('parseUsd', () => {
  it.each([
    ['1.87', 1_870_000_000],
    [1.87, 1_870_000_000],
    ['0', 0],
    ['.5', 500_000_000],
    ['0.000000001', 1],
    [1e-7, 100],
    ['1.10000000000', 1_100_000_000],
    ['9007199.254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s exactly', (written, nano) => {
    expect(parseUsd(written)).toBe(nano);
  });

  it.each([
    '',
    '.',
    '-1',
    '$5',
    '1,000',
    '1e999',
    'NaN',
    'Infinity',
    '0x10',
    '1.0000000001',
    '9007200',
  ])('refuses %s', (written) => {
    expect(() => parseUsd(written)).toThrowError(expect.objectContaining({ code: 'usage' }));
  });

  it('refuses numbers that are no amount', () => {
    for (const amount of [Number.NaN, Number.POSITIVE_INFINITY, -0.5]) {
      expect(() => parseUsd(amount)).toThrowError(expect.objectContaining({ code: 'usage' }));
    }
  });
});

describe('rateFromUsdPerMillion', () => {
  it('drops the binary noise of published prices', () => {
    expect(rateFromUsdPerMillion(0.18000000000000002)).toBe(180_000_000);
  });

  it('rounds an endless price up, never down', () => {
    expect(rateFromUsdPerMillion(0.08333333333333334)).toBe(83_333_334);
    expect(rateFromUsdPerMillion('0.0000000001')).toBe(1);
  });

  it('keeps text exact', () => {
    expect(rateFromUsdPerMillion('2.5')).toBe(2_500_000_000);
  });
});

describe('costOf', () => {
  it('sums before it rounds up once', () => {
    const rate = rateFromUsdPerMillion('0.0001');
    expect(costOf([{ tokens: 1, rate }])).toBe(1);
    expect(
      costOf([
        { tokens: 1, rate },
        { tokens: 1, rate },
      ]),
    ).toBe(1);
  });

  it('stays exact where float multiplication is not', () => {
    const rate = rateFromUsdPerMillion('0.1');
    expect(costOf([{ tokens: 3_000_000, rate }])).toBe(300_000_000);
    expect(costOf([{ tokens: 9_007_199_254, rate: 999_999_999 }])).toBe(9_007_199_244_993);
  });

  it('costs nothing without tokens', () => {
    expect(costOf([])).toBe(0);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %s tokens', (tokens) => {
    expect(() => costOf([{ tokens, rate: 1 }])).toThrow(RangeError);
  });
});
