import type { JsonValue } from '../../units/json-value.ts';

const mostSafeDigits = 15;

/**
 * A value of DuckDB as JSON, exactly: whole numbers above 2⁵³ and decimals of more than 15 digits
 * become text; NaN, infinities, dates, times, intervals and UUIDs are text as DuckDB writes them.
 */
export function toJsonCell(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (Array.isArray(value)) return value.map(toJsonCell);
  return nestedToJson(value as NestedValue);
}

/** The shapes that DuckDB's own value classes have; read by shape because the package is optional. */
interface NestedValue {
  readonly items?: readonly unknown[];
  readonly entries?: unknown;
  readonly scale?: number;
  readonly value?: unknown;
  toString(): string;
}

function nestedToJson(value: NestedValue): JsonValue {
  if (Array.isArray(value.items)) return value.items.map(toJsonCell);
  if (Array.isArray(value.entries)) return value.entries.map(entryToJson);
  if (isRecord(value.entries)) return recordToJson(value.entries);
  if (typeof value.scale === 'number' && typeof value.value === 'bigint') return toDecimal(value);
  return value.toString();
}

function entryToJson(entry: { readonly key?: unknown; readonly value?: unknown }): JsonValue {
  return { key: toJsonCell(entry.key), value: toJsonCell(entry.value) };
}

function recordToJson(entries: object): JsonValue {
  const pairs = Object.entries(entries).map(([key, value]) => [key, toJsonCell(value)] as const);
  return Object.fromEntries(pairs);
}

function toDecimal(value: NestedValue): JsonValue {
  const text = value.toString();
  const digits = text.replace(/\D/g, '').replace(/^0+/, '').length;
  return digits <= mostSafeDigits ? Number(text) : text;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
