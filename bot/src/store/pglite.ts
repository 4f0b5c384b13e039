import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { PGlite, types } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.ts';
import { lockFolder } from './lock-folder.ts';
import type { Transaction } from './transaction.ts';

/**
 * PostgreSQL inside this process, with one connection: whatever is asked waits for what is under way.
 * @param folder made when missing; one process at a time may open it; `undefined` keeps everything in memory
 * @throws Error when another process has the folder
 */
export async function openPglite(folder: string | undefined): Promise<Database> {
  const unlock = await lock(folder);
  const pglite = await PGlite.create({
    parsers: { [types.INT8]: BigInt },
    ...(folder === undefined ? {} : { dataDir: folder }),
  });
  const inTransaction = new AsyncLocalStorage<true>();
  const query = queryOf(pglite);
  let closed: Promise<void> | undefined;
  return {
    kind: 'pglite',
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      refuseInside(inTransaction);
      try {
        return await query<Row>(text, values);
      } catch (error) {
        // Of several statements the first may have begun a transaction.
        await pglite.exec('rollback');
        throw error;
      }
    },
    transaction: async (work) => {
      refuseInside(inTransaction);
      const committed: (() => void)[] = [];
      const result = await inTransaction.run(true, () =>
        pglite.transaction((open) => {
          const sql: Transaction = {
            query: queryOf(open),
            afterCommit: (then) => committed.push(then),
          };
          return work(sql);
        }),
      );
      for (const then of committed) then();
      return result;
    },
    close: () => {
      closed ??= pglite.close().then(unlock);
      return closed;
    },
  };
}

async function lock(folder: string | undefined): Promise<() => Promise<void>> {
  if (folder === undefined) return async () => {};
  mkdirSync(folder, { recursive: true });
  return lockFolder(folder);
}

/** Inside a transaction the database itself would wait for its end, for ever. */
function refuseInside(inTransaction: AsyncLocalStorage<true>): void {
  if (inTransaction.getStore() === undefined) return;
  throw new Error('inside a transaction, ask what the transaction gave and not the database');
}

function queryOf(connection: Pick<PGlite, 'query' | 'exec'>): Queryable['query'] {
  return async <Row>(text: string, values?: readonly unknown[]) => {
    if (values !== undefined && values.length > 0) {
      return (await connection.query<Row>(text, [...values])).rows;
    }
    const results = await connection.exec(text);
    return results.flatMap(({ rows }) => rows as Row[]);
  };
}
