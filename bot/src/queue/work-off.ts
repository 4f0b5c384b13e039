import { setTimeout } from 'node:timers/promises';
import type { Job as BossJob } from 'pg-boss';
import type { Database } from '../store/database.ts';
import { bossDatabase } from './boss-database.ts';
import type { JobData, JobKind } from './queue.ts';
import { type JobRun, runJob } from './run-job.ts';
import { isWorkDue, signJobs, takeTurn } from './waiting-jobs.ts';

/** Jobs of one kind that one process works off. */
export interface WorkOff {
  /** Looks for jobs now instead of at the next turn. */
  wake(): void;
  /** Takes no more jobs; resolves when those at work have ended, or after so many milliseconds. */
  end(graceMs: number): Promise<void>;
}

/** Between two looks while the database does not answer. */
const longestPauseMs = 10_000;

/** Takes jobs of a kind and runs them until it is ended: looks every `pollMs`, and when woken. */
export function workOff<Kind extends JobKind>(
  options: JobRun<Kind> & {
    readonly database: Database;
    readonly atOnce: number;
    readonly perTenant: number;
    readonly pollMs: number;
    /** Resolves when the queue has its tables. */
    readonly ready: Promise<void>;
    /** Name of this process, written on what it takes. */
    readonly worker: string | undefined;
  },
): WorkOff {
  const { kind, boss, database, atOnce, perTenant, pollMs, ready, worker, onError } = options;
  const atWork = new Map<BossJob<JobData[Kind]>, Promise<void>>();
  let hasEnded = false;
  let isWoken = false;
  let pauseMs = pollMs;
  let wakeUp = () => {};

  function wake(): void {
    isWoken = true;
    wakeUp();
  }

  async function turns(): Promise<void> {
    await ready;
    while (!hasEnded) {
      isWoken = false;
      const taken = await takeSome().catch((error: unknown) => {
        onError(error, `taking ${kind}`);
        return undefined;
      });
      pauseMs = taken === undefined ? Math.min(2 * pauseMs, longestPauseMs) : pollMs;
      if (!taken && !isWoken && !hasEnded) await pause();
    }
  }

  async function takeSome(): Promise<number> {
    const batchSize = atOnce - atWork.size;
    if (batchSize <= 0 || !(await isWorkDue(database, kind))) return 0;
    const jobs = await database.transaction(async (sql) => {
      await takeTurn(sql, kind);
      const db = bossDatabase(sql);
      const limits = { batchSize, groupConcurrency: perTenant };
      const taken = await boss.fetch<JobData[Kind]>(kind, { ...limits, db });
      if (worker !== undefined) await signJobs(sql, kind, taken, worker);
      return taken;
    });
    for (const job of jobs) begin(job);
    return jobs.length;
  }

  function begin(job: BossJob<JobData[Kind]>): void {
    const run = runJob(job, options).then(() => {
      atWork.delete(job);
      wake();
    });
    atWork.set(job, run);
  }

  function pause(): Promise<void> {
    const asleep = new AbortController();
    wakeUp = () => asleep.abort();
    return setTimeout(pauseMs, undefined, { signal: asleep.signal }).catch(() => {});
  }

  const turning = turns();
  return {
    wake,
    async end(graceMs) {
      hasEnded = true;
      wake();
      await turning;
      const waiting = new AbortController();
      const grace = setTimeout(graceMs, undefined, { signal: waiting.signal }).catch(() => {});
      await Promise.race([Promise.all(atWork.values()), grace]);
      waiting.abort();
      // What did not end in time may be taken by others at once.
      for (const { id, retryCount } of atWork.keys()) {
        await boss
          .fail(kind, { id, retryCount })
          .catch((error: unknown) => onError(error, `giving ${kind} back`));
      }
    },
  };
}
