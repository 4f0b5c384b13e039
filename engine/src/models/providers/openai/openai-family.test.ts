import { describe, expect, it } from 'vitest';
import type { ProviderDeclaration } from '../../../library/project.ts';
import { requestKey } from '../../request-key.ts';
import { secretsOf } from '../../testing/desk-fixtures.ts';
import { createSteeredClock } from '../../testing/steered-clock.ts';
import { sendJson, startVendorServer } from '../../testing/vendor-server.ts';
import type { ProviderRequest } from '../contract.ts';
import { createProvider } from '../registry.ts';

const question: ProviderRequest = {
  model: 'gpt-4o-mini',
  messages: [
    { role: 'developer', content: 'You decide on refunds.' },
    { role: 'user', content: 'I want my money back.' },
  ],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};
const patient = new AbortController().signal;
const openai = { name: 'openai', type: 'openai', api: 'chat', allowPrivate: false } as const;
const azure = {
  name: 'azure',
  type: 'azure-openai',
  baseUrl: 'https://acme.openai.azure.com/',
  deployments: { 'support-chat': 'gpt-5-mini' },
  allowPrivate: false,
} as const;
const groq = { name: 'groq', type: 'groq', allowPrivate: false } as const;

function providerOf(declaration: ProviderDeclaration, host = '') {
  return createProvider(declaration, {
    secrets: secretsOf({ HOUSE_KEY: { value: 'the-key-of-the-house', hosts: [host] } }),
    clock: createSteeredClock(),
    scriptedFiles: new Map(),
    allowPrivateHosts: true,
  });
}

/** What a declaration, moved to a loopback server, sends for a request. */
async function bodySent(declaration: ProviderDeclaration, request: Partial<ProviderRequest>) {
  await using server = await startVendorServer();
  const moved = {
    ...declaration,
    baseUrl: server.origin,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
  };
  const provider = providerOf(moved as ProviderDeclaration, server.host);
  await provider.send({ ...question, ...request }, patient);
  return server.received[0]?.body ?? {};
}

describe('published prices hold', () => {
  it.each<[string, ProviderDeclaration, string, unknown]>([
    ['at OpenAI', openai, 'gpt-5-mini', { providerId: 'openai', model: 'gpt-5-mini' }],
    ['at Groq', groq, 'qwen/qwen3-32b', { providerId: 'groq', model: 'qwen/qwen3-32b' }],
    [
      'for a mapped deployment',
      azure,
      'support-chat',
      { providerId: 'azure', model: 'gpt-5-mini' },
    ],
    ['for no other deployment', azure, 'support-new', undefined],
    [
      'at no gateway before OpenAI',
      { ...openai, baseUrl: 'https://llm.acme.example/v1' },
      'gpt-5-mini',
      undefined,
    ],
    [
      'at no OpenAI host with surcharge',
      { ...openai, baseUrl: 'https://eu.api.openai.com/v1' },
      'gpt-5-mini',
      undefined,
    ],
    [
      'at no gateway before Azure',
      { ...azure, baseUrl: 'https://acme.azure-api.net' },
      'support-chat',
      undefined,
    ],
    [
      'at no server that is merely compatible',
      {
        name: 'house',
        type: 'openai-compatible',
        baseUrl: 'https://api.openai.com/v1',
        allowPrivate: false,
      },
      'gpt-5-mini',
      undefined,
    ],
  ])('%s', (_, declaration, model, expected) => {
    expect(providerOf(declaration).pricedAs?.({ model })).toEqual(expected);
  });
});

it('takes no answer of the model that a deployment ran before', () => {
  const keyOf = (deployments: Record<string, string>, model = 'support-chat') =>
    requestKey('azure', providerOf({ ...azure, deployments }), { ...question, model });
  const before = keyOf({ 'support-chat': 'gpt-4o-mini' });
  expect(keyOf({ 'support-chat': 'gpt-5-mini' })).not.toBe(before);
  expect(keyOf({})).not.toBe(before);
  expect(keyOf({ 'support-chat': 'gpt-4o-mini', 'support-new': 'gpt-5' })).toBe(before);
});

describe('where requests go', () => {
  it.each<[ProviderDeclaration, string]>([
    [openai, 'https://api.openai.com/v1'],
    [groq, 'https://api.groq.com/openai/v1'],
    [azure, 'https://acme.openai.azure.com/openai/v1'],
    [
      { ...azure, baseUrl: 'https://acme.openai.azure.com/openai/v1/' },
      'https://acme.openai.azure.com/openai/v1',
    ],
    [
      { ...azure, apiVersion: '2024-10-21' },
      'https://acme.openai.azure.com/openai?api-version=2024-10-21',
    ],
    [
      { ...openai, baseUrl: 'https://ada:hunter2@llm.acme.example/v1' },
      'https://llm.acme.example/v1',
    ],
  ])('%o is shown as %s', (declaration, endpoint) => {
    expect(providerOf(declaration).endpoint).toBe(endpoint);
  });

  it('keeps a deployment’s name in its own segment of the path', async () => {
    await using server = await startVendorServer();
    const dated = {
      ...azure,
      baseUrl: server.origin,
      apiVersion: '2024-10-21',
      keySecret: 'HOUSE_KEY',
      allowPrivate: true,
    };
    await providerOf(dated, server.host).send({ ...question, model: '../../x?y#z' }, patient);
    expect(server.received[0]?.path).toBe(
      '/openai/deployments/..%2F..%2Fx%3Fy%23z/chat/completions?api-version=2024-10-21',
    );
  });
});

