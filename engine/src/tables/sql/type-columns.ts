import { canonicalJson } from '../../units/canonical-json.ts';
import type { JsonValue } from '../../units/json-value.ts';
import type { SqlCell } from './open-duckdb.ts';
import type { SqlColumn } from './sql-column.ts';

/** Rows of a table: objects of JSON values; an absent or undefined value is NULL. */
export type SqlRow = Readonly<Record<string, JsonValue | undefined>>;

/** A table as DuckDB takes it. */
export interface TypedTable {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly SqlCell[])[];
}

/**
 * Gives every column the narrowest type that holds all its values: `BOOLEAN`, `BIGINT`, `DOUBLE` or
 * `VARCHAR`; objects, lists and mixtures become `JSON`, read with `->` and `->>`.
 * @param declared columns that exist even without rows, with their types; they come first
 */
export function typeColumns(
  rows: readonly SqlRow[],
  declared: Readonly<Record<string, string>> = {},
): TypedTable {
  const types = new Map<string, string | undefined>(Object.entries(declared));
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (Object.hasOwn(declared, name)) continue;
      types.set(name, widen(types.get(name), value));
    }
  }
  const columns = [...types].map(([name, type]) => ({ name, type: type ?? 'VARCHAR' }));
  return {
    columns,
    rows: rows.map((row) => columns.map(({ name, type }) => toCell(ownCell(row, name), type))),
  };
}

function ownCell(row: SqlRow, name: string): JsonValue | undefined {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

function widen(known: string | undefined, value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return known;
  const own = typeOf(value);
  if (known === undefined || known === own) return own;
  const isNumeric = (type: string) => type === 'BIGINT' || type === 'DOUBLE';
  return isNumeric(known) && isNumeric(own) ? 'DOUBLE' : 'JSON';
}

function typeOf(value: JsonValue): string {
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value === 'string') return 'VARCHAR';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE';
  return 'JSON';
}

function toCell(value: JsonValue | undefined, type: string): SqlCell {
  if (value === undefined || value === null) return null;
  if (type === 'JSON' || typeof value === 'object') return canonicalJson(value);
  return value;
}
