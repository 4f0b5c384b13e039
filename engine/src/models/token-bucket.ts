/** Spreads amounts over time so that no minute holds more than allowed. */
export interface TokenBucket {
  /** Milliseconds until so much may be taken; 0 is now. */
  msUntil(amount: number): number;
  /** Takes it, even when there is less: later amounts wait for what is owed. */
  take(amount: number): void;
}

const msPerMinute = 60_000;

/**
 * A full bucket. It holds one second's worth (at least one), so bursts stay below the sub-minute
 * windows that vendors enforce, and grows to the largest amount that was ever asked for, so that this
 * need not wait for a bucket that nobody used. What it holds is taken off its inflow: a burst and a
 * minute of inflow together are no more than the minute allows.
 * @param elapsedMs the time that passes, from any start
 */
export function createTokenBucket(perMinute: number, elapsedMs: () => number): TokenBucket {
  let capacity = Math.max(1, Math.floor(perMinute / 60));
  let held = capacity;
  let filledAtMs = elapsedMs();

  function inflowPerMs(): number {
    return Math.max(perMinute / 2, perMinute - capacity + 1) / msPerMinute;
  }

  function fill(): void {
    const nowMs = elapsedMs();
    held = Math.min(capacity, held + (nowMs - filledAtMs) * inflowPerMs());
    filledAtMs = nowMs;
  }

  return {
    msUntil(amount) {
      fill();
      const growth = Math.max(0, amount - capacity);
      capacity += growth;
      held += growth;
      const missing = amount - held;
      return missing <= 1e-9 ? 0 : Math.max(1, missing / inflowPerMs());
    },
    take(amount) {
      fill();
      held -= amount;
    },
  };
}
