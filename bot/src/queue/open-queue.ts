import { PgBoss } from 'pg-boss';
import type { Database, Queryable } from '../store/database.ts';
import { afterCommit } from '../store/transaction.ts';
import { bossDatabase } from './boss-database.ts';
import { jobKinds, settingsOf } from './job-settings.ts';
import type { JobData, JobKind, Queue, SendOptions } from './queue.ts';
import { bringForward, countJobs, ensureOneWaiting, isUnderWay, takeBack } from './waiting-jobs.ts';
import { type WorkOff, workOff } from './work-off.ts';

/** How a queue is watched and how quick it is. */
export interface QueueOptions {
  /** Told what went wrong and while doing what; the queue goes on. Errors may hold text of strangers. */
  readonly onError: (error: unknown, doing: string) => void;
  /**
   * Name of this process among its replicas: what it had at work when it was killed goes on at its next
   * start, not only when its signs of life have stopped. Default none.
   */
  readonly worker?: string;
  /** Milliseconds until a job that another process sent is seen; default 500. */
  readonly pollMs?: number;
  /** A job whose worker shows no sign of life for so many seconds goes to another; default 30, at least 10. */
  readonly heartbeatSeconds?: number;
  /** Seconds between two looks for lost workers; default 10. */
  readonly superviseSeconds?: number;
}

/** The queue in a database, whose own tables it makes at `start`; closes nothing but itself. */
export function openQueue(database: Database, options: QueueOptions): Queue {
  const { onError, worker, pollMs = 500, heartbeatSeconds = 30, superviseSeconds = 10 } = options;
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.kind === 'pglite' ? 'pglite' : 'postgres',
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: 10 * 60,
  });
  boss.on('error', (error) => onError(error, 'queue'));
  const stopping = new AbortController();
  const works = new Map<JobKind, WorkOff>();
  const ready = Promise.withResolvers<void>();

  return {
    async start() {
      await boss.start();
      for (const kind of jobKinds) await ensureKind(boss, kind, heartbeatSeconds);
      await database.transaction(ensureOneWaiting);
      if (worker !== undefined) await takeBack(database, worker);
      ready.resolve();
    },
    async send(kind, data, sending) {
      const sql = sending.within ?? database;
      const isNew = await put(boss, sql, { kind, data, sending });
      if ((sending.afterMs ?? 0) <= 0) afterCommit(sql, () => works.get(kind)?.wake());
      return isNew;
    },
    async work(kind, { atOnce, perTenant }, handler) {
      if (works.has(kind)) throw new TypeError(`${kind} is worked off already`);
      const run = { kind, boss, handler, stopping: stopping.signal, onError };
      const beatMs = (heartbeatSeconds * 1000) / 3;
      const limits = { atOnce, perTenant, pollMs, ready: ready.promise };
      works.set(kind, workOff({ ...run, ...limits, beatMs, database, worker }));
    },
    depth: () => countJobs(database, jobKinds),
    async stop({ graceMs }) {
      stopping.abort(new Error('the bot stops'));
      const ended = [...works.values()].map((work) => work.end(graceMs));
      works.clear();
      ready.resolve();
      await Promise.all(ended);
      await boss.stop({ graceful: false, close: false });
    },
  };
}

async function ensureKind(boss: PgBoss, kind: JobKind, heartbeatSeconds: number): Promise<void> {
  const settings = settingsOf(kind, heartbeatSeconds);
  await boss.createQueue(kind, { ...settings, policy: 'key_strict_fifo' });
  await boss.updateQueue(kind, settings);
  // Has pg-boss remember the queue: asking for it inside a transaction would wait for that on PGlite.
  await boss.findJobs(kind, { key: 'none', queued: true });
}

/** True when a new job waits now; false when one that waited will do. */
async function put<Kind extends JobKind>(
  boss: PgBoss,
  sql: Queryable,
  job: { readonly kind: Kind; readonly data: JobData[Kind]; readonly sending: SendOptions },
): Promise<boolean> {
  const { kind, data, sending } = job;
  const { key, tenant, afterMs = 0 } = sending;
  if (sending.isReminder && (await isUnderWay(sql, { kind, key }))) return false;
  for (;;) {
    if (await bringForward(sql, { kind, key, afterMs })) return false;
    const id = await boss.send(kind, data, {
      singletonKey: key,
      group: { id: tenant },
      startAfter: afterMs / 1000,
      db: bossDatabase(sql),
    });
    // Somebody else's came in between: it is brought forward, unless it is at work by now.
    if (id !== null) return true;
  }
}
