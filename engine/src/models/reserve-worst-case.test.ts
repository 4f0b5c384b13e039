import { expect, it } from 'vitest';
import type { ProviderRequest } from './providers/contract.ts';
import type { PriceList } from './rate-card.ts';
import { createReserver } from './reserve-in-turn.ts';
import { reserveWorstCase } from './reserve-worst-case.ts';
import { createMemorySpend } from './testing/memory-spend.ts';

const rates = { input: 1e9, cachedInput: 1e9, cacheWrite: 1e9, longCacheWrite: 1e9, output: 1e9 };
const prices: PriceList = { standard: [{ above: -1, rates }], serviceTiers: new Map() };

const request = (parameters: ProviderRequest['parameters']): ProviderRequest => ({
  model: 'gpt-5-mini',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters,
  tools: [],
  output: { format: 'text' },
  repeat: 0,
});

it.each([
  ['the price', request({ max_tokens: 50 }), undefined, 'price-missing', /input_per_1m_usd/],
  [
    'the price of a service tier',
    request({ max_tokens: 50, extra: { service_tier: 'flex' } }),
    prices,
    'price-missing',
    /pricing\.service_tiers/,
  ],
  ['a bound on the answer', request({}), prices, 'max-tokens-missing', /max_tokens/],
] as const)(
  'says under a strict budget that %s is missing, and what to write',
  async (_, asked, known, code, hint) => {
    const options = {
      reserver: createReserver(createMemorySpend(1e9)),
      prices: known,
      signal: new AbortController().signal,
    };
    const refused = reserveWorstCase(undefined, asked, options);
    await expect(refused).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) });
  },
);
