import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** The computer's own time. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: async (ms, signal) => {
      try {
        await delay(ms, undefined, signal === undefined ? {} : { signal });
      } catch (error) {
        throw signal?.reason ?? error;
      }
    },
  };
}
