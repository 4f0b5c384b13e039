/** What runs SQL: the database itself, or one transaction of it. */
export interface Queryable {
  /**
   * One statement with `$1`-style values. bigint columns come back as `bigint`, timestamps as `Date`,
   * jsonb parsed.
   * @throws whatever the driver throws; a serialization failure is not retried here
   */
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
}

/** The bot's one store: PostgreSQL, or PGlite in this process for trial and tests. */
export interface Database extends Queryable {
  readonly kind: 'postgresql' | 'pglite';
  /** All or nothing; commits when `work` resolves. Durable once the promise resolves. */
  transaction<Result>(work: (sql: Queryable) => Promise<Result>): Promise<Result>;
  /** Ends open connections; may be called twice. */
  close(): Promise<void>;
}
