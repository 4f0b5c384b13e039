import type { Clock } from '../ports/clock.ts';
import { createParallelLimit, type ParallelLimit } from './parallel-limit.ts';
import { createRateLimiter } from './rate-limit.ts';

/** A vendor that asks for more than this is treated as down: calls fail instead of hanging. */
export const longestHoldMs = 300_000;

/** What a provider declares; absent is no limit. */
export interface LaneLimits {
  readonly requestsPerMinute?: number | undefined;
  /** Input and output tokens together. */
  readonly tokensPerMinute?: number | undefined;
  /** Most requests at once; where the adaptive limit starts and what it never passes. */
  readonly concurrency?: number | undefined;
}

/** The way of all requests to one model of one provider; share it between desks of one run. */
export interface Lane {
  /**
   * Resolves when one request may be sent; `undefined` when the vendor asked to wait too long.
   * Between this and sending, nothing may be awaited without asking `heldMs` again.
   * @param tokens about how many, input and output
   */
  enter(tokens: number, signal: AbortSignal): Promise<LanePlace | undefined>;
  /** Milliseconds that the vendor still asks to wait; 0: requests may be sent. */
  heldMs(): number;
  /** The vendor asked every request to wait; a shorter hold never shortens a longer one. */
  hold(waitMs: number): void;
}

/** One request's place in its lane. */
export interface LanePlace {
  /** The vendor answered, having counted so many tokens; `undefined` when it did not say. */
  answered(tokens: number | undefined): void;
  /** The vendor said 429: fewer requests at once from now on. */
  throttled(): void;
  leave(): void;
}

/**
 * A lane with nothing under way: held back while the vendor asks for it, fewer at once after a 429,
 * paced by requests and tokens per minute.
 * @param atOnce places that all models of the provider share
 */
export function createLane(
  clock: Clock,
  options: { readonly limits: LaneLimits; readonly atOnce: ParallelLimit },
): Lane {
  const { limits, atOnce } = options;
  const adaptive = createParallelLimit(limits.concurrency);
  const limiter = createRateLimiter(clock, {
    requestsPerMinute: limits.requestsPerMinute,
    tokensPerMinute: limits.tokensPerMinute,
  });
  let openAtMs = 0;

  function heldMs(): number {
    return Math.max(0, openAtMs - clock.elapsedMs());
  }

  async function waitUntilOpen(signal: AbortSignal): Promise<boolean> {
    for (let waitMs = heldMs(); waitMs > 0; waitMs = heldMs()) {
      if (waitMs > longestHoldMs) return false;
      await clock.sleep(waitMs, signal);
    }
    return true;
  }

  return {
    heldMs,
    hold(waitMs) {
      openAtMs = Math.max(openAtMs, clock.elapsedMs() + waitMs);
    },
    async enter(tokens, signal) {
      // Without a place: whoever waits for this model keeps none from the provider's others.
      if (!(await waitUntilOpen(signal))) return undefined;
      const own = await adaptive.enter(signal);
      try {
        const common = await atOnce.enter(signal);
        try {
          const correct = await limiter.acquire(tokens, signal);
          return {
            answered(actual) {
              own.succeeded();
              if (actual !== undefined) correct(actual);
            },
            throttled: own.throttled,
            leave() {
              common.leave();
              own.leave();
            },
          };
        } catch (error) {
          common.leave();
          throw error;
        }
      } catch (error) {
        own.leave();
        throw error;
      }
    },
  };
}
