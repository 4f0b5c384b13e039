/** What to do about a write that GitHub did not take. */
export type Failure =
  /** Later, and everything else of the repository too. */
  | { readonly what: 'wait'; readonly ms: number }
  /** Later. */
  | { readonly what: 'again' }
  /** Never: GitHub refuses for good. */
  | { readonly what: 'give-up'; readonly why: string };

const longestWaitMs = 60 * 60_000;
/** Refusals that heal by themselves: GitHub may not know a new commit yet. */
const patience = 4;

/**
 * Judges what a client rejected with. Rate limits carry how long to wait; what names something that is
 * gone, or is no request GitHub takes, is given up after a few tries; connections, 5xx and lost
 * permissions may heal.
 * @param attempts how often it failed before
 */
export function failureOf(error: unknown, attempts: number): Failure {
  const status = numberOf(error, 'status');
  const waitMs = numberOf(error, 'retryAfterMs');
  if (waitMs !== undefined) return { what: 'wait', ms: Math.min(waitMs, longestWaitMs) };
  const isRefused = status === 404 || status === 410 || status === 422;
  if (isRefused && attempts >= patience) {
    return { what: 'give-up', why: `GitHub answered ${status}` };
  }
  return { what: 'again' };
}

/** Milliseconds before the next try: 2 s doubled each time, at most an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(longestWaitMs, 2_000 * 2 ** Math.min(attempts, 20));
}

function numberOf(error: unknown, key: string): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
}