describe('what differs between vendors', () => {
  it('is a deployment’s model on Azure: it decides what a reasoning model refuses', async () => {
    const parameters = { temperature: 0.2, max_tokens: 400 };
    const thinking = await bodySent(azure, { model: 'support-chat', parameters });
    expect(thinking).not.toHaveProperty('temperature');
    const plain = await bodySent(azure, { model: 'support-new', parameters });
    expect(plain).toMatchObject({ temperature: 0.2, max_completion_tokens: 400 });
  });

  it('is that Groq knows no developer, and thinks aloud unless told otherwise', async () => {
    const parameters = { temperature: 0.2, max_tokens: 400, reasoning_effort: 'none' };
    const body = await bodySent(groq, { model: 'qwen/qwen3-32b', parameters });
    expect(body).toMatchObject({
      messages: [
        { role: 'system', content: 'You decide on refunds.' },
        { role: 'user', content: 'I want my money back.' },
      ],
      temperature: 0.2,
      max_completion_tokens: 400,
      reasoning_effort: 'none',
      reasoning_format: 'parsed',
    });
    const hidden = { extra: { reasoning_format: 'hidden' } };
    const told = await bodySent(groq, { model: 'qwen/qwen3-32b', parameters: hidden });
    expect(told.reasoning_format).toBe('hidden');
    expect(await bodySent(groq, {})).not.toHaveProperty('reasoning_format');
  });

  it('is that few models on Groq hold strictly to a schema', async () => {
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const output = { format: 'json', schema } as const;
    const strictOf = async (model: string) => {
      const { response_format: format } = await bodySent(groq, { model, output });
      return (format as { json_schema: { strict: boolean } }).json_schema.strict;
    };
    expect(await strictOf('openai/gpt-oss-120b')).toBe(true);
    expect(await strictOf('moonshotai/kimi-k2-instruct')).toBe(false);
  });

  it('is that GPT models without effort take sampling parameters', async () => {
    const parameters = { temperature: 0.2, top_p: 0.9, stop: 'END' };
    const model = 'gpt-5.2';
    const idle = { ...parameters, reasoning_effort: 'none' };
    expect(await bodySent(openai, { model, parameters: idle })).toMatchObject({
      temperature: 0.2,
      top_p: 0.9,
    });
    expect(await bodySent(openai, { model, parameters })).not.toHaveProperty('temperature');
  });
});

it('takes an answer that Groq threw away as possibly billed', async () => {
  await using server = await startVendorServer((response) => {
    const message = "Failed to generate JSON. Please adjust your prompt. See 'failed_generation'.";
    sendJson(response, 400, { error: { message, code: 'json_validate_failed' } });
  });
  const moved = { ...groq, baseUrl: server.origin, keySecret: 'HOUSE_KEY', allowPrivate: true };
  const result = await providerOf(moved, server.host).send(question, patient);
  expect(result).toMatchObject({ failure: { isRetryable: false, mayHaveCost: true } });
});

it('takes a 200 of the Responses API that failed as billed, and repeats only its breakdowns', async () => {
  const failureOf = async (code: string) => {
    await using server = await startVendorServer((response) => {
      const error = { code, message: 'The model failed to generate a response.' };
      const usage = { input_tokens: 80, output_tokens: 7 };
      const tier = { service_tier: 'priority' };
      const failed = { object: 'response', status: 'failed', error, output: [], usage, ...tier };
      sendJson(response, 200, failed);
    });
    const moved = {
      ...openai,
      api: 'responses',
      baseUrl: server.baseUrl,
      keySecret: 'HOUSE_KEY',
      allowPrivate: true,
    } as const;
    const result = await providerOf(moved, server.host).send(question, patient);
    return result.ok ? undefined : result.failure;
  };
  expect(await failureOf('server_error')).toMatchObject({ isRetryable: true, mayHaveCost: true });
  expect(await failureOf('invalid_prompt')).toMatchObject({
    isRetryable: false,
    mayHaveCost: true,
    message: 'the response failed: The model failed to generate a response.',
    usage: { inputTokens: 80, outputTokens: 7 },
    serviceTier: 'priority',
  });
});
