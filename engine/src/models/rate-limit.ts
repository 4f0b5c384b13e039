import type { Clock } from '../ports/clock.ts';

export interface RateLimits {
  /** Requests per minute for one provider and model; `undefined` is no limit. */
  readonly requestsPerMinute: number | undefined;
}

/** Paces the requests of one run; share it wherever two desks call the same vendor. */
export interface RateLimiter {
  /** Resolves when one request to this provider and model may be sent. */
  acquire(key: string, limits: RateLimits, signal: AbortSignal): Promise<void>;
  /** Holds back every request to this provider and model for `waitMs`: the vendor said 429. */
  coolDown(key: string, waitMs: number): void;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
  blockedUntilMs: number;
  /** The turn of the request that came last: requests go in the order they came. */
  lastTurn: Promise<unknown>;
}

const msPerMinute = 60_000;

/**
 * One token bucket per key. It holds one second's worth of requests (at least one), so bursts stay
 * below the sub-minute windows vendors enforce.
 */
export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string, capacity: number): Bucket {
    const known = buckets.get(key);
    if (known) return known;
    const bucket: Bucket = {
      tokens: capacity,
      filledAtMs: clock.elapsedMs(),
      blockedUntilMs: 0,
      lastTurn: Promise.resolve(),
    };
    buckets.set(key, bucket);
    return bucket;
  }

  async function takeTurn(bucket: Bucket, limits: RateLimits, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const nowMs = clock.elapsedMs();
      const waitMs = Math.max(bucket.blockedUntilMs - nowMs, msUntilToken(bucket, limits, nowMs));
      if (waitMs <= 0) return;
      await clock.sleep(waitMs, signal);
    }
  }

  return {
    async acquire(key, limits, signal) {
      const bucket = bucketOf(key, capacityOf(limits));
      if (limits.requestsPerMinute === undefined && bucket.blockedUntilMs <= clock.elapsedMs()) {
        return;
      }
      const turn = bucket.lastTurn.then(() => takeTurn(bucket, limits, signal));
      bucket.lastTurn = turn.catch(() => undefined);
      await turn;
    },
    coolDown(key, waitMs) {
      const bucket = bucketOf(key, 1);
      bucket.blockedUntilMs = Math.max(bucket.blockedUntilMs, clock.elapsedMs() + waitMs);
    },
  };
}

function capacityOf({ requestsPerMinute }: RateLimits): number {
  return requestsPerMinute === undefined ? 1 : Math.max(1, Math.floor(requestsPerMinute / 60));
}

/** Takes a token and says 0, or says how long until there is one. */
function msUntilToken(bucket: Bucket, limits: RateLimits, nowMs: number): number {
  if (limits.requestsPerMinute === undefined) return 0;
  if (bucket.blockedUntilMs > nowMs) return 0;
  const perMs = limits.requestsPerMinute / msPerMinute;
  bucket.tokens = Math.min(capacityOf(limits), bucket.tokens + (nowMs - bucket.filledAtMs) * perMs);
  bucket.filledAtMs = nowMs;
  if (bucket.tokens >= 1 - 1e-9) {
    bucket.tokens -= 1;
    return 0;
  }
  return Math.max(1, (1 - bucket.tokens) / perMs);
}
