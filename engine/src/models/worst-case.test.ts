import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonValue } from '../units/json-value.ts';
import { countTokens } from './count-tokens.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ProviderRequest } from './providers/contract.ts';
import {
  boundedBySent,
  worstCaseCost,
  worstCaseInputTokens,
  worstCaseTokens,
} from './worst-case.ts';

const gpt = { providerType: 'openai', model: 'gpt-4o' };

function requestOf(content: string): ProviderRequest {
  return {
    model: 'small',
    messages: [{ role: 'user', content }],
    parameters: {},
    tools: [],
    output: { format: 'text' },
    repeat: 0,
  };
}

it('is never below what the tokenizer counts, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
      const { tokens } = await countTokens(text, gpt);
      expect(worstCaseInputTokens(requestOf(text))).toBeGreaterThanOrEqual(tokens);
    }),
    { numRuns: 200, seed: 20261121 },
  );
}, 60_000);

it('counts tools and the output schema', () => {
  const plain = requestOf('Refund?');
  const schema = { type: 'object', properties: { decision: { type: 'string' } } };
  const withSchema = { ...plain, output: { format: 'json' as const, schema } };
  const withTool = { ...plain, tools: [{ name: 'lookup_order', parameters: schema }] };
  const bytes = JSON.stringify(schema).length;
  for (const request of [withSchema, withTool]) {
    expect(worstCaseInputTokens(request)).toBeGreaterThan(worstCaseInputTokens(plain) + bytes);
  }
});

it('bounds what `extra` sends along, and no answer that `extra` makes longer or more', () => {
  const rates = { input: 1e9, cachedInput: 1e9, cacheWrite: 1e9, longCacheWrite: 1e9, output: 1e9 };
  const cards = [[{ above: -1, rates }]];
  const plain = { ...requestOf('Refund?'), parameters: { max_tokens: 50 } };
  const told = (extra: Record<string, JsonValue>) =>
    worstCaseCost({ ...plain, parameters: { max_tokens: 50, extra } }, cards);
  const least = worstCaseCost(plain, cards) ?? Number.NaN;
  expect(least).toBe((worstCaseInputTokens(plain) + 50) * 1_000);
  expect(told({ metadata: { team: 'support' } })).toBeGreaterThan(least);
  const stored = ['conversation', 'previous_response_id', 'prompt'];
  for (const key of ['n', 'best_of', 'max_completion_tokens', 'maxOutputTokens', ...stored]) {
    expect(told({ [key]: 5 })).toBeUndefined();
  }
  const embedding = { ...requestOf('Refund?'), task: 'embedding' as const };
  expect(worstCaseCost(embedding, cards)).toBe(worstCaseInputTokens(embedding) * 1_000);
});

it('takes no bound from a `max_tokens` that the provider does not send', () => {
  const request = { ...requestOf('Refund?'), parameters: { max_tokens: 50, temperature: 0 } };
  const ignoring = (...names: string[]) => ({ ignoredParameters: () => names });
  expect(boundedBySent(request, {})).toBe(request);
  expect(boundedBySent(request, ignoring('temperature'))).toBe(request);
  const bounded = boundedBySent(request, ignoring('max_tokens'));
  expect(bounded.parameters).toEqual({ temperature: 0 });
  expect(worstCaseTokens(bounded)).toBeUndefined();
  expect(worstCaseTokens(request)).toBe(worstCaseInputTokens(request) + 50);
});

it('estimates scripted answers within a third of the tokenizer', async () => {
  const texts = [
    'You decide on refunds for Acme. Goods that arrive damaged, wrong or incomplete are refunded at any time.',
    '{"decision":"refund","reply":"Acme refunds the full price of 129.90 within 30 days."}',
    'Ich möchte mein Geld zurück, die Kaffeemaschine ist nach zwei Tagen kaputtgegangen.',
    '## Shipping\n\n- Standard: 3 to 5 working days\n- Express: next day, before 10:30\n',
    'Je voudrais être remboursée: le colis n’est jamais arrivé, commande n° A-20417.',
  ];
  for (const text of texts) {
    const { tokens } = await countTokens(text, gpt);
    expect(Math.abs(estimateTokens(text) - tokens) / tokens, text).toBeLessThan(0.34);
  }
});
