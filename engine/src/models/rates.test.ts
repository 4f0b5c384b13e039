import { describe, expect, it } from 'vitest';
import type { ModelAlias } from '../library/project.ts';
import { changesPrice, costOfUsage, highestCost, listCost, rateCardOf } from './rates.ts';

const november = Date.UTC(2026, 10, 21);
const openAi = { type: 'openai', endpoint: 'https://api.openai.com/v1' };

function modelOf(name: string, pricing?: ModelAlias['pricing']): ModelAlias {
  const model = { alias: 'chat', provider: 'openai', name, parameters: {} };
  return pricing ? { ...model, pricing } : model;
}

const usage = { inputTokens: 1_000, cachedInputTokens: undefined, outputTokens: 100 };

describe('published rates', () => {
  it('prices a model at OpenAI’s own address to the nano-dollar', async () => {
    const card = await rateCardOf(modelOf('gpt-4o-mini'), openAi, november);
    // $0.15 in, $0.075 cached, $0.60 out per million: 150, 75 and 600 nano-dollars per token.
    expect(costOfUsage(card, usage)).toBe(1_000 * 150 + 100 * 600);
    expect(costOfUsage(card, { ...usage, cachedInputTokens: 400 })).toBe(
      600 * 150 + 400 * 75 + 100 * 600,
    );
  });

  it('takes the tier of the whole request above its threshold', async () => {
    const card = await rateCardOf(modelOf('gpt-5.6-sol'), openAi, november);
    const cost = (inputTokens: number) =>
      costOfUsage(card, { inputTokens, cachedInputTokens: undefined, outputTokens: 10 });
    expect(cost(271_999)).toBe(271_999 * 4_000 + 10 * 20_000);
    expect(cost(272_000)).toBe(272_000 * 8_000 + 10 * 30_000);
  });

  it('charges tokens written to the vendor’s cache at their own rate', async () => {
    const card = await rateCardOf(modelOf('gpt-5.6-sol'), openAi, november);
    const written = { ...usage, cachedInputTokens: 200, cacheWriteTokens: 300 };
    expect(costOfUsage(card, written)).toBe(500 * 4_000 + 200 * 400 + 300 * 5_000 + 100 * 20_000);
  });

  it('are those of the day', async () => {
    const before = await rateCardOf(modelOf('gpt-5.6-sol'), openAi, Date.UTC(2026, 7, 1));
    const after = await rateCardOf(modelOf('gpt-5.6-sol'), openAi, november);
    expect(costOfUsage(before, usage)).not.toBe(costOfUsage(after, usage));
  });

  it.each([
    ['an unknown model', modelOf('gpt-99-imaginary'), openAi],
    ['another host', modelOf('gpt-4o-mini'), { type: 'openai', endpoint: 'https://eu.example/v1' }],
    [
      'a look-alike host',
      modelOf('gpt-4o'),
      { type: 'openai', endpoint: 'https://api.openai.com.evil.example' },
    ],
    ['another provider', modelOf('gpt-4o-mini'), { ...openAi, type: 'openai-compatible' }],
  ])('are unknown for %s', async (_, model, provider) => {
    const card = await rateCardOf(model, provider, november);
    expect(card).toBeUndefined();
    expect(costOfUsage(card, usage)).toBeUndefined();
  });
});

describe('an alias’s own pricing', () => {
  it('wins, in decimal text, with the input rate for cached tokens it does not name', async () => {
    const pricing = { inputPer1mUsd: '0.18', outputPer1mUsd: '0.7' };
    const card = await rateCardOf(modelOf('gpt-4o-mini', pricing), openAi, november);
    expect(costOfUsage(card, { ...usage, cachedInputTokens: 500 })).toBe(1_000 * 180 + 100 * 700);
  });

  it('rounds a fraction of a nano-dollar up, once over the sum', async () => {
    const pricing = { inputPer1mUsd: '0.0001', outputPer1mUsd: '0.0001' };
    const card = await rateCardOf(modelOf('tiny', pricing), openAi, november);
    const tokens = (inputTokens: number, outputTokens: number) =>
      costOfUsage(card, { inputTokens, cachedInputTokens: undefined, outputTokens });
    expect([tokens(1, 0), tokens(5, 5), tokens(5, 6), tokens(0, 0)]).toEqual([1, 1, 2, 0]);
  });
});

describe('costs', () => {
  const card = [
    { above: -1, rates: { input: 2e9, cachedInput: 1e9, cacheWrite: 3e9, output: 8e9 } },
    { above: 100, rates: { input: 4e9, cachedInput: 1e9, cacheWrite: 5e9, output: 9e9 } },
  ];

  it('are unknown where the vendor did not count', () => {
    expect(costOfUsage(card, { ...usage, outputTokens: undefined })).toBeUndefined();
    expect(costOfUsage(card, { ...usage, inputTokens: undefined })).toBeUndefined();
  });

  it('never count more cached tokens than there are', () => {
    const absurd = { inputTokens: 10, cachedInputTokens: 50, outputTokens: 0 };
    expect(costOfUsage(card, absurd)).toBe(10 * 1_000);
  });

  it('are unknown where a count is absurd', () => {
    const absurd = { ...usage, inputTokens: Number.MAX_SAFE_INTEGER };
    expect(costOfUsage(card, absurd)).toBeUndefined();
    expect(highestCost(card, { inputTokens: 1, outputTokens: 0.5 })).toBeUndefined();
    expect(highestCost(card, { inputTokens: 1, outputTokens: -1 })).toBeUndefined();
  });

  it('at list price ignore the vendor’s cache', () => {
    const cached = { inputTokens: 10, cachedInputTokens: 10, cacheWriteTokens: 0, outputTokens: 1 };
    expect(listCost(card, cached)).toBe(10 * 2_000 + 8_000);
  });

  it('at worst take the dearest rate of any tier', () => {
    expect(highestCost(card, { inputTokens: 10, outputTokens: 2 })).toBe(10 * 5_000 + 2 * 9_000);
  });

  it('are unknown for requests that ask for another price', () => {
    expect(changesPrice({ extra: { service_tier: 'flex' } })).toBe(true);
    expect(changesPrice({ extra: { user: 'ada' } })).toBe(false);
  });
});
