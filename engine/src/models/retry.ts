import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { longestHoldMs } from './lane.ts';
import type { ProviderAnswer, ProviderFailure, ProviderResult } from './providers/contract.ts';

const defaultAttempts = 5;
/** Being turned away for pace says nothing about the call, so it has more patience. */
const throttledAttempts = 15;
const firstBackoffMs = 500;
const longestBackoffMs = 30_000;

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Attempts in all, the first included, without those answered 429 with `retry-after`; default 5. */
  readonly maxAttempts?: number;
  /** Told before each wait. */
  readonly onRetry?: (retry: { attempt: number; waitMs: number; failure: ProviderFailure }) => void;
}

/** How a call ended after all its attempts. */
export type RetriedResult =
  | { readonly ok: true; readonly answer: ProviderAnswer; readonly attempts: number }
  | { readonly ok: false; readonly failure: ProviderFailure; readonly attempts: number };

/**
 * Repeats an attempt while its failure is retryable. Waits exactly what `retry-after` asked for, else
 * a random time below an exponentially growing limit ("full jitter"); gives up after the last
 * attempt, or at once when the vendor asks for more than five minutes.
 * @throws the signal's reason when it aborts between attempts
 */
export async function retryAttempts(
  attempt: () => Promise<ProviderResult>,
  options: RetryOptions,
): Promise<RetriedResult> {
  const maxAttempts = options.maxAttempts ?? defaultAttempts;
  let counted = 0;
  for (let attempts = 1; ; attempts++) {
    options.signal.throwIfAborted();
    const result = await attempt();
    if (result.ok) return { ok: true, answer: result.answer, attempts };
    const { failure } = result;
    const isPaced = failure.status === 429 && failure.retryAfterMs !== undefined;
    if (!isPaced) counted++;
    const isLast = counted >= maxAttempts || attempts >= throttledAttempts;
    if (!failure.isRetryable || isLast) return { ok: false, failure, attempts };
    const waitMs = failure.retryAfterMs ?? backoffMs(attempts, options.random);
    if (waitMs > longestHoldMs) return { ok: false, failure, attempts };
    options.onRetry?.({ attempt: attempts, waitMs, failure });
    await options.clock.sleep(waitMs, options.signal);
  }
}

function backoffMs(attempts: number, random: Random): number {
  return random.next() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempts - 1));
}
