/** Lets at most so many tasks run at once, in the order they came. */
export interface ParallelLimit {
  /** Resolves with a place; rejects when the signal aborts first. */
  enter(signal: AbortSignal): Promise<ParallelPlace>;
}

/** One task's place; what it says about its end moves the limit. */
export interface ParallelPlace {
  /** Gives the place back; a second time changes nothing. */
  leave(): void;
  /** The task went well: the limit grows by one per round of successes, up to its ceiling. */
  succeeded(): void;
  /**
   * The other side had too much: the limit is halved, once for everything that was under way then,
   * however many of them were turned away.
   */
  throttled(): void;
}

/** A limit on tasks at once that starts at its ceiling; `undefined` is no ceiling. */
export function createParallelLimit(ceiling: number | undefined): ParallelLimit {
  const highest = ceiling === undefined ? Number.POSITIVE_INFINITY : Math.max(1, ceiling);
  let limit = highest;
  let taken = 0;
  let halvings = 0;
  const waiting = new Set<() => void>();

  function admit(): void {
    for (const next of waiting) {
      if (taken >= Math.floor(limit)) return;
      waiting.delete(next);
      taken++;
      next();
    }
  }

  async function waitForPlace(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      waiting.add(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  function place(): ParallelPlace {
    const halvingsBefore = halvings;
    let isLeft = false;
    return {
      leave() {
        if (isLeft) return;
        isLeft = true;
        taken--;
        admit();
      },
      succeeded() {
        if (limit >= highest) return;
        limit = Math.min(highest, limit + 1 / limit);
        admit();
      },
      throttled() {
        if (halvings !== halvingsBefore) return;
        halvings++;
        limit = Math.max(1, Math.floor(Math.min(limit, taken) / 2));
      },
    };
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (taken < Math.floor(limit)) taken++;
      else await waitForPlace(signal);
      return place();
    },
  };
}
