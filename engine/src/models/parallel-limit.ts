/** Lets at most so many tasks run at once, in the order they came. */
export interface ParallelLimit {
  /** Resolves with the function that gives the place back; rejects when the signal aborts first. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** A limit on tasks at once; `undefined` is no limit. */
export function createParallelLimit(limit: number | undefined): ParallelLimit {
  const places = limit === undefined ? Number.POSITIVE_INFINITY : Math.max(1, limit);
  let taken = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else taken--;
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (taken < places) taken++;
      else {
        await new Promise<void>((resolve, reject) => {
          const admit = () => {
            signal.removeEventListener('abort', giveUp);
            resolve();
          };
          const giveUp = () => {
            waiting.splice(waiting.indexOf(admit), 1);
            reject(signal.reason);
          };
          waiting.push(admit);
          signal.addEventListener('abort', giveUp, { once: true });
        });
      }
      let isDone = false;
      return () => {
        if (!isDone) leave();
        isDone = true;
      };
    },
  };
}
