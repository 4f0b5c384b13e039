import { isPlainObject, ownValue, recordOf } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';

/** Keys whose maps are completed entry by entry; of every other key one side's value holds whole. */
const completed = new Set(['providers', 'models', 'budgets']);

/** Keys that speak of their own file alone. */
const ofTheirFile = /^(apiVersion|kind|version|name|description|metadata|extends|x-.*)$/;

type Written = Readonly<Record<string, JsonValue>>;

/**
 * galley.yaml over the one that it extends: its own keys win, and what it leaves out comes from the
 * defaults. Of `providers`, `models` and `budgets` this holds for each entry.
 * @returns `own` itself where one of the two is no map
 */
export function mergeDefaults(defaults: JsonValue, own: JsonValue): JsonValue {
  if (!isMap(defaults) || !isMap(own)) return own;
  const inherited = Object.entries(defaults).filter(
    ([key]) => !ofTheirFile.test(key) && !Object.hasOwn(own, key),
  );
  const merged = { ...own, ...recordOf(inherited) };
  return recordOf(
    Object.entries(merged).map(([key, value]) => {
      const below = ownValue(defaults, key);
      const isBoth = completed.has(key) && isMap(below) && isMap(value);
      return [key, isBoth ? { ...below, ...value } : value] as const;
    }),
  );
}

/** Whether the merged value at a path, from the top of the document, is that of the defaults. */
export function isInherited(own: JsonValue, [top, entry]: readonly (string | number)[]): boolean {
  if (top === undefined || !isMap(own)) return false;
  const value = ownValue(own, String(top));
  if (value === undefined) return true;
  if (!completed.has(String(top)) || entry === undefined || !isMap(value)) return false;
  return !Object.hasOwn(value, String(entry));
}

function isMap(value: JsonValue | undefined): value is Written {
  return isPlainObject(value);
}
