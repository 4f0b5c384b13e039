import type { Queryable } from './database.ts';

const kept = {
  delivery: 'received_at < $1',
  step: 'finished_at < $1',
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
