import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@galley/engine/ports';

/** The computer's own time. */
export function testClock(): Clock {
  return {
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: (ms, signal) => delay(ms, undefined, signal && { signal }),
  };
}
