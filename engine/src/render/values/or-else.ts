import type { Value } from './value.ts';

/** The value, or the fallback when there is none; none (`null`) is a value. */
export function orElse(value: Value | undefined, fallback: () => Value): Value {
  return value === undefined ? fallback() : value;
}
