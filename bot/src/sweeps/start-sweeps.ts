import type { BotParts } from '../bot-parts.ts';
import type { JobData } from '../queue/queue.ts';

type Sweep = JobData['sweep']['sweep'];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How often each sweep is made, and how long after the start. */
const rhythm: Readonly<Record<Sweep, { readonly everyMs: number; readonly firstMs: number }>> = {
  orphans: { everyMs: minuteMs, firstMs: 0 },
  redeliver: { everyMs: 5 * minuteMs, firstMs: 10_000 },
  reconcile: { everyMs: dayMs, firstMs: 2 * minuteMs },
  retain: { everyMs: dayMs, firstMs: 10 * minuteMs },
};

/** Has the sweeps made, by whichever replica is free; of each one at most waits. */
export function startSweeps({ queue, log }: Pick<BotParts, 'queue' | 'log'>): { stop(): void } {
  const timers = (Object.keys(rhythm) as Sweep[]).map((sweep) => {
    const { everyMs, firstMs } = rhythm[sweep];
    const want = (afterMs: number) => {
      wantSweep(queue, sweep, afterMs).catch((error: unknown) =>
        log.error('sweep-unsent', { sweep, error }),
      );
    };
    want(firstMs);
    return setInterval(() => want(0), everyMs).unref();
  });
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Wants one round of a sweep; more wishes that wait are one. */
export async function wantSweep(
  queue: Pick<BotParts['queue'], 'send'>,
  sweep: Sweep,
  afterMs = 0,
): Promise<void> {
  await queue.send('sweep', { sweep }, { key: sweep, tenant: 'operator', afterMs });
}
