import type { Database, Queryable } from './database.ts';
import { type Migration, migrations as ours } from './migrations/registry.ts';

/**
 * Brings the tables to a version, all or nothing; replicas that start together wait for one another.
 *
 * A database one version newer than the program is left as it is and works, because migrations only
 * add: a release can be taken back without taking its migration back. Taking that back too needs the
 * newer program: `to` one version lower.
 * @param options.to default the newest this program knows
 * @returns the versions before and after; 0 is an empty database
 * @throws Error when the database is more than one version newer than the program
 */
export async function migrate(
  database: Database,
  options: { readonly to?: number; readonly migrations?: readonly Migration[] } = {},
): Promise<{ readonly from: number; readonly to: number }> {
  const known = options.migrations ?? ours;
  const newest = known.length;
  const to = options.to ?? newest;
  if (!Number.isInteger(to) || to < 0 || to > newest) {
    throw new Error(`there is no version ${to} of the tables: this program knows 0 to ${newest}`);
  }
  return database.transaction(async (sql) => {
    const from = await lockVersion(sql);
    if (from > newest + 1 || (from > newest && options.to !== undefined)) {
      throw new Error(
        `the database has version ${from} of the tables and this program knows ${newest}: start the newer program, or let it take the tables back to version ${newest + 1}`,
      );
    }
    if (from > newest) return { from, to: from };
    for (const step of known.slice(from, to)) await goForward(sql, step);
    for (const step of known.slice(to, from).reverse()) await goBack(sql, step);
    return { from, to };
  });
}

async function lockVersion(sql: Queryable): Promise<number> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('galley-migrate', 0))`);
  await sql.query(`create table if not exists migration (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now()
  )`);
  const [row] = await sql.query<{ version: number }>(
    'select coalesce(max(version), 0)::integer as version from migration',
  );
  return row?.version ?? 0;
}

async function goForward(sql: Queryable, { version, name, up }: Migration): Promise<void> {
  await sql.query(up);
  await sql.query('insert into migration (version, name) values ($1, $2)', [version, name]);
}

async function goBack(sql: Queryable, { version, down }: Migration): Promise<void> {
  await sql.query(down);
  await sql.query('delete from migration where version = $1', [version]);
}
