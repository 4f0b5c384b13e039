import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { GalleyError } from '../../errors/galley-error.ts';
import type { JsonValue } from '../../units/json-value.ts';
import type { SqlColumn } from './sql-column.ts';
import { toJsonCell } from './to-json-cell.ts';

/** Rows of a query as they arrive. */
export interface SqlBatch {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly JsonValue[][];
}

/** A database in memory that reaches nothing outside itself. */
export interface DuckDb {
  /** Makes a table; only before {@link DuckDb.lock}. */
  createTable(
    name: string,
    columns: readonly SqlColumn[],
    rows: readonly (readonly SqlCell[])[],
  ): Promise<void>;
  /** Takes files, network, extensions and settings away for good. */
  lock(): Promise<void>;
  /** What DuckDB's own parser makes of a text, as JSON; nothing is bound or executed. */
  parse(sql: string): Promise<unknown>;
  /** Runs one statement and gives its rows in batches of about 2,000. */
  query(sql: string): AsyncGenerator<SqlBatch>;
  /** Asks what runs now to stop; its promise rejects soon after. */
  interrupt(): void;
  close(): void;
}

/** What a table's cell may be given as. */
export type SqlCell = string | number | bigint | boolean | null;

/**
 * An empty DuckDB in memory, loaded with the first call.
 * @param limits.memoryBytes what DuckDB's own buffers may hold; single values can go above it
 * @throws GalleyError `package-missing`
 */
export async function openDuckDb(limits: {
  readonly memoryBytes: number;
  readonly threads: number;
}): Promise<DuckDb> {
  const { DuckDBInstance } = await loadPackage();
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    threads: String(limits.threads),
    memory_limit: `${limits.memoryBytes}B`,
  });
  const connection = await instance.connect();
  return {
    createTable: (name, columns, rows) => createTable(connection, { name, columns, rows }),
    async lock() {
      for (const statement of lockStatements) await connection.run(statement);
    },
    async parse(sql) {
      const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [
        sql,
      ]);
      return JSON.parse(String(reader.getRows()[0]?.[0]));
    },
    query: (sql) => query(connection, sql),
    interrupt: () => connection.interrupt(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

// The size of spill files is only enforced when set after connecting.
const lockStatements = [
  // Planning time grows with depth and cannot be interrupted.
  'SET max_expression_depth = 200',
  "SET temp_directory = ''",
  "SET max_temp_directory_size = '0B'",
  'SET allow_persistent_secrets = false',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

async function loadPackage(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new GalleyError('package-missing', 'queries need DuckDB, which is not installed', {
      data: { package: '@duckdb/node-api' },
      hint: 'Install it beside Galley: npm install @duckdb/node-api',
      cause,
    });
  }
}

async function createTable(
  connection: DuckDBConnection,
  table: {
    readonly name: string;
    readonly columns: readonly SqlColumn[];
    readonly rows: readonly (readonly SqlCell[])[];
  },
): Promise<void> {
  const columns = table.columns.map(({ name, type }) => `${quoteName(name)} ${type}`);
  await connection.run(`CREATE TABLE ${quoteName(table.name)} (${columns.join(', ')})`);
  const appender = await connection.createAppender(table.name);
  const types = table.columns.map(({ type }) => type);
  for (const row of table.rows) {
    for (const [index, cell] of row.entries()) appendCell(appender, cell, types[index]);
    appender.endRow();
  }
  appender.closeSync();
}

function appendCell(
  appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>,
  cell: SqlCell,
  type: string | undefined,
): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === 'boolean') appender.appendBoolean(cell);
  else if (typeof cell === 'string') appender.appendVarchar(cell);
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(cell));
  else if (type === 'HUGEINT') appender.appendHugeInt(BigInt(cell));
  else appender.appendDouble(Number(cell));
}

async function* query(connection: DuckDBConnection, sql: string): AsyncGenerator<SqlBatch> {
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const columns = result
    .columnTypes()
    .map((type, index) => ({ name: names[index] ?? '', type: type.toString() }));
  yield { columns, rows: [] };
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const rows = chunk.getRows();
    yield { columns, rows: rows.map((row: DuckDBValue[]) => row.map(toJsonCell)) };
  }
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
