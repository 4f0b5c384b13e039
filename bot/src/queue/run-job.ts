import type { Job as BossJob, PgBoss } from 'pg-boss';
import type { Queryable } from '../store/database.ts';
import type { Job, JobData, JobKind } from './queue.ts';
import { putOff } from './waiting-jobs.ts';

/** What a job is run with. */
export interface JobRun<Kind extends JobKind> {
  readonly kind: Kind;
  readonly boss: PgBoss;
  readonly database: Queryable;
  readonly handler: (job: Job<Kind>) => Promise<void>;
  /** Between two signs of life, in milliseconds. */
  readonly beatMs: number;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  readonly onError: (error: unknown, doing: string) => void;
}

/**
 * Runs one job with signs of life and ends it: done, or to be done again. Never rejects; when the
 * database cannot be told how it ended, the job comes back after its last sign of life.
 */
export async function runJob<Kind extends JobKind>(
  job: BossJob<JobData[Kind]>,
  run: JobRun<Kind>,
): Promise<void> {
  const { kind, boss, handler, beatMs, stopping, onError } = run;
  const lost = new AbortController();
  const beat = setInterval(() => {
    isStillOurs(boss, kind, job).then(
      (isOurs) => isOurs || lost.abort(new Error(`another worker took over ${kind} ${job.id}`)),
      (error: unknown) => onError(error, `keeping ${kind}`),
    );
  }, beatMs);
  const signal = AbortSignal.any([lost.signal, stopping]);
  try {
    await handler({ id: job.id, data: job.data, retries: job.retryCount, signal });
  } catch (error) {
    if (!signal.aborted) onError(error, kind);
    await failJob(job, run, error).catch((refused: unknown) => onError(refused, `ending ${kind}`));
    return;
  } finally {
    clearInterval(beat);
  }
  await boss.complete(kind, job).catch((refused: unknown) => onError(refused, `ending ${kind}`));
}

/** Who failed because GitHub asked to wait, waits as long. */
async function failJob<Kind extends JobKind>(
  job: BossJob<JobData[Kind]>,
  { kind, boss, database }: JobRun<Kind>,
  error: unknown,
): Promise<void> {
  await boss.fail(kind, job);
  const { retryAfterMs } = (error ?? {}) as { readonly retryAfterMs?: unknown };
  if (typeof retryAfterMs !== 'number') return;
  await putOff(database, { kind, id: job.id, forMs: retryAfterMs });
}

async function isStillOurs(
  boss: PgBoss,
  kind: JobKind,
  { id, retryCount }: BossJob<unknown>,
): Promise<boolean> {
  const answer = (await boss.touch(kind, { id, retryCount })) as { affected?: number };
  return answer.affected !== 0;
}
