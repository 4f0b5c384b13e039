import type { Queryable } from './database.ts';

/** A transaction under way. */
export interface Transaction extends Queryable {
  /** Runs `then` once everything is committed; never when it is rolled back. */
  afterCommit(then: () => void): void;
}

/** Runs `then` when what `sql` writes is committed: for a database at once. */
export function afterCommit(sql: Queryable, then: () => void): void {
  if ('afterCommit' in sql) (sql as Transaction).afterCommit(then);
  else then();
}
