import { describe, expect, it } from 'vitest';
import type { ModelAlias, PricingOverride } from '../library/project.ts';
import { possibleRateCards, priceListOf, rateCardFor } from './price-list.ts';
import type { PricedAs, Usage } from './providers/contract.ts';
import type { PriceList } from './rate-card.ts';
import { costOfUsage } from './rates.ts';

const november = Date.UTC(2026, 10, 21);

function aliasOf(name: string, pricing?: ModelAlias['pricing']): ModelAlias {
  const model = { alias: 'chat', provider: 'vendor', name, parameters: {} };
  return pricing ? { ...model, pricing } : model;
}

/** A provider whose models are in the table under their own names. */
function vendor(providerId: PricedAs['providerId']) {
  return { pricedAs: ({ model }: { readonly model: string }) => ({ providerId, model }) };
}
const unlisted = {};

const plain = { parameters: {} };
const tier = (name: string) => ({ parameters: { extra: { service_tier: name } } });
const million = 1_000_000;

/** Cost in nano-dollars of a million tokens of one kind, which is the rate in US dollars × 10⁹. */
function rateOf(prices: PriceList | undefined, counted: Partial<Usage>): number | undefined {
  const usage = { inputTokens: 0, cachedInputTokens: undefined, outputTokens: 0, ...counted };
  return costOfUsage(rateCardFor(prices, plain), usage);
}

describe('published prices', () => {
  // US dollars per million tokens as the vendors' price pages give them: input below any tier, cached
  // input, write to the cache (5 minutes), write for an hour, output.
  it.each([
    ['openai', 'gpt-4o', 2.5, 1.25, undefined, undefined, 10],
    ['openai', 'gpt-4o-mini', 0.15, 0.075, undefined, undefined, 0.6],
    ['openai', 'gpt-4.1', 2, 0.5, undefined, undefined, 8],
    ['openai', 'o3', 2, 0.5, undefined, undefined, 8],
    ['openai', 'o4-mini', 1.1, 0.275, undefined, undefined, 4.4],
    ['openai', 'gpt-5', 1.25, 0.125, undefined, undefined, 10],
    ['azure', 'gpt-4o', 2.5, 1.25, undefined, undefined, 10],
    ['google', 'gemini-2.5-pro', 1.25, 0.125, undefined, undefined, 10],
    ['google-vertex', 'gemini-2.5-flash', 0.3, 0.03, undefined, undefined, 2.5],
    ['anthropic', 'claude-sonnet-4-5', 3, 0.3, 3.75, 6, 15],
    ['anthropic', 'claude-opus-4-1', 15, 1.5, 18.75, 30, 75],
    ['anthropic', 'claude-haiku-4-5', 1, 0.1, 1.25, 2, 5],
    ['groq', 'llama-3.3-70b-versatile', 0.59, undefined, undefined, undefined, 0.79],
    ['groq', 'llama-3.1-8b-instant', 0.05, undefined, undefined, undefined, 0.08],
  ] as const)('%s %s', async (providerId, model, input, cached, write, writeHour, output) => {
    const prices = await priceListOf(aliasOf(model), vendor(providerId), november);
    const nano = (usd: number | undefined) => Math.round((usd ?? input) * 1e9);
    // A hundredth of a million stays below every tier.
    const some = million / 100;
    const times100 = (counted: Partial<Usage>) => (rateOf(prices, counted) ?? Number.NaN) * 100;
    expect(times100({ inputTokens: some })).toBe(nano(input));
    expect(times100({ inputTokens: some, cachedInputTokens: some })).toBe(nano(cached));
    expect(times100({ inputTokens: some, cacheWriteTokens: some })).toBe(nano(write));
    expect(times100({ outputTokens: some })).toBe(nano(output));
    if (writeHour === undefined) return;
    const hour = { inputTokens: some, cacheWriteTokens: some, longCacheWriteTokens: some };
    expect(times100(hour)).toBe(nano(writeHour));
  });

  it('have tiers: a request of 300,000 tokens to gemini-2.5-pro costs $0.75', async () => {
    const prices = await priceListOf(aliasOf('gemini-2.5-pro'), vendor('google'), november);
    expect(rateOf(prices, { inputTokens: 300_000 })).toBe(750_000_000);
    expect(rateOf(prices, { inputTokens: 200_000 })).toBe(250_000_000);
  });

  it.each([
    ['gpt-5.6-sol', 'openai', Date.UTC(2026, 7, 20), Date.UTC(2026, 7, 22)],
    ['gemini-3.8-flash', 'google', Date.UTC(2026, 11, 31), Date.UTC(2027, 0, 2)],
  ] as const)('of %s change on their day', async (model, providerId, before, after) => {
    const priceAt = async (nowMs: number) =>
      rateOf(await priceListOf(aliasOf(model), vendor(providerId), nowMs), { outputTokens: 1_000 });
    const [old, fresh] = [await priceAt(before), await priceAt(after)];
    expect(old).toBeGreaterThan(0);
    expect(fresh).toBeGreaterThan(0);
    expect(fresh).not.toBe(old);
  });

  it('of embeddings have no output rate and need none', async () => {
    const alias = aliasOf('text-embedding-3-small');
    const prices = await priceListOf(alias, vendor('openai'), november);
    expect(rateOf(prices, { inputTokens: million })).toBe(20_000_000);
    expect(rateOf(prices, { inputTokens: million, outputTokens: 1 })).toBeUndefined();
  });

  it.each([
    ['a model the table does not know', aliasOf('gpt-99-imaginary'), vendor('openai')],
    ['a model priced by the minute of sound', aliasOf('whisper-1'), vendor('openai')],
    ['a provider that no published price holds for', aliasOf('gpt-4o-mini'), unlisted],
  ])('are unknown for %s', async (_, model, provider) => {
    expect(await priceListOf(model, provider, november)).toBeUndefined();
  });

  it('are those of the normal service only: the table would give them for flex too', async () => {
    const prices = await priceListOf(aliasOf('gpt-5-mini'), vendor('openai'), november);
    expect(rateCardFor(prices, tier('flex'))).toBeUndefined();
    expect(rateCardFor(prices, plain, { serviceTier: 'priority' })).toBeUndefined();
    for (const normal of ['default', 'auto', 'standard', 'STANDARD', 'on_demand']) {
      expect(rateCardFor(prices, tier(normal))).toBe(prices?.standard);
      expect(rateCardFor(prices, plain, { serviceTier: normal })).toBe(prices?.standard);
    }
  });

  it('are unknown for requests that ask for more than tokens', async () => {
    const prices = await priceListOf(aliasOf('gpt-4o'), vendor('openai'), november);
    const searching = { parameters: { extra: { web_search_options: {} } } };
    expect(rateCardFor(prices, searching)).toBeUndefined();
    expect(rateCardFor(prices, { parameters: { extra: { user: 'ada' } } })).toBeDefined();
  });
});

