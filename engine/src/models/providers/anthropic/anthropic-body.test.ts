import { describe, expect, it } from 'vitest';
import type { ProviderRequest } from '../contract.ts';
import { anthropicBody, anthropicIgnores } from './anthropic-body.ts';

function asking(request: Partial<ProviderRequest> = {}): ProviderRequest {
  return {
    model: 'claude-haiku-4-5',
    messages: [{ role: 'user', content: 'I want my money back.' }],
    parameters: {},
    tools: [],
    output: { format: 'text' },
    repeat: 0,
    ...request,
  };
}

it('asks for 4096 tokens where nobody gives a number', () => {
  expect(anthropicBody(asking())).toEqual({
    model: 'claude-haiku-4-5',
    max_tokens: 4096,
    messages: [{ role: 'user', content: 'I want my money back.' }],
  });
});

it('keeps turns of one role in a row apart: the API joins them', () => {
  const messages = [
    { role: 'user', content: 'I want my money back.' },
    { role: 'user', content: 'At once!' },
  ] as const;
  expect(anthropicBody(asking({ messages })).messages).toEqual(messages);
});

it('writes one stop sequence as a list, and sends extra as it is', () => {
  const parameters = { stop: 'END', extra: { metadata: { user_id: 'u-17' }, top_k: 5 } };
  expect(anthropicBody(asking({ parameters }))).toMatchObject({
    stop_sequences: ['END'],
    metadata: { user_id: 'u-17' },
    top_k: 5,
  });
});

it('gives a tool without parameters an empty object to fill', () => {
  const tools = [{ name: 'hang_up' }];
  expect(anthropicBody(asking({ tools })).tools).toEqual([
    { name: 'hang_up', input_schema: { type: 'object', properties: {} } },
  ]);
});

describe('thinking', () => {
  const think = (model: string, reasoning_effort: string, max_tokens = 4000) =>
    anthropicBody(
      asking({ model, parameters: { reasoning_effort, max_tokens, temperature: 0.5 } }),
    );

  it.each([
    ['minimal', 'low'],
    ['low', 'low'],
    ['medium', 'medium'],
    ['high', 'high'],
    ['xhigh', 'xhigh'],
  ])('is asked for by effort of newer models: %s', (effort, sent) => {
    expect(think('claude-opus-4-8', effort)).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: sent },
    });
  });

  it.each([
    ['minimal', 1024],
    ['low', 1024],
    ['medium', 2000],
    ['high', 3200],
    ['xhigh', 3800],
  ])('is asked for by a share of max_tokens of older models: %s', (effort, budget_tokens) => {
    const body = think('claude-haiku-4-5', effort);
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens });
    expect(body).not.toHaveProperty('output_config');
  });

  it('goes without a temperature', () => {
    expect(think('claude-haiku-4-5', 'low')).not.toHaveProperty('temperature');
    expect(think('claude-sonnet-4-6', 'low')).not.toHaveProperty('temperature');
    expect(think('claude-sonnet-4-6', 'none')).toHaveProperty('temperature', 0.5);
  });

  it('is turned off where a model may think unasked', () => {
    expect(think('claude-sonnet-4-6', 'none').thinking).toEqual({ type: 'disabled' });
    expect(think('claude-haiku-4-5', 'none')).not.toHaveProperty('thinking');
  });

  it('shares its place with the output schema', () => {
    const schema = { type: 'object', properties: { decision: { type: 'string' } } };
    const request = asking({
      model: 'claude-sonnet-4-6',
      parameters: { reasoning_effort: 'low' },
      output: { format: 'json', schema },
    });
    expect(anthropicBody(request).output_config).toEqual({
      effort: 'low',
      format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } },
    });
  });
});

describe('what is not sent', () => {
  const parameters = { temperature: 0, top_p: 0.9, seed: 7, stop: ['END'] };

  it('is named', () => {
    const ignoredBy = (model: string) => anthropicIgnores(asking({ model, parameters }));
    expect(ignoredBy('claude-haiku-4-5')).toEqual(['seed']);
    expect(ignoredBy('claude-opus-4-7')).toEqual(['temperature', 'top_p', 'seed']);
    expect(anthropicIgnores(asking())).toEqual([]);
  });

  it('may be an output schema that the API cannot hold an answer to', () => {
    const output = { format: 'json', schema: { type: 'object' } } as const;
    expect(anthropicIgnores(asking({ output }))).toEqual(['output.schema']);
    expect(anthropicBody(asking({ output }))).not.toHaveProperty('output_config');
  });

  it('is nothing for JSON without a schema, which the prompt asks for itself', () => {
    const output = { format: 'json' } as const;
    expect(anthropicIgnores(asking({ output }))).toEqual([]);
    expect(anthropicBody(asking({ output }))).not.toHaveProperty('output_config');
  });
});
