import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from './count-tokens.ts';
import { encodingOf } from './encoding-of.ts';
import { estimateInput } from './estimate-input.ts';
import type { ProviderRequest } from './providers/contract.ts';

const openAi = (model: string) => ({ providerType: 'openai', model });

describe('tokens of a text', () => {
  // The first aside, as the OpenAI cookbook compares the encodings.
  it.each([
    ['hello world', 2, 2],
    ['antidisestablishmentarianism', 6, 6],
    ['2 + 2 = 4', 7, 7],
    ['お誕生日おめでとう', 8, 9],
  ])('%s', async (text, o200k, cl100k) => {
    expect(await countTokens(text, openAi('gpt-4o'))).toEqual({
      tokens: o200k,
      isEstimate: false,
    });
    expect(await countTokens(text, openAi('gpt-4-turbo'))).toEqual({
      tokens: cl100k,
      isEstimate: false,
    });
  });

  it.each([
    ['openai', 'gpt-4o-mini-2024-07-18', 'o200k', true],
    ['openai', 'gpt-4.1-nano', 'o200k', true],
    ['openai', 'gpt-5-mini', 'o200k', true],
    ['openai', 'o3', 'o200k', true],
    ['openai', 'ft:gpt-4o-mini:acme::a1', 'o200k', true],
    ['openai', 'gpt-4', 'cl100k', true],
    ['azure-openai', 'gpt-3.5-turbo', 'cl100k', true],
    ['openai', 'text-embedding-3-small', 'cl100k', true],
    ['groq', 'openai/gpt-oss-120b', 'o200k', true],
    ['openai', 'gpt-99-imaginary', 'o200k', false],
    ['anthropic', 'claude-sonnet-4-5', 'o200k', false],
    ['google', 'gemini-2.5-pro', 'o200k', false],
    ['openai-compatible', 'llama-3.3-70b', 'o200k', false],
  ])('%s %s are counted by %s, exactly: %s', (providerType, model, name, isOwn) => {
    expect(encodingOf({ providerType, model })).toMatchObject({ name, isOwn });
  });

  it('are estimated above o200k for vendors that publish no tokenizer', async () => {
    const text = 'Goods that arrive damaged, wrong or incomplete are refunded at any time. '.repeat(
      9,
    );
    const exact = await countTokens(text, openAi('gpt-4o'));
    for (const providerType of ['anthropic', 'google']) {
      const counted = await countTokens(text, { providerType, model: 'any' });
      expect(counted).toEqual({ tokens: Math.ceil(exact.tokens * 1.2), isEstimate: true });
    }
  });

  it('count what looks like a special token as text instead of failing', async () => {
    const special = fc.constantFrom(
      '<|im_start|>',
      '<|im_end|>',
      '<|endoftext|>',
      '<|endofprompt|>',
      '<|fim_prefix|>',
      '<|channel|>',
    );
    const text = fc.array(fc.oneof(special, fc.string({ unit: 'binary' })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('gpt-4o', 'gpt-4'), async (parts, model) => {
        const { tokens } = await countTokens(parts.join(''), openAi(model));
        expect(tokens).toBeGreaterThanOrEqual(parts.join('') === '' ? 0 : 1);
      }),
      { numRuns: 200, seed: 20261121 },
    );
    const one = await countTokens('<|im_start|>', openAi('gpt-4o'));
    expect(one.tokens).toBeGreaterThan(3);
  }, 60_000);
});

describe('input tokens of a request', () => {
  const request: ProviderRequest = {
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You decide on refunds.' },
      { role: 'user', content: 'I want my money back.' },
    ],
    parameters: {},
    tools: [],
    output: { format: 'text' },
    repeat: 0,
  };

  it('are exact for plain text to a model whose encoding is published', async () => {
    // 5 and 6 tokens, 4 around each message and 3 for the answer.
    expect(await estimateInput(request, { type: 'openai' })).toEqual({ tokens: 22, isExact: true });
  });

  it('are an estimate with tools, a schema, or another vendor', async () => {
    const tool = { ...request, tools: [{ name: 'lookup_order' }] };
    const schema = { ...request, output: { format: 'json' as const, schema: { type: 'object' } } };
    for (const other of [tool, schema]) {
      const { tokens, isExact } = await estimateInput(other, { type: 'openai' });
      expect(isExact).toBe(false);
      expect(tokens).toBeGreaterThan(22);
    }
    expect(
      await estimateInput({ ...request, model: 'claude-sonnet-4-5' }, { type: 'anthropic' }),
    ).toMatchObject({ isExact: false });
  });

  it('count a deployment by the model that it runs', async () => {
    const pricedAs = () => ({ providerId: 'azure' as const, model: 'gpt-4' });
    const azure = { type: 'azure-openai', pricedAs };
    const asked = { ...request, model: 'refunds-prod' };
    expect(await estimateInput(asked, azure)).toMatchObject({ isExact: true });
  });

  it('of an embedding are those of its text', async () => {
    const embedding: ProviderRequest = {
      ...request,
      task: 'embedding',
      model: 'text-embedding-3-small',
      messages: [{ role: 'user', content: 'hello world' }],
    };
    expect(await estimateInput(embedding, { type: 'openai' })).toEqual({
      tokens: 2,
      isExact: true,
    });
  });
});
