import type { Queryable } from '../store/database.ts';

/** Until the transaction ends, nobody else decides what this account may spend. */
export async function lockAccount(sql: Queryable, accountId: number): Promise<void> {
  await sql.query(
    `select pg_advisory_xact_lock(hashtextextended('galley-money ' || $1::text, 0))`,
    [String(accountId)],
  );
}
