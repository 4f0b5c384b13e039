import { describe, expect, it } from 'vitest';
import type { ProviderRequest } from '../contract.ts';
import { googleEmbeddingRequest, googleRequest } from './google-request.ts';

function asking(request: Partial<ProviderRequest> = {}): ProviderRequest {
  return {
    model: 'gemini-2.5-flash',
    messages: [{ role: 'user', content: 'I want my money back.' }],
    parameters: {},
    tools: [],
    output: { format: 'text' },
    repeat: 0,
    ...request,
  };
}

it('joins turns of one role in a row, because the API wants them to alternate', () => {
  const messages = [
    { role: 'user', content: 'I want my money back.' },
    { role: 'user', content: 'At once!' },
    { role: 'assistant', content: 'When did you buy it?' },
  ] as const;
  expect(googleRequest(asking({ messages })).contents).toEqual([
    { role: 'user', parts: [{ text: 'I want my money back.' }, { text: 'At once!' }] },
    { role: 'model', parts: [{ text: 'When did you buy it?' }] },
  ]);
});

it('asks for JSON with and without a schema', () => {
  const schema = { type: 'object', properties: { decision: { type: 'string' } } };
  const ask = (output: ProviderRequest['output']) => googleRequest(asking({ output })).config;
  expect(ask({ format: 'json' })).toEqual({ responseMimeType: 'application/json' });
  expect(ask({ format: 'json', schema })).toEqual({
    responseMimeType: 'application/json',
    responseJsonSchema: schema,
  });
  expect(ask({ format: 'text', schema })).toEqual({});
});

it('puts extra inside the generation config, but for what stands beside it', () => {
  const extra = { topK: 5, safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH' }] };
  expect(googleRequest(asking({ parameters: { extra } })).extraBody).toEqual({
    generationConfig: { topK: 5 },
    safetySettings: extra.safetySettings,
  });
});

describe('thinking', () => {
  const thinking = (model: string, reasoning_effort: string) =>
    googleRequest(asking({ model, parameters: { reasoning_effort } })).config.thinkingConfig;

  it.each([
    ['none', 0],
    ['minimal', 1024],
    ['low', 1024],
    ['medium', 8192],
    ['high', 24_576],
    ['xhigh', 24_576],
  ])('is counted in tokens by Gemini 2.5: %s', (effort, thinkingBudget) => {
    expect(thinking('gemini-2.5-flash', effort)).toEqual({ thinkingBudget });
  });

  it.each([
    ['none', 'MINIMAL'],
    ['minimal', 'MINIMAL'],
    ['low', 'LOW'],
    ['medium', 'MEDIUM'],
    ['high', 'HIGH'],
    ['xhigh', 'HIGH'],
  ])('is named by level later: %s', (effort, thinkingLevel) => {
    expect(thinking('gemini-3.8-flash', effort)).toEqual({ thinkingLevel });
  });

  it('is left to the model where nobody asks', () => {
    expect(googleRequest(asking()).config).not.toHaveProperty('thinkingConfig');
  });
});

it('embeds the text with the size and purpose that extra gives', () => {
  const parameters = { extra: { outputDimensionality: 256, taskType: 'SEMANTIC_SIMILARITY' } };
  expect(googleEmbeddingRequest(asking({ parameters }))).toEqual({
    contents: 'I want my money back.',
    config: { outputDimensionality: 256, taskType: 'SEMANTIC_SIMILARITY' },
  });
});
