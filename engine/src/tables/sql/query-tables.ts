import { memoryUsage } from 'node:process';
import { GalleyError } from '../../errors/galley-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JsonValue } from '../../units/json-value.ts';
import { plainLine } from '../../units/plain-text.ts';
import { type DuckDb, openDuckDb } from './open-duckdb.ts';
import { refuseUnsafeSql } from './refuse-unsafe-sql.ts';
import type { SqlColumn } from './sql-column.ts';
import { type SqlRow, typeColumns } from './type-columns.ts';

/** A table that a query may read. */
export interface SqlTable {
  readonly rows: readonly SqlRow[];
  /** Columns that exist even where no row has them, with DuckDB's types; they come first. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** What a query may take; each limit has a default that serves a suite's answers. */
export interface SqlLimits {
  /** Wall clock, 10 seconds. */
  readonly timeoutMs?: number;
  /** DuckDB's buffers, 256 MB; the whole process may grow by twice as much. */
  readonly memoryBytes?: number;
  /** Rows of the result, 10,000. */
  readonly rows?: number;
}

/** A result in the order in which DuckDB gave it. */
export interface SqlResult {
  readonly columns: readonly SqlColumn[];
  /** Cells by column; whole numbers above 2⁵³ and decimals of more than 15 digits are text. */
  readonly rows: readonly (readonly JsonValue[])[];
}

const longestSql = 16_384;
const lookMs = 10;
const defaults = { timeoutMs: 10_000, memoryBytes: 256 * 1024 * 1024, rows: 10_000 };

/**
 * Answers one SELECT over tables in memory, in a fresh DuckDB that reaches no file, network, setting,
 * clock or chance; the SQL may come from a stranger. Memory is watched and not walled off: single
 * values pass DuckDB's own limit for the moment until the query is stopped.
 * @throws GalleyError `sql-invalid`, `sql-limit`, `package-missing`, or the signal's reason
 */
export async function queryTables(
  sql: string,
  options: {
    readonly tables: Readonly<Record<string, SqlTable>>;
    readonly clock: Clock;
    readonly limits?: SqlLimits;
    readonly signal?: AbortSignal;
  },
): Promise<SqlResult> {
  options.signal?.throwIfAborted();
  if (sql.length > longestSql) throw overLimit(`a query has at most ${longestSql} characters`);
  const limits = { ...defaults, ...options.limits };
  const database = await openDuckDb({ memoryBytes: limits.memoryBytes, threads: 2 });
  const watch = watchQuery(database, { ...options, limits });
  try {
    const tables = Object.entries(options.tables);
    refuseUnsafeSql(
      await watched(database.parse(sql), watch),
      new Set(tables.map(([name]) => name)),
    );
    for (const [name, table] of tables) {
      const { columns, rows } = typeColumns(table.rows, table.columns);
      await database.createTable(name, columns, rows);
    }
    await database.lock();
    return await watched(readResult(database.query(sql), limits.rows), watch);
  } finally {
    watch.stop();
    database.close();
  }
}

/** Stops a query that takes too long or too much; says afterwards why it ended. */
interface QueryWatch {
  stop(): void;
  /** Why the query was interrupted; `undefined` when it was not. */
  reason(): unknown;
}

function watchQuery(
  database: DuckDb,
  options: {
    readonly clock: Clock;
    readonly limits: Required<SqlLimits>;
    readonly signal?: AbortSignal;
  },
): QueryWatch {
  const { clock, limits, signal } = options;
  const done = new AbortController();
  const until = clock.elapsedMs() + limits.timeoutMs;
  const mostResident = memoryUsage.rss() + 2 * limits.memoryBytes;
  let reason: unknown;

  function findReason(): unknown {
    if (signal?.aborted) return signal.reason;
    if (clock.elapsedMs() > until)
      return overLimit(`the query took more than ${limits.timeoutMs} ms`);
    return memoryUsage.rss() > mostResident ? tooMuchMemory() : undefined;
  }

  async function look(): Promise<void> {
    while (!done.signal.aborted) {
      reason ??= findReason();
      // Again and again: an interrupt between two batches is lost.
      if (reason !== undefined) database.interrupt();
      await clock.sleep(lookMs, done.signal).catch(() => undefined);
    }
  }
  void look();
  return { stop: () => done.abort(), reason: () => reason };
}

async function watched<Value>(work: Promise<Value>, watch: QueryWatch): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw watch.reason() ?? (error instanceof GalleyError ? error : fromDuckDb(error));
  }
}

async function readResult(
  batches: ReturnType<DuckDb['query']>,
  mostRows: number,
): Promise<SqlResult> {
  let columns: readonly SqlColumn[] = [];
  const rows: JsonValue[][] = [];
  for await (const batch of batches) {
    columns = batch.columns;
    rows.push(...batch.rows);
    if (rows.length > mostRows) throw overLimit(`a query gives at most ${mostRows} rows`);
  }
  return { columns, rows };
}

/** DuckDB's messages begin with their kind and may end with a picture of the place; one line is kept. */
function fromDuckDb(error: unknown): GalleyError {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  const message = plainLine(first).slice(0, 300);
  if (message.startsWith('Out of Memory')) return tooMuchMemory(error);
  return new GalleyError('sql-invalid', message, {
    hint: 'The query is read by DuckDB; try it on a small table first.',
    cause: error,
  });
}

function tooMuchMemory(cause?: unknown): GalleyError {
  return overLimit('the query took more memory than it is given', cause);
}

function overLimit(message: string, cause?: unknown): GalleyError {
  return new GalleyError('sql-limit', message, {
    hint: 'Aggregate instead of listing, and bound every join and recursion.',
    cause,
  });
}
