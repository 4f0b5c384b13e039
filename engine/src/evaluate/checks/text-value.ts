import type { JsonValue } from '../../library/nodes.ts';
import { canonicalJson } from '../../units/canonical-json.ts';

/** A value as text checks see it: text as it is, anything else its canonical JSON. */
export function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

/** Deep JSON equality: key order does not count, and 1 equals 1.0. */
export function jsonEqual(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return Array.isArray(a) === Array.isArray(b) && canonicalJson(a) === canonicalJson(b);
}
