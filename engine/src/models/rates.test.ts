import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from './providers/contract.ts';
import type { RateCard, Rates } from './rate-card.ts';
import { costOfUsage, highestCost, listCost } from './rates.ts';

const usage = { inputTokens: 1_000, cachedInputTokens: undefined, outputTokens: 100 };

const low: Rates = {
  input: 2e9,
  cachedInput: 1e9,
  cacheWrite: 3e9,
  longCacheWrite: 4e9,
  output: 8e9,
};
const high: Rates = { ...low, input: 4e9, cacheWrite: 5e9, longCacheWrite: 6e9, output: 9e9 };
const card: RateCard = [
  { above: -1, rates: low },
  { above: 100, rates: high },
];

describe('costs', () => {
  it('are exact to the nano-dollar and rounded up once, whatever the usage', () => {
    const rate = fc.integer({ min: 0, max: 200_000_000_000 });
    const rates = fc.record({
      input: rate,
      cachedInput: rate,
      cacheWrite: rate,
      longCacheWrite: rate,
      output: rate,
    });
    const parts = fc.tuple(...Array.from({ length: 5 }, () => fc.nat({ max: 400_000 })));
    fc.assert(
      fc.property(rates, parts, (of, [fresh = 0, cached = 0, short = 0, long = 0, out = 0]) => {
        const counted: Usage = {
          inputTokens: fresh + cached + short + long,
          cachedInputTokens: cached,
          cacheWriteTokens: short + long,
          longCacheWriteTokens: long,
          outputTokens: out,
        };
        const perMillion =
          BigInt(fresh) * BigInt(of.input) +
          BigInt(cached) * BigInt(of.cachedInput) +
          BigInt(short) * BigInt(of.cacheWrite) +
          BigInt(long) * BigInt(of.longCacheWrite) +
          BigInt(out) * BigInt(of.output);
        const exact = perMillion / 1_000_000n + (perMillion % 1_000_000n === 0n ? 0n : 1n);
        const flat: RateCard = [{ above: -1, rates: of }];
        expect(costOfUsage(flat, counted)).toBe(Number(exact));
        const bound = { inputTokens: fresh + cached + short + long, outputTokens: out };
        expect(highestCost([flat], bound)).toBeGreaterThanOrEqual(Number(exact));
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it('round a fraction of a nano-dollar up, once over the sum', () => {
    const tiny: RateCard = [{ above: -1, rates: { ...low, input: 100_000, output: 100_000 } }];
    const tokens = (inputTokens: number, outputTokens: number) =>
      costOfUsage(tiny, { inputTokens, cachedInputTokens: undefined, outputTokens });
    expect([tokens(1, 0), tokens(5, 5), tokens(5, 6), tokens(0, 0)]).toEqual([1, 1, 2, 0]);
  });

  it('take the tier of the whole request above its threshold', () => {
    const at = (inputTokens: number) =>
      costOfUsage(card, { inputTokens, cachedInputTokens: undefined, outputTokens: 0 });
    expect([at(100), at(101)]).toEqual([200_000, 404_000]);
  });

  it('charge what the vendor’s cache was written with by how long it is kept', () => {
    const written = { ...usage, inputTokens: 100, cacheWriteTokens: 30, longCacheWriteTokens: 10 };
    expect(costOfUsage(card, written)).toBe(70 * 2_000 + 20 * 3_000 + 10 * 4_000 + 100 * 8_000);
  });

  it('are unknown where the vendor did not count', () => {
    expect(costOfUsage(card, { ...usage, outputTokens: undefined })).toBeUndefined();
    expect(costOfUsage(card, { ...usage, inputTokens: undefined })).toBeUndefined();
    expect(costOfUsage(undefined, usage)).toBeUndefined();
  });

  it('are unknown where a rate that is needed is, and only there', () => {
    const partly: RateCard = [
      { above: -1, rates: { ...low, longCacheWrite: undefined, output: undefined } },
    ];
    expect(costOfUsage(partly, usage)).toBeUndefined();
    expect(costOfUsage(partly, { ...usage, outputTokens: 0 })).toBe(2_000_000);
    const kept = { cacheWriteTokens: 5, longCacheWriteTokens: 5, outputTokens: 0 };
    expect(costOfUsage(partly, { ...usage, ...kept })).toBeUndefined();
    expect(highestCost([partly], { inputTokens: 1, outputTokens: 1 })).toBeUndefined();
  });

  it('never count more cached tokens than there are', () => {
    const absurd = { inputTokens: 10, cachedInputTokens: 50, outputTokens: 0 };
    expect(costOfUsage(card, absurd)).toBe(10 * 1_000);
  });

  it('are unknown where a count is absurd', () => {
    const absurd = { ...usage, inputTokens: Number.MAX_SAFE_INTEGER };
    expect(costOfUsage(card, absurd)).toBeUndefined();
    expect(highestCost([card], { inputTokens: 1, outputTokens: 0.5 })).toBeUndefined();
    expect(highestCost([card], { inputTokens: 1, outputTokens: -1 })).toBeUndefined();
  });

  it('at list price ignore the vendor’s cache', () => {
    const cached = { inputTokens: 10, cachedInputTokens: 10, cacheWriteTokens: 0, outputTokens: 1 };
    expect(listCost(card, cached)).toBe(10 * 2_000 + 8_000);
  });

  it('at worst take the dearest rate of any tier of any card', () => {
    const tokens = { inputTokens: 10, outputTokens: 2 };
    expect(highestCost([card], tokens)).toBe(10 * 6_000 + 2 * 9_000);
    const dear: RateCard = [{ above: -1, rates: { ...low, output: 20e9 } }];
    expect(highestCost([card, dear], tokens)).toBe(10 * 6_000 + 2 * 20_000);
  });
});
