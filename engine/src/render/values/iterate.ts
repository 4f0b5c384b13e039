import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { codePointLength, codePoints } from './text.ts';
import { typeName } from './type-name.ts';
import { failUndefined } from './undefined.ts';
import {
  PyDict,
  PyIterator,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  PyView,
  type Value,
} from './value.ts';

/** Walks a value as Python's `for` does; dicts give keys, text gives code points. */
export function iterate(value: Value): Iterator<Value> {
  if (Array.isArray(value)) return value[Symbol.iterator]();
  if (typeof value === 'string') return value[Symbol.iterator]();
  if (value instanceof PyTuple) return value.items[Symbol.iterator]();
  if (value instanceof PyDict) return dictKeys(value);
  if (value instanceof PyRange) return rangeItems(value);
  if (value instanceof PyIterator) return value.source;
  if (value instanceof PyView) return viewItems(value);
  if (value instanceof PyMarkup) return value.text[Symbol.iterator]();
  if (value instanceof PyUndefined) {
    if (value.isStrict) failUndefined(value);
    return [][Symbol.iterator]();
  }
  if (value instanceof PyObject && value.iterate !== undefined) return value.iterate();
  return fail(`'${typeName(value)}' object is not iterable`);
}

/** True when `iterate` accepts the value. */
export function isIterable(value: Value): boolean {
  return (
    Array.isArray(value) ||
    typeof value === 'string' ||
    value instanceof PyTuple ||
    value instanceof PyDict ||
    value instanceof PyRange ||
    value instanceof PyIterator ||
    value instanceof PyView ||
    value instanceof PyMarkup ||
    (value instanceof PyUndefined && !value.isStrict) ||
    (value instanceof PyObject && value.iterate !== undefined)
  );
}

/** All items in a new array, charged before they are collected. */
export function listOf(value: Value, meter: Meter): Value[] {
  if (Array.isArray(value)) {
    charge(meter, value.length);
    return value.slice();
  }
  if (value instanceof PyTuple) {
    charge(meter, value.items.length);
    return value.items.slice();
  }
  if (typeof value === 'string') {
    charge(meter, value.length);
    return codePoints(value);
  }
  const items: Value[] = [];
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    charge(meter, 1);
    items.push(next.value);
  }
  return items;
}

function charge(meter: Meter, count: number): void {
  meter.allocate(count);
  meter.step(Math.ceil(count / 8));
}

/** Number of items as Python's `len`; `undefined` when the value has none. */
export function lengthOf(value: Value): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return codePointLength(value);
  if (value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict) return value.entries.size;
  if (value instanceof PyRange) return value.length;
  if (value instanceof PyView) return value.dict.entries.size;
  if (value instanceof PyMarkup) return codePointLength(value.text);
  if (value instanceof PyUndefined) return value.isStrict ? failUndefined(value) : 0;
  if (value instanceof PyObject) return value.length?.();
  return undefined;
}

function* dictKeys(dict: PyDict): Generator<Value, undefined> {
  const size = dict.entries.size;
  for (const entry of dict.entries.values()) {
    if (dict.entries.size !== size) fail('dictionary changed size during iteration');
    yield entry.key;
  }
}

function* rangeItems(range: PyRange): Generator<Value, undefined> {
  for (let index = 0; index < range.length; index += 1) yield range.start + index * range.step;
}

function* viewItems(view: PyView): Generator<Value, undefined> {
  for (const entry of view.dict.entries.values()) {
    if (view.kind === 'dict_keys') yield entry.key;
    else if (view.kind === 'dict_values') yield entry.value;
    else yield new PyTuple([entry.key, entry.value]);
  }
}
