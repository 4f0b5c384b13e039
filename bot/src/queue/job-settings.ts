import type { Queue as BossQueue } from 'pg-boss';
import type { JobKind } from './queue.ts';

/** Longest time for one job in seconds; whatever takes longer is aborted and begun again. */
const longestSeconds: Readonly<Record<JobKind, number>> = {
  look: 20 * 60,
  evaluate: 6 * 60 * 60,
  group: 6 * 60 * 60,
  publish: 20 * 60,
  history: 20 * 60,
  sweep: 60 * 60,
};

/** Every kind of job. */
export const jobKinds = Object.keys(longestSeconds) as JobKind[];

/** Whether a word names a kind of job. */
export function isJobKind(word: string): word is JobKind {
  return Object.hasOwn(longestSeconds, word);
}

/**
 * How pg-boss keeps jobs of a kind: one at work per key, tried again without end after 2 s, doubled to at
 * most 5 minutes.
 */
export function settingsOf(
  kind: JobKind,
  heartbeatSeconds: number,
): Omit<BossQueue, 'name' | 'policy'> {
  return {
    expireInSeconds: longestSeconds[kind],
    heartbeatSeconds,
    retryLimit: 2 ** 31 - 1,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 5 * 60,
    // Nobody waits so long; without it a waiting job would be forgotten after 14 days.
    retentionSeconds: 10 * 365 * 24 * 60 * 60,
    deleteAfterSeconds: 60 * 60,
  };
}
