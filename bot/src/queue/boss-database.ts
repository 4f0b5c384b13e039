import type { Db } from 'pg-boss';
import type { Queryable } from '../store/database.ts';

/** Lets pg-boss ask our database, or one transaction of it; it expects bigint as text. */
export function bossDatabase(sql: Queryable): Db {
  return {
    async executeSql(text, values) {
      const rows = await sql.query<Record<string, unknown>>(text, values);
      return { rows: rows.map(writeBigints) };
    },
  };
}

function writeBigints(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row);
  if (!entries.some(([, value]) => typeof value === 'bigint')) return row;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );
}
