import { describe, expect, it } from 'vitest';
import type { ProviderRequest } from '../contract.ts';
import { openAiRules } from './chat-rules.ts';
import { ignoredInResponses, responsesBody } from './openai-responses-body.ts';

const question: ProviderRequest = {
  model: 'gpt-4.1',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};
const bodyOf = (request: Partial<ProviderRequest>) =>
  responsesBody({ ...question, ...request }, openAiRules());

describe('the body of a responses request', () => {
  it('holds nothing that was not given, and keeps nothing at the vendor', () => {
    expect(bodyOf({})).toEqual({
      model: 'gpt-4.1',
      store: false,
      input: [{ role: 'user', content: 'I want my money back.' }],
    });
  });

  it('takes leading system messages as instructions, later ones as input', () => {
    const { instructions, input } = bodyOf({
      messages: [
        { role: 'system', content: 'You decide on refunds.' },
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'I want my money back.' },
        { role: 'system', content: 'The customer is a friend.' },
      ],
    });
    expect(instructions).toBe('You decide on refunds.\n\nBe brief.');
    expect(input).toEqual([
      { role: 'user', content: 'I want my money back.' },
      { role: 'system', content: 'The customer is a friend.' },
    ]);
  });

  it('sends system messages as input when there is nothing else', () => {
    const messages = [{ role: 'system', content: 'Tell a joke.' }] as const;
    expect(bodyOf({ messages })).toMatchObject({ input: messages });
    expect(bodyOf({ messages })).not.toHaveProperty('instructions');
  });

  it('writes parameters in the interface’s own names', () => {
    const parameters = { temperature: 0.2, top_p: 0.9, max_tokens: 400, reasoning_effort: 'low' };
    expect(bodyOf({ parameters })).toMatchObject({
      temperature: 0.2,
      top_p: 0.9,
      max_output_tokens: 400,
      reasoning: { effort: 'low' },
    });
  });

  it('never sends stop and seed, and says so', () => {
    const parameters = { stop: 'END', seed: 7, temperature: 0.2 };
    expect(bodyOf({ parameters })).toMatchObject({ temperature: 0.2 });
    expect(Object.keys(bodyOf({ parameters }))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/stop|seed/)]),
    );
    const request = { ...question, parameters };
    expect(ignoredInResponses(request, openAiRules())).toEqual(['stop', 'seed']);
    const thinking = { ...request, model: 'o4-mini' };
    expect(ignoredInResponses(thinking, openAiRules())).toEqual(['temperature', 'stop', 'seed']);
  });

  it('joins extra with what Galley sets under the same key', () => {
    const schema = {
      type: 'object',
      properties: { decision: { type: 'string' } },
      required: ['decision'],
      additionalProperties: false,
    };
    const body = bodyOf({
      output: { format: 'json', schema },
      parameters: {
        reasoning_effort: 'low',
        extra: { store: true, text: { verbosity: 'low' }, reasoning: { summary: 'auto' } },
      },
    });
    expect(body).toMatchObject({
      store: true,
      text: {
        verbosity: 'low',
        format: { type: 'json_schema', name: 'output', strict: true, schema },
      },
      reasoning: { summary: 'auto', effort: 'low' },
    });
  });

  it('asks for any JSON without a schema', () => {
    expect(bodyOf({ output: { format: 'json' } })).toMatchObject({
      text: { format: { type: 'json_object' } },
    });
  });

  it('offers tools without the strictness that is the interface’s default', () => {
    expect(bodyOf({ tools: [{ name: 'hang_up', description: 'Ends the call' }] }).tools).toEqual([
      {
        type: 'function',
        name: 'hang_up',
        description: 'Ends the call',
        parameters: { type: 'object', properties: {} },
        strict: false,
      },
    ]);
  });
});
