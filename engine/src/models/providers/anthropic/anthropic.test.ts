import { afterEach, expect, it, vi } from 'vitest';
import { secretsOf } from '../../testing/desk-fixtures.ts';
import { anthropicDialect } from '../../testing/dialects/anthropic.ts';
import { createSteeredClock } from '../../testing/steered-clock.ts';
import { type Answering, sendJson, startVendorServer } from '../../testing/vendor-server.ts';
import type { ProviderRequest } from '../contract.ts';
import { createAnthropic } from './anthropic.ts';

const question: ProviderRequest = {
  model: 'claude-sonnet-4-5',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

afterEach(() => {
  vi.restoreAllMocks();
});

function anthropicAt(baseUrl?: string, host = '') {
  return createAnthropic(
    {
      name: 'claude',
      type: 'anthropic',
      allowPrivate: true,
      keySecret: 'HOUSE_KEY',
      ...(baseUrl && { baseUrl }),
    },
    {
      secrets: secretsOf({ HOUSE_KEY: { value: 'the-key', hosts: [host] } }),
      clock: createSteeredClock(),
      scriptedFiles: new Map(),
      allowPrivateHosts: true,
    },
  );
}

async function ask(answer: Answering, request: Partial<ProviderRequest> = {}) {
  await using server = await startVendorServer(answer);
  const provider = anthropicAt(server.origin, server.host);
  const result = await provider.send({ ...question, ...request }, new AbortController().signal);
  return { result, received: server.received };
}

const answers: Answering = (response) =>
  sendJson(response, 200, anthropicDialect.answerBody({ text: 'We refund it.' }));

it('names the version of the interface that it speaks', async () => {
  const { received } = await ask(answers);
  expect(received[0]?.headers['anthropic-version']).toBe('2023-06-01');
});

it('keeps the path of a gateway', async () => {
  await using server = await startVendorServer(answers);
  const provider = anthropicAt(`${server.origin}/gateway/`, server.host);
  await provider.send(question, new AbortController().signal);
  expect(server.received[0]?.path).toBe('/gateway/v1/messages');
});

it('tries again when the vendor is overloaded', async () => {
  const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  const { result } = await ask((response) => sendJson(response, 529, overloaded));
  expect(result).toMatchObject({
    ok: false,
    failure: { status: 529, message: 'HTTP 529: Overloaded', isRetryable: true, isFatal: false },
  });
});

it('asks for long answers from old models without a word of the SDK', async () => {
  const warn = vi.spyOn(globalThis.console, 'warn').mockImplementation(() => undefined);
  const { result } = await ask(answers, { parameters: { max_tokens: 64_000 } });
  expect(result.ok).toBe(true);
  expect(warn).not.toHaveBeenCalled();
});

it('has the table’s prices at the vendor’s own address only', () => {
  const model = 'claude-sonnet-4-5';
  expect(anthropicAt().pricedAs?.({ model })).toEqual({ providerId: 'anthropic', model });
  expect(anthropicAt('https://llm.acme.example').pricedAs?.({ model })).toBeUndefined();
});
