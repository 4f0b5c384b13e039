import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { asInteger } from '../values/number.ts';
import { asText, codePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { failUndefined } from '../values/undefined.ts';
import { PyDict, PyMarkup, PyRange, PyTuple, PyUndefined, type Value } from '../values/value.ts';

/** `value[start:stop:step]` of a list, tuple, range or text, as Python cuts it. */
export function readSlice(run: Run, value: Value, start: Value, stop: Value, step: Value): Value {
  if (value instanceof PyUndefined) failUndefined(value);
  const text = asText(value);
  const isSequence =
    text !== undefined ||
    Array.isArray(value) ||
    value instanceof PyTuple ||
    value instanceof PyRange;
  const bounds = [start, stop, step].map(toBound);
  if (value instanceof PyDict) fail("unhashable type: 'slice'");
  if (!isSequence) fail(`'${typeName(value)}' object is not subscriptable`);
  const [from, to, by] = bounds;
  if (by === 0) fail('slice step cannot be zero');
  if (text !== undefined) {
    run.meter.allocate(text.length);
    const cut = cutSequence(codePoints(text), from, to, by ?? 1).join('');
    return value instanceof PyMarkup ? new PyMarkup(cut) : cut;
  }
  if (value instanceof PyRange) {
    const [first, , last] = sliceBounds(value.length, from, to, by ?? 1);
    return new PyRange(
      value.start + first * value.step,
      value.start + last * value.step,
      value.step * (by ?? 1),
    );
  }
  const items = Array.isArray(value) ? value : (value as PyTuple).items;
  run.meter.allocate(items.length);
  const cut = cutSequence(items, from, to, by ?? 1);
  return Array.isArray(value) ? cut : new PyTuple(cut);
}

function toBound(value: Value): number | undefined {
  if (value === null) return undefined;
  if (value instanceof PyUndefined) failUndefined(value);
  const integer = asInteger(value);
  if (integer === undefined)
    return fail('slice indices must be integers or None or have an __index__ method');
  return Number(integer);
}

function sliceBounds(
  length: number,
  start: number | undefined,
  stop: number | undefined,
  step: number,
): [first: number, count: number, last: number] {
  const clamp = (bound: number | undefined, fallback: number): number => {
    if (bound === undefined) return fallback;
    const low = step > 0 ? 0 : -1;
    const high = step > 0 ? length : length - 1;
    const shifted = bound < 0 ? bound + length : bound;
    return Math.min(Math.max(shifted, low), high);
  };
  const first = clamp(start, step > 0 ? 0 : length - 1);
  const last = clamp(stop, step > 0 ? length : -1);
  return [first, Math.max(0, Math.ceil((last - first) / step)), last];
}

function cutSequence<Item>(
  items: readonly Item[],
  start: number | undefined,
  stop: number | undefined,
  step: number,
): Item[] {
  const [first, count, last] = sliceBounds(items.length, start, stop, step);
  if (step === 1) return items.slice(first, Math.max(first, last));
  return Array.from({ length: count }, (_, index) => items[first + index * step] as Item);
}
