/** True for a map of data: an object that is neither an array, a `Map`, a date nor an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The value that an object holds under its own key, never one inherited from a prototype, so that
 * `constructor` and `__proto__` are plain data. `undefined` when the key is absent.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * An object with these entries as own keys. Unlike assignment, `__proto__` becomes plain data;
 * of equal keys the last wins.
 */
export function recordOf<Value>(
  entries: Iterable<readonly [string, Value]>,
): Record<string, Value> {
  return Object.fromEntries(entries);
}
