import type { Position } from '../../errors/problem.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';

/** A value of a source that knows where it stands, and hands that on to what is in it. */
export interface Cursor {
  readonly file: string;
  readonly value: JsonValue | undefined;
  /** Where its key or list item stands. */
  readonly at: Position;
  /** The value under a key; its `value` is `undefined` when there is none, or this is no map. */
  get(key: string): Cursor;
  /** Every key of a map with its value; none for anything else. */
  entries(): readonly (readonly [key: string, item: Cursor])[];
  /** The items of a list; none for anything else. */
  items(): readonly Cursor[];
  /** The same place with another value. */
  with(value: JsonValue | undefined): Cursor;
}

/** A cursor at the root of a YAML file. */
export function yamlCursor(yaml: YamlFile): Cursor {
  const open = (value: JsonValue | undefined, path: readonly (string | number)[]): Cursor => ({
    file: yaml.file,
    value,
    // Looked up only when it is asked for: most values are never reported.
    get at() {
      return yaml.keyAt(path);
    },
    get: (key) => open(ownOf(value, key), [...path, key]),
    entries: () => entriesOf(value).map(([key, item]) => [key, open(item, [...path, key])]),
    items: () => itemsOf(value).map((item, index) => open(item, [...path, index])),
    with: (other) => open(other, path),
  });
  return open(yaml.value, []);
}

/** A cursor whose every place is the same: a row of a table, or a value that was read elsewhere. */
export function fixedCursor(file: string, at: Position, value: JsonValue | undefined): Cursor {
  // Most keys of a row are absent, and one cursor serves them all.
  let absent: Cursor | undefined;
  const cursor: Cursor = {
    file,
    value,
    at,
    get(key) {
      const item = ownOf(value, key);
      if (item !== undefined) return fixedCursor(file, at, item);
      if (value === undefined) return cursor;
      absent ??= fixedCursor(file, at, undefined);
      return absent;
    },
    entries: () => entriesOf(value).map(([key, item]) => [key, fixedCursor(file, at, item)]),
    items: () => itemsOf(value).map((item) => fixedCursor(file, at, item)),
    with: (other) => fixedCursor(file, at, other),
  };
  return cursor;
}

function ownOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isPlainObject(value) || !Object.hasOwn(value, key)) return undefined;
  return value[key] as JsonValue;
}

function entriesOf(value: JsonValue | undefined): [string, JsonValue][] {
  return isPlainObject(value) ? (Object.entries(value) as [string, JsonValue][]) : [];
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
