export interface InOrderOptions {
  /** How many tasks may be under way, at least 1. */
  readonly concurrency: number;
  /** How many started tasks may wait to be yielded, so that memory stays bounded. */
  readonly window: number;
  /** No further task starts once it aborts. */
  readonly signal: AbortSignal;
}

interface Slot<Result> {
  state: 'running' | 'done' | 'failed';
  result?: Result;
}

/**
 * Results of tasks that run side by side, in the order of the tasks. When a task fails, no further
 * one starts; those under way settle, every result that there is gets yielded, and the first
 * failure is thrown. Leaving the loop early waits for the tasks under way.
 * @throws RangeError for a concurrency or window below 1
 */
export async function* inOrder<Task, Result>(
  tasks: Iterator<Task>,
  work: (task: Task) => Promise<Result>,
  { concurrency, window, signal }: InOrderOptions,
): AsyncGenerator<Result, void, undefined> {
  if (!(concurrency >= 1 && window >= 1)) {
    throw new RangeError(`concurrency and window are at least 1, got ${concurrency} and ${window}`);
  }
  const slots: Slot<Result>[] = [];
  let head = 0;
  let running = 0;
  let isExhausted = false;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => {};

  const settle = (slot: Slot<Result>, state: 'done' | 'failed') => {
    slot.state = state;
    running -= 1;
    wake();
  };
  const start = () => {
    while (running < concurrency && slots.length - head < window) {
      if (isExhausted || failure !== undefined || signal.aborted) return;
      const next = tasks.next();
      if (next.done) {
        isExhausted = true;
        return;
      }
      const slot: Slot<Result> = { state: 'running' };
      slots.push(slot);
      running += 1;
      work(next.value).then(
        (result) => {
          slot.result = result;
          settle(slot, 'done');
        },
        (error: unknown) => {
          failure ??= { error };
          settle(slot, 'failed');
        },
      );
    }
  };
  const change = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  try {
    for (;;) {
      start();
      const slot = slots[head];
      if (slot === undefined) break;
      if (slot.state === 'running') {
        await change();
        continue;
      }
      head += 1;
      if (head >= window) {
        slots.splice(0, head);
        head = 0;
      }
      if (slot.state === 'done') yield slot.result as Result;
    }
  } finally {
    isExhausted = true;
    while (running > 0) await change();
  }
  if (failure !== undefined) throw failure.error;
}
