import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ProviderDeclaration } from '../../library/project.ts';
import { secretsOf } from '../testing/desk-fixtures.ts';
import { createSteeredClock } from '../testing/steered-clock.ts';
import {
  type Answering,
  completes,
  completionBody,
  fails,
  sendJson,
  startVendorServer,
} from '../testing/vendor-server.ts';
import type { Provider, ProviderFailure, ProviderRequest, ProviderResult } from './contract.ts';
import { createProvider, providerTypes } from './registry.ts';

const question: ProviderRequest = {
  model: 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You decide on refunds.' },
    { role: 'user', content: 'I want my money back.' },
  ],
  parameters: { temperature: 0.2, max_tokens: 400 },
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};
const patient = new AbortController().signal;
const key = 'sk-test-5f2c8e1a9b';

function providerAt(
  type: keyof typeof providerTypes,
  baseUrl: string,
  timeoutMs = 5_000,
): Provider {
  const host = new URL(baseUrl).host;
  const declaration: ProviderDeclaration =
    type === 'scripted'
      ? { name: 'fake', type, echo: true }
      : { name: 'house', type, baseUrl, keySecret: 'HOUSE_KEY', allowPrivate: true, timeoutMs };
  return createProvider(declaration, {
    secrets: secretsOf({ HOUSE_KEY: { value: key, hosts: [host] } }),
    clock: createSteeredClock(),
    scriptedFiles: new Map(),
    allowPrivateHosts: true,
  });
}

const types = Object.keys(providerTypes) as (keyof typeof providerTypes)[];
const vendors = types.filter((type) => type !== 'scripted');

it('has a provider for every type that the schema allows, and no other', async () => {
  const place = new URL('../../../../schema/v1/provider.schema.json', import.meta.url);
  const schema = JSON.parse(await readFile(place, 'utf8'));
  expect(types.toSorted()).toEqual(schema.properties.type.enum.toSorted());
});

