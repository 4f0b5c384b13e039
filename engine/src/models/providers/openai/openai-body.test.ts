import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../library/nodes.ts';
import type { ProviderRequest } from '../contract.ts';
import { openAiRules, plainRules } from './chat-rules.ts';
import { chatBody } from './openai-body.ts';
import { isStrictSchema } from './strict-schema.ts';

const question: ProviderRequest = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'developer', content: 'You decide on refunds.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

const sampling = { temperature: 0.2, top_p: 0.9, max_tokens: 400, stop: ['END'], seed: 7 };

describe('the request body', () => {
  it('holds nothing that was not given', () => {
    expect(chatBody(question, openAiRules())).toEqual({
      model: 'gpt-4o-mini',
      messages: [{ role: 'developer', content: 'You decide on refunds.' }],
    });
  });

  it('bounds answers by max_completion_tokens at OpenAI and by max_tokens elsewhere', () => {
    const request = { ...question, parameters: sampling };
    const { max_tokens, ...rest } = sampling;
    expect(chatBody(request, openAiRules())).toMatchObject({ ...rest, max_completion_tokens: 400 });
    expect(chatBody(request, openAiRules())).not.toHaveProperty('max_tokens');
    expect(chatBody(request, plainRules)).toMatchObject({ ...rest, max_tokens });
  });

  it.each(['o1', 'o3-mini', 'o4-mini', 'gpt-5', 'gpt-5.6-sol'])(
    'leaves out what %s refuses',
    (model) => {
      const parameters = { ...sampling, reasoning_effort: 'low' };
      const body = chatBody({ ...question, model, parameters }, openAiRules());
      expect(Object.keys(body).toSorted()).toEqual([
        'max_completion_tokens',
        'messages',
        'model',
        'reasoning_effort',
        'seed',
      ]);
    },
  );

  it('leaves parameters of a model that only chats alone', () => {
    const request = { ...question, model: 'gpt-5-chat-latest', parameters: sampling };
    expect(chatBody(request, openAiRules())).toMatchObject({ temperature: 0.2, top_p: 0.9 });
  });

  it('leaves parameters of a like-named model elsewhere alone', () => {
    const request = { ...question, model: 'gpt-5-clone', parameters: sampling };
    expect(chatBody(request, plainRules)).toMatchObject(sampling);
  });

  it('sends extra as it is, below what Galley sets', () => {
    const parameters = { temperature: 0.2, extra: { user: 'ada', logit_bias: { '50256': -100 } } };
    expect(chatBody({ ...question, parameters }, openAiRules())).toMatchObject({
      temperature: 0.2,
      user: 'ada',
      logit_bias: { '50256': -100 },
    });
  });

  it('gives a tool without parameters an empty object', () => {
    const body = chatBody({ ...question, tools: [{ name: 'hang_up' }] }, openAiRules());
    expect(body.tools).toEqual([
      {
        type: 'function',
        function: { name: 'hang_up', parameters: { type: 'object', properties: {} } },
      },
    ]);
  });

  it('asks for JSON by schema, strictly only where the schema allows it', () => {
    const open = { type: 'object', properties: { decision: { type: 'string' } } };
    const closed = { ...open, required: ['decision'], additionalProperties: false };
    const formatOf = (schema?: JsonValue) =>
      chatBody(
        { ...question, output: { format: 'json', ...(schema && { schema }) } },
        openAiRules(),
      ).response_format;
    expect(formatOf()).toEqual({ type: 'json_object' });
    expect(formatOf(open)).toMatchObject({ json_schema: { strict: false, schema: open } });
    expect(formatOf(closed)).toMatchObject({ json_schema: { strict: true, schema: closed } });
  });
});

describe('a schema for strict mode', () => {
  const object = (properties: Record<string, JsonValue>, more: Record<string, JsonValue> = {}) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...more,
  });

  it.each<[string, JsonValue]>([
    [
      'scalars and enums',
      object({ queue: { enum: ['billing', 'logistics'] }, urgent: { type: 'boolean' } }),
    ],
    [
      'lists of objects',
      object({ items: { type: 'array', items: object({ sku: { type: 'string' } }) } }),
    ],
    ['nullable text', object({ note: { type: ['string', 'null'] } })],
    ['alternatives', object({ id: { anyOf: [{ type: 'string' }, { type: 'integer' }] } })],
  ])('takes %s', (_, schema) => {
    expect(isStrictSchema(schema)).toBe(true);
  });

  it.each<[string, JsonValue]>([
    ['an optional property', object({ note: { type: 'string' } }, { required: [] })],
    ['other properties', object({}, { additionalProperties: true })],
    ['an open object below', object({ order: { type: 'object', properties: {} } })],
    ['a list as the root', { type: 'array', items: { type: 'string' } }],
    ['a list of anything', object({ items: { type: 'array' } })],
    ['a keyword outside the subset', object({ note: { type: 'string', minLength: 1 } })],
    ['a property of any type', object({ note: {} })],
    ['a boolean schema', true],
  ])('does not take %s', (_, schema) => {
    expect(isStrictSchema(schema)).toBe(false);
  });
});
