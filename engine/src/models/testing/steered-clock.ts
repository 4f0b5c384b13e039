import type { Clock } from '../../ports/clock.ts';

/** A clock that stands still until someone sleeps; sleeping takes no real time. */
export interface SteeredClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
  advance(ms: number): void;
}

/** A steered clock that starts on 2026-11-21 at noon, UTC. */
export function createSteeredClock(startMs: number = Date.UTC(2026, 10, 21, 12)): SteeredClock {
  let nowMs = startMs;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => nowMs,
    elapsedMs: () => nowMs - startMs,
    advance(ms) {
      nowMs += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      // Whatever can happen at this moment happens before time goes on.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      nowMs += ms;
    },
  };
}