describe('an alias’s own pricing', () => {
  const own: PricingOverride = { inputPer1mUsd: '0.18', outputPer1mUsd: '0.7' };
  const read = (pricing: ModelAlias['pricing'], nowMs = november) =>
    priceListOf(aliasOf('gpt-4o-mini', pricing), vendor('openai'), nowMs);

  it('wins, with the input rate for cached and written tokens it does not name', async () => {
    const prices = await read(own);
    const kinds: Partial<Usage>[] = [
      { inputTokens: million },
      { inputTokens: million, cachedInputTokens: million },
      { inputTokens: million, cacheWriteTokens: million },
      { inputTokens: million, cacheWriteTokens: million, longCacheWriteTokens: million },
      { outputTokens: million },
    ];
    const rates = kinds.map((kind) => rateOf(prices, kind));
    expect(rates).toEqual([...Array(4).fill(180_000_000), 700_000_000]);
  });

  it('names what the vendor’s cache costs', async () => {
    const prices = await read({
      ...own,
      cachedInputPer1mUsd: '0.018',
      cacheWritePer1mUsd: '0.225',
      cacheWrite1hPer1mUsd: '0.36',
    });
    const written = { inputTokens: million, cacheWriteTokens: million };
    expect(rateOf(prices, { ...written, longCacheWriteTokens: million / 2 })).toBe(292_500_000);
    expect(rateOf(prices, { inputTokens: 100, cachedInputTokens: 100 })).toBe(1_800);
  });

  it('has tiers, in whatever order they are written', async () => {
    const tiers = [
      { aboveTokens: 500_000, inputPer1mUsd: '3', outputPer1mUsd: '9' },
      { aboveTokens: 200_000, inputPer1mUsd: '2', outputPer1mUsd: '8' },
    ];
    const prices = await read({ ...own, tiers });
    const at = (inputTokens: number) => (rateOf(prices, { inputTokens }) ?? 0) / inputTokens;
    expect([at(200_000), at(200_001), at(500_001)]).toEqual([180, 2_000, 3_000]);
  });

  it('has a price for each service tier, by what was asked or what answered', async () => {
    const flex = { inputPer1mUsd: '0.09', outputPer1mUsd: '0.35' };
    const prices = await read({ ...own, serviceTiers: { Flex: flex } });
    const usage = { inputTokens: million, cachedInputTokens: undefined, outputTokens: 0 };
    const cost = (...of: [Parameters<typeof rateCardFor>[1], { serviceTier: string }?]) =>
      costOfUsage(rateCardFor(prices, ...of), usage);
    expect(cost(tier('flex'))).toBe(90_000_000);
    expect(cost(plain, { serviceTier: 'flex' })).toBe(90_000_000);
    // Asked for flex and served normally costs the normal price, so both bound what it may cost.
    expect(cost(tier('flex'), { serviceTier: 'default' })).toBe(180_000_000);
    expect(possibleRateCards(prices, tier('flex'))).toHaveLength(2);
    expect(possibleRateCards(prices, tier('batch'))).toBeUndefined();
  });

  it('holds from its day on, and before that what held until then', async () => {
    const dated: readonly PricingOverride[] = [
      { inputPer1mUsd: '3', outputPer1mUsd: '3', from: '2027-01-01' },
      { inputPer1mUsd: '2', outputPer1mUsd: '2', from: '2026-06-01' },
      { inputPer1mUsd: '1', outputPer1mUsd: '1' },
    ];
    const at = async (nowMs: number, pricing: ModelAlias['pricing'] = dated) =>
      rateOf(await read(pricing, nowMs), { inputTokens: 1_000 });
    expect(await at(Date.UTC(2026, 4, 31, 23, 59))).toBe(1_000_000);
    expect(await at(Date.UTC(2026, 5, 1))).toBe(2_000_000);
    expect(await at(Date.UTC(2027, 0, 1))).toBe(3_000_000);
    // Published again, while none of the alias's own holds yet.
    expect(await at(Date.UTC(2026, 0, 1), dated.slice(0, 2))).toBe(150_000);
  });
});
