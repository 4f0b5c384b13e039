import type { Queryable } from './database.ts';

const kept = {
  delivery: 'received_at < $1',
  // What is known of an open pull request's newest commit is not paid for again.
  step: `finished_at < $1 and not exists (
    select 1 from pull_request p where p.repository_id = step.repository_id
      and p.number = step.number and p.is_open and p.head = step.head)`,
  answer: 'answered_at < $1',
  effect: '(done_version >= version or failure is not null) and wanted_at < $1',
} as const;

/** Deletes what is older than so many days and only saves work or explains the past. */
export async function deleteOldRows(
  sql: Queryable,
  olderThanDays: Readonly<Record<keyof typeof kept, number>>,
  now: Date,
): Promise<void> {
  for (const table of Object.keys(kept) as (keyof typeof kept)[]) {
    const before = new Date(now.getTime() - olderThanDays[table] * 86_400_000);
    await sql.query(`delete from ${table} where ${kept[table]}`, [before]);
  }
}
