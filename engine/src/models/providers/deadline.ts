/** A signal that aborts with another one or when the time is up, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the time was up first. */
  isOver(): boolean;
  /** Ends the wait; must be called, or the timer keeps the process alive. */
  stop(): void;
}

/** Starts a deadline. `AbortSignal.any` would keep a listener on a long-lived signal for every call. */
export function startDeadline(outer: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const passOn = () => controller.abort(outer.reason);
  const timer = setTimeout(() => {
    isOver = !outer.aborted;
    controller.abort();
  }, timeoutMs);
  outer.addEventListener('abort', passOn, { once: true });
  if (outer.aborted) passOn();
  return {
    signal: controller.signal,
    isOver: () => isOver,
    stop() {
      clearTimeout(timer);
      outer.removeEventListener('abort', passOn);
    },
  };
}
