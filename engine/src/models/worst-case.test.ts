import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTokens } from './count-tokens.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ProviderRequest } from './providers/contract.ts';
import { worstCaseInputTokens } from './worst-case.ts';

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
      const { tokens } = await countTokens(text);
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

it('counts text that looks like a special token instead of failing', async () => {
  const { tokens, isEstimate } = await countTokens('say <|im_start|> and <|endoftext|> twice');
  expect(tokens).toBeGreaterThan(8);
  expect(isEstimate).toBe(true);
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
    const { tokens } = await countTokens(text);
    expect(Math.abs(estimateTokens(text) - tokens) / tokens, text).toBeLessThan(0.34);
  }
});
