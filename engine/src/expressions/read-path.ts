import { isPlainObject } from '../units/own-value.ts';
import type { DataPath } from './path.ts';

/** What stands at a path; a found `null` is not an absent value. */
export type PathReading =
  | { readonly isPresent: true; readonly value: unknown }
  | {
      readonly isPresent: false;
      /** The path up to and including the first key that is not there: `output.reply`. */
      readonly missing: string;
      /** That key. */
      readonly key: string | number;
      /** The keys that are there instead; empty when the value before it is no map. */
      readonly available: readonly string[];
      /** What stands before the missing key: `a map`, `an array of 2`, `text` … */
      readonly parent: string;
    };

/**
 * Follows a path into plain data: maps by own keys, arrays by index from 0, nothing else.
 * A key that holds `undefined` is absent.
 * @param value the map whose keys are the names that a path may start with
 */
export function readPath(value: unknown, path: DataPath): PathReading {
  let current = value;
  for (const [depth, key] of path.keys.entries()) {
    const next = stepInto(current, key);
    if (next === undefined) return absent(path, depth, key, current);
    current = next;
  }
  return { isPresent: true, value: current };
}

/** Keys as a path writes them: `output.items[0]["unit price"]`. */
export function pathText(keys: readonly (string | number)[]): string {
  return keys
    .map((key, depth) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `[${JSON.stringify(key)}]`;
      return depth === 0 ? key : `.${key}`;
    })
    .join('');
}

function stepInto(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  if (typeof key === 'string' && isPlainObject(value) && Object.hasOwn(value, key))
    return value[key];
  return undefined;
}

function absent(path: DataPath, depth: number, key: string | number, parent: unknown): PathReading {
  return {
    isPresent: false,
    missing: pathText(path.keys.slice(0, depth + 1)),
    key,
    available: isPlainObject(parent) ? Object.keys(parent) : [],
    parent: kindOf(parent),
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}
