import type { Clock } from '@galley/engine/ports';
import type { Job, JobKind, Queue } from '../queue/queue.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { SpanAttributes, Tracing } from './tracing.ts';

/** Whose work a job is, for logs and spans. */
export interface JobFacts {
  /** Login of the owner. */
  readonly account: string;
  /** `acme/prompts` */
  readonly repository: string;
}

export interface WatchQueuePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'job'>;
  readonly tracing: Pick<Tracing, 'within'>;
  /** `undefined` for a job of no repository, or one that nobody knows any more. */
  factsOf(job: Job): Promise<JobFacts | undefined>;
  /** Runs work for an account. */
  forAccount<Result>(account: string, work: () => Promise<Result>): Promise<Result>;
}

/** A queue whose jobs are counted, timed, logged and traced. */
export function watchQueue(queue: Queue, ports: WatchQueuePorts): Queue {
  return {
    send: (...given) => queue.send(...given),
    depth: () => queue.depth(),
    start: () => queue.start(),
    stop: (options) => queue.stop(options),
    work: (kind, options, handler) =>
      queue.work(kind, options, (job) => watchJob({ kind, job, handler }, ports)),
  };
}

async function watchJob<Kind extends JobKind>(
  {
    kind,
    job,
    handler,
  }: { kind: Kind; job: Job<Kind>; handler: (job: Job<Kind>) => Promise<void> },
  ports: WatchQueuePorts,
): Promise<void> {
  const { clock, metrics, tracing } = ports;
  const facts = await ports.factsOf(job).catch(() => undefined);
  const log = ports.log.with({ job: kind, ...job.data, ...facts });
  const beganMs = clock.elapsedMs();
  const end = (outcome: 'done' | 'failed' | 'aborted', error?: unknown) => {
    const durationMs = Math.round(clock.elapsedMs() - beganMs);
    metrics.job(kind, outcome, durationMs);
    if (outcome === 'failed') log.error('job-failed', { durationMs, retries: job.retries, error });
    else log.info('job-ended', { outcome, durationMs, retries: job.retries });
  };
  log.debug('job-started', { retries: job.retries });
  try {
    await ports.forAccount(facts?.account ?? '', () =>
      tracing.within(`galley ${kind}`, spanOf(job, facts), () => handler(job)),
    );
    end('done');
  } catch (error) {
    end(job.signal.aborted ? 'aborted' : 'failed', error);
    throw error;
  }
}

function spanOf({ data, retries }: Job, facts: JobFacts | undefined): SpanAttributes {
  const number = 'number' in data ? data.number : undefined;
  return {
    ...(facts && { 'galley.repository': facts.repository }),
    ...(number !== undefined && { 'galley.pull_request': number }),
    // What receivers group runs by: all looks and evaluations of one pull request.
    ...(facts && number !== undefined && { 'session.id': `${facts.repository}#${number}` }),
    'galley.retries': retries,
  };
}
