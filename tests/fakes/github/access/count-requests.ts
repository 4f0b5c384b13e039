import { ApiRefusal } from '../state/api-refusal.ts';
import type { Caller } from './authenticate.ts';

/** How much a caller may do. */
export interface RateLimits {
  /** Requests per hour and caller; GitHub gives 5,000 to an installation. */
  requestsPerHour: number;
  /** Requests that write content, per minute and caller; GitHub's secondary limit is about 80. */
  contentWritesPerMinute: number;
}

/** What a caller has left, as GitHub shows it. */
export interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** Counts what callers do. */
export interface RequestCounter {
  /** Counts a request. @throws ApiRefusal when the caller has none left */
  count(caller: Caller, request: { readonly writesContent: boolean }): void;
  /** Takes back one request: an answer of 304 is free. */
  forgive(caller: Caller): void;
  stateOf(caller: Caller): RateState;
}

/** Counts requests per caller in windows of an hour, and content written per minute. */
export function countRequests(limits: RateLimits, nowMs: () => number): RequestCounter {
  const windows = new Map<string, { used: number; endsAtMs: number }>();
  const writes = new Map<string, number[]>();
  const windowOf = (caller: Caller) => {
    const key = keyOf(caller);
    const known = windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs()) return known;
    const fresh = { used: 0, endsAtMs: nowMs() + 3_600_000 };
    windows.set(key, fresh);
    return fresh;
  };
  const stateOf = (caller: Caller): RateState => {
    const { endsAtMs, used } = windowOf(caller);
    const limit = limits.requestsPerHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAtMs / 1000) };
  };
  return {
    stateOf,
    forgive: (caller) => void windowOf(caller).used--,
    count(caller, { writesContent }) {
      const { remaining } = stateOf(caller);
      if (remaining === 0)
        throw new ApiRefusal(403, `API rate limit exceeded for ${keyOf(caller)}.`);
      windowOf(caller).used++;
      if (!writesContent) return;
      const key = keyOf(caller);
      const recent = (writes.get(key) ?? []).filter((at) => at > nowMs() - 60_000);
      if (recent.length >= limits.contentWritesPerMinute) throw secondaryLimit(60);
      writes.set(key, [...recent, nowMs()]);
    },
  };
}

/** GitHub's answer to somebody who does too much at once. */
export function secondaryLimit(retryAfterSeconds: number, status: 403 | 429 = 403): ApiRefusal {
  return new ApiRefusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

function keyOf(caller: Caller): string {
  if (caller.kind === 'installation') return `installation ID ${caller.installation.id}`;
  if (caller.kind === 'user') return `user ID ${caller.account.id}`;
  return caller.kind === 'app' ? `app ID ${caller.app.id}` : '127.0.0.1';
}
