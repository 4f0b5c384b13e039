import { Pool, type PoolClient, types } from 'pg';
import type { Database, Queryable } from './database.ts';
import type { Transaction } from './transaction.ts';

const int8 = 20;

/** PostgreSQL behind a pool of connections, which are made when they are needed. */
export function openPostgresql(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    application_name: 'galley-bot',
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 && format !== 'binary' ? BigInt : types.getTypeParser(oid, format as 'text'),
    } as typeof types,
  });
  // An idle connection that breaks is replaced by the next query.
  pool.on('error', () => {});
  let closed: Promise<void> | undefined;
  return {
    kind: 'postgresql',
    query: queryOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      let broken: unknown;
      try {
        return await runTransaction(client, work);
      } catch (error) {
        broken = await client.query('rollback').then(() => undefined, String);
        throw error;
      } finally {
        client.release(broken !== undefined);
      }
    },
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
}

async function runTransaction<Result>(
  client: PoolClient,
  work: (sql: Queryable) => Promise<Result>,
): Promise<Result> {
  const committed: (() => void)[] = [];
  const sql: Transaction = {
    query: queryOf(client),
    afterCommit: (then) => committed.push(then),
  };
  await client.query('begin');
  const result = await work(sql);
  await client.query('commit');
  for (const then of committed) then();
  return result;
}

function queryOf(connection: Pool | PoolClient): Queryable['query'] {
  return async <Row>(text: string, values?: readonly unknown[]) => {
    const result: unknown =
      values === undefined || values.length === 0
        ? await connection.query(text)
        : await connection.query(text, [...values]);
    const results = (Array.isArray(result) ? result : [result]) as { rows: Row[] }[];
    return results.flatMap(({ rows }) => rows);
  };
}
