import { canonicalJson } from '../units/canonical-json.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { JsonValue } from './nodes.ts';

/** One thing that two versions of a document say differently; layout and comments are none. */
export interface DocumentDifference {
  /** For example `inputs.order_id.type`, `messages[system].content`, `checks[names the brand]`. */
  readonly path: string;
  readonly what: 'added' | 'removed' | 'changed';
  /** Absent for `added`. */
  readonly before?: JsonValue;
  /** Absent for `removed`. */
  readonly after?: JsonValue;
}

/**
 * What differs between two versions, in the order of the later one, what is gone last. Items of a list
 * are matched by their `id`, `name` or `role`, scalars by their value, and anything else by its place.
 * @param before `undefined` when there was no document
 */
export function documentDifferences(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): DocumentDifference[] {
  return differences('', before, after);
}

function differences(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): DocumentDifference[] {
  if (before === undefined) return after === undefined ? [] : [{ path, what: 'added', after }];
  if (after === undefined) return [{ path, what: 'removed', before }];
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const [left, right] = [entriesOf(before), entriesOf(after)];
  if (left === undefined || right === undefined || left.isList !== right.isList) {
    return [{ path, what: 'changed', before, after }];
  }
  const inside = (key: string) => joined(path, key, right.isList);
  const found = [...right.items].flatMap(([key, item]) =>
    differences(inside(key), left.items.get(key), item),
  );
  const gone = [...left.items].filter(([key]) => !right.items.has(key));
  const all = [
    ...found,
    ...gone.flatMap(([key, item]) => differences(inside(key), item, undefined)),
  ];
  // The same items in another order: only the list itself can say so.
  return all.length > 0 ? all : [{ path, what: 'changed', before, after }];
}

function joined(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

interface Entries {
  readonly isList: boolean;
  readonly items: ReadonlyMap<string, JsonValue>;
}

/** `undefined` for a scalar. */
function entriesOf(value: JsonValue): Entries | undefined {
  if (isPlainObject(value)) {
    return { isList: false, items: new Map(Object.entries(value) as [string, JsonValue][]) };
  }
  if (!Array.isArray(value)) return undefined;
  const items = new Map<string, JsonValue>();
  for (const [index, item] of value.entries()) {
    const name = nameOf(item) ?? `${index}`;
    let key = name;
    for (let copy = 2; items.has(key); copy += 1) key = `${name} ${copy}`;
    items.set(key, item);
  }
  return { isList: true, items };
}

function nameOf(item: JsonValue): string | undefined {
  if (!isPlainObject(item)) return Array.isArray(item) ? undefined : String(item);
  for (const key of ['id', 'name', 'role', 'placeholder']) {
    if (typeof item[key] === 'string') return item[key];
  }
  return undefined;
}
