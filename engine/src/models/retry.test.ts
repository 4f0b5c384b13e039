import { describe, expect, it } from 'vitest';
import type { ProviderFailure, ProviderResult } from './providers/contract.ts';
import { retryAttempts } from './retry.ts';
import { constantRandom } from './testing/desk-fixtures.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const answered: ProviderResult = {
  ok: true,
  answer: {
    text: 'We refund it.',
    toolCalls: [],
    finishReason: 'stop',
    usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
    model: 'small',
    latencyMs: 1,
  },
};

function failed(failure: Partial<ProviderFailure> = {}): ProviderResult {
  return {
    ok: false,
    failure: {
      status: 503,
      message: 'HTTP 503',
      isRetryable: true,
      isFatal: false,
      retryAfterMs: undefined,
      mayHaveCost: false,
      ...failure,
    },
  };
}

async function attempt(results: readonly ProviderResult[], random = 0.5) {
  const clock = createSteeredClock();
  const left = [...results];
  const result = await retryAttempts(() => Promise.resolve(left.shift() ?? answered), {
    clock,
    random: constantRandom(random),
    signal: new AbortController().signal,
  });
  return { result, sleeps: clock.sleeps };
}

describe('retrying', () => {
  it('waits a random part of a doubling limit, five attempts at most', async () => {
    const { result, sleeps } = await attempt(Array(9).fill(failed()), 0.5);
    expect(result).toMatchObject({ ok: false, attempts: 5 });
    expect(sleeps).toEqual([250, 500, 1_000, 2_000]);
  });

  it('spreads waits from nothing to the whole limit', async () => {
    expect((await attempt([failed(), failed()], 0)).sleeps).toEqual([0, 0]);
    expect((await attempt([failed(), failed()], 0.999)).sleeps).toEqual([499.5, 999]);
  });

  it('waits exactly what the vendor asks for', async () => {
    const { result, sleeps } = await attempt([failed({ retryAfterMs: 7_123 })]);
    expect(result).toMatchObject({ ok: true, attempts: 2 });
    expect(sleeps).toEqual([7_123]);
  });

  it('has more patience with a vendor that says when to come again', async () => {
    const paced = failed({ status: 429, retryAfterMs: 1_000 });
    const { result, sleeps } = await attempt([...Array(9).fill(paced), failed({ status: 503 })]);
    expect(result).toMatchObject({ ok: true, attempts: 11 });
    expect(sleeps.slice(0, 9)).toEqual(Array(9).fill(1_000));
    const endless = await attempt(Array(99).fill(paced));
    expect(endless.result).toMatchObject({ ok: false, attempts: 15 });
  });

  it('gives up at once when the vendor asks for longer than five minutes', async () => {
    const { result, sleeps } = await attempt([failed({ retryAfterMs: 300_001 })]);
    expect(result).toMatchObject({ ok: false, attempts: 1 });
    expect(sleeps).toEqual([]);
  });

  it('never repeats what is not retryable', async () => {
    const { result } = await attempt([failed({ status: 400, isRetryable: false })]);
    expect(result).toMatchObject({ ok: false, attempts: 1, failure: { status: 400 } });
  });

  it('stops waiting when the run is aborted', async () => {
    const abort = new AbortController();
    const attempts = retryAttempts(
      () => {
        abort.abort(new Error('the user pressed Ctrl-C'));
        return Promise.resolve(failed());
      },
      { clock: createSteeredClock(), random: constantRandom(), signal: abort.signal },
    );
    await expect(attempts).rejects.toThrow('the user pressed Ctrl-C');
  });
});
