import { expect, it } from 'vitest';
import { callProvider } from './call-provider.ts';
import { createLane } from './lane.ts';
import { createParallelLimit } from './parallel-limit.ts';
import type {
  Provider,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from './providers/contract.ts';
import { createReserver } from './reserve-in-turn.ts';
import { constantRandom } from './testing/desk-fixtures.ts';
import { createMemorySpend } from './testing/memory-spend.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const request: ProviderRequest = {
  model: 'small',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: { max_tokens: 50 },
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

const usage = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20 };
const answered: ProviderResult = {
  ok: true,
  answer: {
    text: 'We refund it.',
    toolCalls: [],
    finishReason: 'stop',
    usage,
    model: 'small',
    latencyMs: 1,
  },
};
const slowDown: ProviderResult = {
  ok: false,
  failure: {
    status: 429,
    message: 'HTTP 429',
    isRetryable: true,
    isFatal: false,
    retryAfterMs: 1_000,
    mayHaveCost: false,
  },
};
const rates = { input: 1e9, cachedInput: 1e9, cacheWrite: 1e9, longCacheWrite: 1e9, output: 1e9 };
const prices = { standard: [{ above: -1, rates }], serviceTiers: new Map() };

/** Calls of one run to a vendor that may answer any way, with what was sent while it should not. */
function callsTo(
  answer: (count: number) => ProviderResult,
  cap?: number,
  traits: Partial<Provider> = {},
) {
  const clock = createSteeredClock();
  const spend = createMemorySpend(cap);
  const reserver = createReserver(spend);
  const atOnce = createParallelLimit(8);
  const lane = createLane(clock, { limits: { concurrency: 8 }, atOnce });
  const sentWhileHeld: number[] = [];
  let sent = 0;
  const provider: Provider = {
    ...traits,
    type: 'openai-compatible',
    isScripted: false,
    endpoint: 'https://llm.example/v1',
    apiKind: 'chat-completions',
    async send() {
      const count = ++sent;
      if (lane.heldMs() > 0) sentWhileHeld.push(count);
      for (let turn = 0; turn < count % 5; turn++) await new Promise(setImmediate);
      return answer(count);
    },
  };
  const call = () =>
    callProvider(request, {
      provider,
      prices,
      lane,
      reserver,
      clock,
      random: constantRandom(),
      signal: new AbortController().signal,
      onRetry: () => undefined,
      throwIfStopped: () => undefined,
    });
  return { call, spend, sentWhileHeld, sent: () => sent };
}

it.each([
  ['much money', undefined],
  ['money that just suffices', 199 * 120_000 + 647_000],
])('never sends a request while the vendor asks to wait, with %s', async (_, cap) => {
  const { call, spend, sentWhileHeld, sent } = callsTo(
    (count) => (count % 4 === 3 ? slowDown : answered),
    cap,
  );
  const outcomes = await Promise.all(Array.from({ length: 200 }, call));
  expect(sentWhileHeld).toEqual([]);
  expect(outcomes.every(({ result }) => result.ok)).toBe(true);
  expect(sent()).toBe(outcomes.reduce((sum, { requests }) => sum + requests, 0));
  expect(sent()).toBeGreaterThan(200);
  expect(spend.spent).toBe(200 * 120_000);
  expect(spend.held).toBe(0);
});

it('does not know the cost of an answer from a tier that it has no price for', async () => {
  const { call, spend } = callsTo(() => ({
    ...answered,
    answer: { ...answered.answer, serviceTier: 'priority' },
  }));
  const outcome = await call();
  expect(outcome.costNanoUsd).toBeUndefined();
  expect(spend.spent).toBe(647_000);
});

/** A 200 that was billed and held no answer. */
function unreadable(failure: Partial<ProviderFailure>): ProviderResult {
  return {
    ok: false,
    failure: {
      status: 200,
      message: 'the answer is no chat completion',
      isRetryable: false,
      isFatal: false,
      retryAfterMs: undefined,
      mayHaveCost: true,
      ...failure,
    },
  };
}

it('pays for what a failure counted, and calls it no upper bound', async () => {
  const { call, spend } = callsTo(() => unreadable({ usage }));
  expect(await call()).toMatchObject({ costNanoUsd: 120_000, isUpperBound: false });
  expect(spend).toMatchObject({ spent: 120_000, held: 0 });
});

it('pays for each failure that it tries again', async () => {
  const { call, spend } = callsTo((count) =>
    count === 1 ? unreadable({ usage, isRetryable: true }) : answered,
  );
  const outcome = await call();
  expect(outcome).toMatchObject({ requests: 2, costNanoUsd: 240_000, isUpperBound: false });
  expect(spend.spent).toBe(240_000);
});

it.each([
  ['nothing', undefined],
  ['only what it read', { ...usage, outputTokens: undefined }],
])('bounds the cost of a failure that counted %s', async (_, counted) => {
  const { call, spend } = callsTo(() => unreadable(counted ? { usage: counted } : {}));
  expect(await call()).toMatchObject({ costNanoUsd: 647_000, isUpperBound: true });
  expect(spend.spent).toBe(647_000);
});

it('does not know the cost of a failure from a tier that it has no price for', async () => {
  const { call, spend } = callsTo(() => unreadable({ usage, serviceTier: 'priority' }));
  expect((await call()).costNanoUsd).toBeUndefined();
  expect(spend.spent).toBe(647_000);
});

it('sends nothing under a strict cap where `max_tokens` is not sent along', async () => {
  const ignoring = { ignoredParameters: () => ['max_tokens'] };
  const { call, spend, sent } = callsTo(() => answered, 1e9, ignoring);
  await expect(call()).rejects.toMatchObject({ code: 'max-tokens-missing' });
  expect({ sent: sent(), spent: spend.spent, held: spend.held }).toEqual({
    sent: 0,
    spent: 0,
    held: 0,
  });
});
