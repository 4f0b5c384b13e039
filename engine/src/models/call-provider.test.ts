import { expect, it } from 'vitest';
import { callProvider } from './call-provider.ts';
import { createLane } from './lane.ts';
import { createParallelLimit } from './parallel-limit.ts';
import type { Provider, ProviderRequest, ProviderResult } from './providers/contract.ts';
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
function callsTo(answer: (count: number) => ProviderResult, cap?: number) {
  const clock = createSteeredClock();
  const spend = createMemorySpend(cap);
  const reserver = createReserver(spend);
  const atOnce = createParallelLimit(8);
  const lane = createLane(clock, { limits: { concurrency: 8 }, atOnce });
  const sentWhileHeld: number[] = [];
  let sent = 0;
  const provider: Provider = {
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