describe.each(types)('every provider: %s', (type) => {
  it('answers with text, usage, model and latency', async () => {
    await using server = await startVendorServer();
    const result = await providerAt(type, server.baseUrl).send(question, patient);
    expect(result).toMatchObject({
      ok: true,
      answer: {
        text: expect.stringMatching(/.+/),
        toolCalls: [],
        finishReason: 'stop',
        model: expect.stringMatching(/^gpt-4o-mini/),
        usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
        latencyMs: expect.any(Number),
      },
    });
  });

  it('names its type and where requests go, without a key', async () => {
    const provider = providerAt(type, 'http://127.0.0.1:9/v1/');
    expect(provider.type).toBe(type);
    expect(provider.isScripted).toBe(type === 'scripted');
    expect(provider.endpoint).toMatch(/^(scripted:echo|http:\/\/127\.0\.0\.1:9\/v1)$/);
    expect(JSON.stringify(provider)).not.toContain(key);
  });

  it('shows no credentials that someone wrote into an address', () => {
    const provider = providerAt(type, 'http://ada:hunter2@127.0.0.1:9/v1');
    expect(provider.endpoint).not.toMatch(/ada|hunter2/);
  });

  it('rejects with the reason of a signal that is aborted already', async () => {
    const provider = providerAt(type, 'http://127.0.0.1:9/v1');
    const reason = new Error('the user pressed Ctrl-C');
    await expect(provider.send(question, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe.each(vendors)('a provider over the network: %s', (type) => {
  async function ask(answer: Answering, options: { timeoutMs?: number } = {}) {
    await using server = await startVendorServer(answer);
    const provider = providerAt(type, server.baseUrl, options.timeoutMs);
    const result = await provider.send(question, patient);
    return { result, received: server.received };
  }

  async function failureOf(answer: Answering, options: { timeoutMs?: number } = {}) {
    const { result } = await ask(answer, options);
    return failureIn(result);
  }

  it('sends the key, the model, the messages and the parameters, once', async () => {
    const { received } = await ask(completes());
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: { model: 'gpt-4o-mini', messages: question.messages, temperature: 0.2 },
    });
  });

  it('reads tokens as the vendor counted them, cached ones included', async () => {
    const { result } = await ask(
      completes({ inputTokens: 1500, cachedTokens: 1024, outputTokens: 7 }),
    );
    expect(result).toMatchObject({
      answer: { usage: { inputTokens: 1500, cachedInputTokens: 1024, outputTokens: 7 } },
    });
  });

  it('leaves usage unknown where the vendor says none', async () => {
    const { result } = await ask(completes({ withoutUsage: true }));
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.answer.usage).toEqual({
      inputTokens: undefined,
      cachedInputTokens: undefined,
      cacheWriteTokens: undefined,
      outputTokens: undefined,
    });
  });

  it.each([
    [400, { isRetryable: false, isFatal: false, mayHaveCost: false }],
    [401, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [403, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [404, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [408, { isRetryable: true, isFatal: false, mayHaveCost: true }],
    [409, { isRetryable: true, isFatal: false, mayHaveCost: false }],
    [429, { isRetryable: true, isFatal: false, mayHaveCost: false }],
    [500, { isRetryable: true, isFatal: false, mayHaveCost: true }],
    [503, { isRetryable: true, isFatal: false, mayHaveCost: true }],
  ])('decides what HTTP %i means', async (status, decided) => {
    const failure = await failureOf(fails(status, {}, 'Rate limit reached for gpt-4o-mini'));
    expect(failure).toMatchObject({ status, retryAfterMs: undefined, ...decided });
    expect(failure.message).toBe(`HTTP ${status}: Rate limit reached for gpt-4o-mini`);
  });

  it('does not wait for an empty account to fill', async () => {
    const error = { message: 'You exceeded your current quota', code: 'insufficient_quota' };
    const failure = await failureOf((response) => sendJson(response, 429, { error }));
    expect(failure).toMatchObject({ isRetryable: false, isFatal: false, mayHaveCost: false });
    expect(failure.message).toBe('HTTP 429: You exceeded your current quota');
  });

  it('quotes no page of a proxy as an error message', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><body>Bad gateway</body></html>');
    });
    expect(failure.message).toBe('HTTP 502');
  });

  it('reads how long to wait from seconds, milliseconds and dates', async () => {
    const seconds = await failureOf(fails(429, { 'retry-after': '7' }));
    const precise = await failureOf(fails(429, { 'retry-after': '7', 'retry-after-ms': '6500' }));
    const date = await failureOf(fails(429, { 'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT' }));
    const past = await failureOf(fails(429, { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }));
    const waits = [seconds, precise, date, past].map((failure) => failure.retryAfterMs);
    expect(waits).toEqual([7_000, 6_500, 9_000, 0]);
  });

  it('gives up after its timeout and says that it may have been billed', async () => {
    const failure = await failureOf(() => undefined, { timeoutMs: 60 });
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true, status: undefined });
    expect(failure.message).toBe('no answer within 60 ms');
  });

  it('gives up after its timeout in the middle of a body too', async () => {
    const failure = await failureOf(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"id": "chatcmpl-1", ');
      },
      { timeoutMs: 60 },
    );
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true });
  });

  it('takes a connection that ends mid-body as possibly billed', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"choices": [', () => response.destroy());
    });
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true });
  });

  it('takes a connection that ends before any answer as possibly billed', async () => {
    const failure = await failureOf((response) => response.destroy());
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true });
  });

  it('takes a refused connection as certainly free', async () => {
    await using server = await startVendorServer();
    const { baseUrl } = server;
    await server[Symbol.asyncDispose]();
    const failure = failureIn(await providerAt(type, baseUrl).send(question, patient));
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: false });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('takes a server without TLS under https as certainly free', async () => {
    await using server = await startVendorServer();
    const provider = providerAt(type, server.baseUrl.replace('http:', 'https:'));
    const failure = failureIn(await provider.send(question, patient));
    expect(failure).toMatchObject({ mayHaveCost: false, isFatal: false });
    expect(server.received).toHaveLength(0);
  });

  it('takes an answer it cannot read as billed and asks no second time', async () => {
    const page = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Welcome to the hotel network</html>');
    });
    const torn = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"choices": [{"mess');
    });
    const other = await failureOf((response) => sendJson(response, 200, { choices: [] }));
    for (const failure of [page, torn, other]) {
      expect(failure).toMatchObject({ status: 200, isRetryable: false, mayHaveCost: true });
    }
    expect(page.message).toBe('the answer is text/html, not JSON');
  });

  it('follows no redirect, so the key stays with its host', async () => {
    await using elsewhere = await startVendorServer();
    const failure = await failureOf((response) => {
      response.writeHead(307, { location: `${elsewhere.baseUrl}/chat/completions` });
      response.end();
    });
    expect(failure).toMatchObject({ status: 307, isRetryable: false, isFatal: false });
    expect(elsewhere.received).toHaveLength(0);
  });

  it('reads no more than 32 MiB', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = ' '.repeat(1024 * 1024);
      const more = (): boolean => !response.destroyed && response.write(chunk, () => more());
      more();
    });
    expect(failure).toMatchObject({ isRetryable: false, mayHaveCost: true });
    expect(failure.message).toBe('the response is larger than 32 MiB');
  });

  it('stops waiting when the signal aborts', async () => {
    const abort = new AbortController();
    await using server = await startVendorServer(() => abort.abort());
    const asked = providerAt(type, server.baseUrl).send(question, abort.signal);
    await expect(asked).rejects.toThrow(/aborted/);
  });

  it('reads tool calls, and keeps arguments that are not JSON as text', async () => {
    const call = (name: string, written: string) => ({
      id: `call_${name}`,
      type: 'function',
      function: { name, arguments: written },
    });
    const message = {
      role: 'assistant',
      content: null,
      tool_calls: [call('lookup_order', '{"id":"A-17"}'), call('escalate', 'at once')],
    };
    const { result } = await ask(completes({ message, finishReason: 'tool_calls' }));
    expect(result).toMatchObject({
      ok: true,
      answer: {
        text: '',
        finishReason: 'tool-calls',
        toolCalls: [
          { name: 'lookup_order', arguments: { id: 'A-17' } },
          { name: 'escalate', arguments: 'at once' },
        ],
      },
    });
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['content_filter', 'refusal'],
    ['something_new', 'other'],
  ])('reads the finish reason %s as %s', async (written, finishReason) => {
    const { result } = await ask(completes({ finishReason: written }));
    expect(result).toMatchObject({ answer: { finishReason } });
  });

  it('keeps 20 requests under way at once', async () => {
    const held: (() => void)[] = [];
    await using server = await startVendorServer((response) => {
      held.push(() => sendJson(response, 200, completionBody()));
      if (held.length === 20) for (const answer of held) answer();
    });
    const provider = providerAt(type, server.baseUrl);
    const asked = Array.from({ length: 20 }, () => provider.send(question, patient));
    const results = await Promise.all(asked);
    expect(results.every((result) => result.ok)).toBe(true);
  });
});

function failureIn(result: ProviderResult): ProviderFailure {
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}
