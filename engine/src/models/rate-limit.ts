import type { Clock } from '../ports/clock.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** What a minute may hold; `undefined` is no limit. */
export interface RateLimits {
  readonly requestsPerMinute: number | undefined;
  /** Input and output tokens together. */
  readonly tokensPerMinute: number | undefined;
}

/** Paces the requests to one provider and model. */
export interface RateLimiter {
  /**
   * Resolves when one request of so many tokens may be sent, in the order asked.
   * @param tokens an estimate of input and output; corrected by the function that this resolves with
   */
  acquire(tokens: number, signal: AbortSignal): Promise<CorrectTokens>;
}

/** Tells what a request really took, once the vendor counted it. */
export type CorrectTokens = (actualTokens: number) => void;

/** A limiter that paces by a bucket of requests and a bucket of tokens. */
export function createRateLimiter(clock: Clock, limits: RateLimits): RateLimiter {
  const bucketOf = (perMinute: number | undefined) =>
    perMinute === undefined ? undefined : createTokenBucket(perMinute, () => clock.elapsedMs());
  const requests = bucketOf(limits.requestsPerMinute);
  const tokens = bucketOf(limits.tokensPerMinute);
  let lastTurn: Promise<unknown> = Promise.resolve();

  async function takeTurn(amount: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = Math.max(msUntil(requests, 1), msUntil(tokens, amount));
      if (waitMs <= 0) break;
      await clock.sleep(waitMs, signal);
    }
    requests?.take(1);
    tokens?.take(amount);
  }

  return {
    async acquire(amount, signal) {
      if (!requests && !tokens) return noCorrection;
      const turn = lastTurn.then(() => takeTurn(amount, signal));
      lastTurn = turn.catch(() => undefined);
      await turn;
      return (actual) => tokens?.take(actual - amount);
    },
  };
}

function msUntil(bucket: TokenBucket | undefined, amount: number): number {
  return bucket?.msUntil(amount) ?? 0;
}

function noCorrection(): void {
  // Nothing is counted without a limit.
}
