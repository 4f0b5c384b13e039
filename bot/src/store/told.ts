import type { Queryable } from './database.ts';

/** Whether something is to be told now; true once per key, for every replica. */
export async function tellOnce(sql: Queryable, key: string): Promise<boolean> {
  const rows = await sql.query(
    'insert into told (key) values ($1) on conflict do nothing returning key',
    [key],
  );
  return rows.length > 0;
}
