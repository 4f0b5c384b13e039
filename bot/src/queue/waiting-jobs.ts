import type { Queryable } from '../store/database.ts';
import type { JobKind, Queue } from './queue.ts';

// Of pg-boss 12: table pgboss.job, whose ordinary queues are in its partition job_common.

/** Has the database itself keep no more than one new job of a kind and key waiting. */
export async function ensureOneWaiting(sql: Queryable): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('galley-queue', 0))`);
  const [found] = await sql.query<{ name: string | null }>(
    `select to_regclass('pgboss.galley_one_waiting')::text as name`,
  );
  if (found?.name) return;
  await sql.query(
    `create unique index galley_one_waiting on pgboss.job_common (name, singleton_key)
     where state = 'created' and singleton_key is not null`,
  );
}

/**
 * Brings the waiting jobs of a key forward, new ones and those that wait for another try; false when none
 * waits. Whoever takes such a job sees what the same transaction wrote.
 */
export async function bringForward(
  sql: Queryable,
  { kind, key, afterMs }: { kind: JobKind; key: string; afterMs: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update pgboss.job
     set start_after = least(start_after, now() + $3 * interval '1 millisecond')
     where name = $1 and singleton_key = $2 and state in ('created', 'retry') returning id`,
    [kind, key, afterMs],
  );
  return rows.length > 0;
}

/** Whether a job of a key waits, also for another try, or is at work. */
export async function isUnderWay(
  sql: Queryable,
  { kind, key }: { readonly kind: JobKind; readonly key: string },
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from pgboss.job
     where name = $1 and singleton_key = $2 and state in ('created', 'retry', 'active') limit 1`,
    [kind, key],
  );
  return rows.length > 0;
}

/** Whether a job of a kind could start now. */
export async function isWorkDue(sql: Queryable, kind: JobKind): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from pgboss.job
     where name = $1 and state in ('created', 'retry') and start_after <= now() limit 1`,
    [kind],
  );
  return rows.length > 0;
}

/** Only one process at a time takes jobs of a kind, so that a tenant's share is counted rightly. */
export async function takeTurn(sql: Queryable, kind: JobKind): Promise<void> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`galley-take:${kind}`]);
}

/** Writes on jobs at work whose they are; pg-boss writes over it when they end. */
export async function signJobs(
  sql: Queryable,
  kind: JobKind,
  jobs: readonly { readonly id: string }[],
  worker: string,
): Promise<void> {
  await sql.query(
    `update pgboss.job set output = jsonb_build_object('worker', $3::text)
     where name = $1 and id = any($2::uuid[])`,
    [kind, jobs.map(({ id }) => id), worker],
  );
}

/** Has a job that failed wait so long at least before another try. */
export async function putOff(
  sql: Queryable,
  { kind, id, forMs }: { kind: JobKind; id: string; forMs: number },
): Promise<void> {
  await sql.query(
    `update pgboss.job
     set start_after = greatest(start_after, now() + $3 * interval '1 millisecond')
     where name = $1 and id = $2 and state = 'retry'`,
    [kind, id, forMs],
  );
}

/** Has what a worker of this name left at work begun again at once: before it takes anything itself. */
export async function takeBack(sql: Queryable, worker: string): Promise<void> {
  await sql.query(
    `update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null, output = null
     where state = 'active' and output->>'worker' = $1`,
    [worker],
  );
}

/** Jobs that wait or are at work. */
export async function countJobs(
  sql: Queryable,
  kinds: readonly JobKind[],
): ReturnType<Queue['depth']> {
  const rows = await sql.query<{ name: JobKind; waiting: bigint; active: bigint }>(
    `select name, count(*) filter (where state <> 'active') as waiting,
       count(*) filter (where state = 'active') as active
     from pgboss.job where name = any($1::text[]) and state in ('created', 'retry', 'active')
     group by name`,
    [kinds],
  );
  const found = new Map(rows.map((row) => [row.name, row]));
  return Object.fromEntries(
    kinds.map((kind) => {
      const { waiting = 0n, active = 0n } = found.get(kind) ?? {};
      return [kind, { waiting: Number(waiting), active: Number(active) }];
    }),
  ) as Awaited<ReturnType<Queue['depth']>>;
}
