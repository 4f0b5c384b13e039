import type { CompareOperator } from '../../templates/template-tree.ts';
import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { dictGet, keyToken } from './dict.ts';
import { isIterable, iterate } from './iterate.ts';
import { asInteger } from './number.ts';
import { asText } from './text.ts';
import { typeName } from './type-name.ts';
import { failUndefined } from './undefined.ts';
import { PyDict, PyFloat, PyRange, PyTuple, PyUndefined, PyView, type Value } from './value.ts';

/** Python's `==`. */
export function isEqual(a: Value, b: Value, meter: Meter, depth = 0): boolean {
  if (a instanceof PyUndefined && a.isStrict) failUndefined(a);
  if (b instanceof PyUndefined && b.isStrict) failUndefined(b);
  const numbers = numberPair(a, b);
  // biome-ignore lint/suspicious/noDoubleEquals: an int and a bigint compare by value
  if (numbers !== undefined) return numbers[0] == numbers[1];
  const textA = asText(a);
  if (textA !== undefined) return textA === asText(b);
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && areItemsEqual(a, b, meter, depth);
  if (a instanceof PyTuple)
    return b instanceof PyTuple && areItemsEqual(a.items, b.items, meter, depth);
  if (a instanceof PyDict) return b instanceof PyDict && areDictsEqual(a, b, meter, depth);
  if (a instanceof PyRange && b instanceof PyRange)
    return (
      a.length === b.length &&
      (a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step)))
    );
  if (a instanceof PyUndefined) return b instanceof PyUndefined;
  return false;
}

function areItemsEqual(
  a: readonly Value[],
  b: readonly Value[],
  meter: Meter,
  depth: number,
): boolean {
  meter.checkDepth(depth);
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    meter.step();
    const left = a[index] as Value;
    const right = b[index] as Value;
    if (left !== right && !isEqual(left, right, meter, depth + 1)) return false;
  }
  return true;
}

function areDictsEqual(a: PyDict, b: PyDict, meter: Meter, depth: number): boolean {
  meter.checkDepth(depth);
  if (a.entries.size !== b.entries.size) return false;
  for (const [token, entry] of a.entries) {
    meter.step();
    const other = b.entries.get(token);
    if (other === undefined) return false;
    if (entry.value !== other.value && !isEqual(entry.value, other.value, meter, depth + 1))
      return false;
  }
  return true;
}

/** Both values as primitives that JavaScript compares exactly; `undefined` when one is no number. */
function numberPair(a: Value, b: Value): [number | bigint, number | bigint] | undefined {
  const left = a instanceof PyFloat ? a.value : asInteger(a);
  if (left === undefined) return undefined;
  const right = b instanceof PyFloat ? b.value : asInteger(b);
  return right === undefined ? undefined : [left, right];
}

/**
 * Below, at or above zero as `a` sorts before, with or after `b`; `NaN` when neither.
 * @param operator named in the message when the types have no order
 */
export function compareValues(a: Value, b: Value, meter: Meter, operator = '<', depth = 0): number {
  const numbers = numberPair(a, b);
  if (numbers !== undefined) {
    const [left, right] = numbers;
    // biome-ignore lint/suspicious/noDoubleEquals: an int and a bigint compare by value
    return left < right ? -1 : left > right ? 1 : left == right ? 0 : Number.NaN;
  }
  const textA = asText(a);
  const textB = asText(b);
  if (textA !== undefined && textB !== undefined) {
    meter.step(1 + Math.floor(Math.min(textA.length, textB.length) / 1000));
    return compareText(textA, textB);
  }
  if (Array.isArray(a) && Array.isArray(b)) return compareItems(a, b, meter, operator, depth);
  if (a instanceof PyTuple && b instanceof PyTuple)
    return compareItems(a.items, b.items, meter, operator, depth);
  if (a instanceof PyUndefined && a.isStrict) failUndefined(a);
  if (b instanceof PyUndefined && b.isStrict) failUndefined(b);
  if (a instanceof PyUndefined) failUndefined(a);
  if (b instanceof PyUndefined) failUndefined(b);
  return fail(
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function compareItems(
  a: readonly Value[],
  b: readonly Value[],
  meter: Meter,
  operator: string,
  depth: number,
): number {
  meter.checkDepth(depth);
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    meter.step();
    const left = a[index] as Value;
    const right = b[index] as Value;
    if (left === right || isEqual(left, right, meter, depth + 1)) continue;
    return compareValues(left, right, meter, operator, depth + 1);
  }
  return a.length - b.length;
}

/** Order of two texts by code point. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they sort after every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Python's `item in container`. */
export function contains(container: Value, item: Value, meter: Meter): boolean {
  const text = asText(container);
  if (text !== undefined) {
    const part = asText(item);
    if (part === undefined) {
      if (item instanceof PyUndefined) failUndefined(item);
      fail(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    }
    meter.step(1 + Math.floor(text.length / 1000));
    return text.includes(part);
  }
  if (container instanceof PyDict) return dictGet(container, item, meter) !== undefined;
  if (container instanceof PyView && container.kind === 'dict_keys')
    return container.dict.entries.has(keyToken(item, meter));
  if (!isIterable(container)) {
    if (container instanceof PyUndefined) failUndefined(container);
    fail(`argument of type '${typeName(container)}' is not iterable`);
  }
  const source = iterate(container);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    meter.step();
    if (next.value === item || isEqual(next.value, item, meter)) return true;
  }
  return false;
}

/** Whether Python's comparison holds. */
export function holds(operator: CompareOperator, a: Value, b: Value, meter: Meter): boolean {
  switch (operator) {
    case '==':
      return isEqual(a, b, meter);
    case '!=':
      return !isEqual(a, b, meter);
    case 'in':
      return contains(b, a, meter);
    case 'not in':
      return !contains(b, a, meter);
    case '<':
      return compareValues(a, b, meter, operator) < 0;
    case '<=':
      return compareValues(a, b, meter, operator) <= 0;
    case '>':
      return compareValues(a, b, meter, operator) > 0;
    case '>=':
      return compareValues(a, b, meter, operator) >= 0;
  }
}
