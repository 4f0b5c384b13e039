import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { sortValues } from '../sort-values.ts';
import { toInteger } from '../to-arguments.ts';
import { calculate } from '../values/arithmetic.ts';
import { compareValues, isEqual } from '../values/compare.ts';
import { keyToken } from '../values/dict.ts';
import { isIterable, iterate, lengthOf, listOf } from '../values/iterate.ts';
import { escapeMarkup } from '../values/markup.ts';
import { orElse } from '../values/or-else.ts';
import { printValue } from '../values/print-value.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { PyGroup, PyIterator, PyMarkup, PyUndefined, type Value } from '../values/value.ts';
import { defineFilter } from './define-filter.ts';
import { ignoreCase, pathReader } from './read-path.ts';
import { reverseValue } from './reverse-value.ts';

function keyReader(run: Run, attribute: Value, isCaseSensitive: Value): (item: Value) => Value {
  const read = pathReader(run, attribute);
  return isTruthy(isCaseSensitive) ? read : (item) => ignoreCase(read(item));
}

function sortFilter(run: Run, value: Value, ...values: Value[]): Value {
  const [reverse, isCaseSensitive, attribute] = values as [Value, Value, Value];
  const paths = asText(attribute)?.split(',') ?? [attribute];
  const readers = paths.map((path) => keyReader(run, path, isCaseSensitive));
  const items = listOf(value, run.meter);
  const [only] = readers;
  run.meter.allocate(items.length * readers.length);
  const one = readers.length === 1 ? only : undefined;
  const keys = items.map((item): Value => {
    const key = one?.(item);
    // Jinja2 compares lists of keys, in which equal items need no order; plain keys are quicker.
    if (typeof key === 'string' || typeof key === 'number') return key;
    return key === undefined ? readers.map((read) => read(item)) : [key];
  });
  if (keys.some((key) => typeof key !== typeof keys[0]))
    keys.forEach((key, index) => {
      if (!Array.isArray(key)) keys[index] = [key];
    });
  return sortValues(run.meter, items, keys, isTruthy(reverse));
}

function* uniqueItems(run: Run, value: Value, read: (item: Value) => Value): Generator<Value> {
  const seen = new Set<unknown>();
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    run.meter.step();
    const token = keyToken(read(next.value), run.meter);
    if (seen.has(token)) continue;
    run.meter.allocate(1);
    seen.add(token);
    yield next.value;
  }
}

function extreme(
  run: Run,
  value: Value,
  isCaseSensitive: Value,
  attribute: Value,
  sign: 1 | -1,
): Value {
  const read = keyReader(run, attribute, isCaseSensitive);
  let best: { item: Value; key: Value } | undefined;
  const operator = sign === 1 ? '<' : '>';
  for (const item of listOf(value, run.meter)) {
    run.meter.step();
    const key = read(item);
    if (best === undefined || compareValues(key, best.key, run.meter, operator) * sign < 0)
      best = { item, key };
  }
  return orElse(best?.item, () => new PyUndefined('No aggregated item, sequence was empty.'));
}

function* batches(run: Run, value: Value, size: number, fill: Value): Generator<Value> {
  let batch: Value[] = [];
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    run.meter.step();
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
    run.meter.allocate(1);
    batch.push(next.value);
  }
  if (batch.length === 0) return;
  if (fill !== null && batch.length < size) {
    run.meter.allocate(size);
    while (batch.length < size) batch.push(fill);
  }
  yield batch;
}

function* slices(run: Run, value: Value, count: number, fill: Value): Generator<Value> {
  const items = listOf(value, run.meter);
  if (count === 0) fail('integer division or modulo by zero');
  const perSlice = Math.floor(items.length / count);
  const longer = items.length - perSlice * count;
  let offset = 0;
  for (let index = 0; index < count; index += 1) {
    run.meter.step();
    run.meter.allocate(perSlice + 2);
    const start = offset + index * perSlice;
    if (index < longer) offset += 1;
    const part = items.slice(start, offset + (index + 1) * perSlice);
    if (fill !== null && index >= longer) part.push(fill);
    yield part;
  }
}

function groupBy(run: Run, value: Value, ...values: Value[]): Value {
  const [attribute, fallback, isCaseSensitive] = values as [Value, Value, Value];
  const plain = pathReader(run, attribute, fallback);
  const read = isTruthy(isCaseSensitive) ? plain : (item: Value) => ignoreCase(plain(item));
  const items = listOf(value, run.meter);
  const keys = items.map(read);
  const order = sortValues(
    run.meter,
    items.map((_, index) => index),
    keys,
    false,
  );
  const groups: { key: Value; items: Value[] }[] = [];
  for (const index of order) {
    run.meter.step();
    const key = keys[index] as Value;
    const item = items[index] as Value;
    const last = groups.at(-1);
    if (last !== undefined && isEqual(last.key, key, run.meter)) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map((group) => new PyGroup(plain(group.items[0] as Value), group.items));
}

function join(run: Run, value: Value, separator: Value, attribute: Value): Value {
  const mark = printValue(separator, run.meter);
  const read = pathReader(run, attribute);
  const items = listOf(value, run.meter);
  const isEscaped =
    run.isEscaping &&
    (separator instanceof PyMarkup || items.some((item) => item instanceof PyMarkup));
  const parts = items.map((item) => {
    run.meter.step();
    const read1 = read(item);
    const part = isEscaped ? escapeMarkup(read1, run.meter).text : printValue(read1, run.meter);
    run.meter.allocate(part.length + mark.length);
    return part;
  });
  return isEscaped
    ? new PyMarkup(parts.join(escapeMarkup(separator, run.meter).text))
    : parts.join(mark);
}

function sum(run: Run, value: Value, attribute: Value, start: Value): Value {
  const read = pathReader(run, attribute);
  let total = start;
  const source = iterate(value);
  if (asText(start) !== undefined) fail("sum() can't sum strings [use ''.join(seq) instead]");
  for (let next = source.next(); next.done !== true; next = source.next()) {
    run.meter.step();
    total = calculate('+', total, read(next.value), run.meter);
  }
  return total;
}

/** Filters on sequences that need neither another filter nor a test. */
export const sequenceFilters: [string, Operation][] = [
  ...defineFilter('first', 'sync_do_first', [], (_run, value) => {
    const next = iterate(value).next();
    return next.done === true ? new PyUndefined('No first item, sequence was empty.') : next.value;
  }),
  ...defineFilter('last', 'do_last', [], (run, value) => {
    if (value instanceof PyIterator || !(isIterable(value) || value instanceof PyUndefined))
      fail(`'${typeName(value)}' object is not reversible`);
    const items = Array.isArray(value) ? value : listOf(value, run.meter);
    const last = orElse(items.at(-1), () => new PyUndefined('No last item, sequence was empty.'));
    return value instanceof PyMarkup && typeof last === 'string' ? new PyMarkup(last) : last;
  }),
  ...defineFilter(
    'length count',
    'len',
    [],
    (_run, value) => lengthOf(value) ?? fail(`object of type '${typeName(value)}' has no len()`),
  ),
  ...defineFilter('list', 'sync_do_list', [], (run, value) => listOf(value, run.meter)),
  ...defineFilter(
    'join',
    'sync_do_join',
    [
      ['d', ''],
      ['attribute', null],
    ],
    (run, value, d, attribute) => join(run, value, d as Value, attribute as Value),
  ),
  ...defineFilter('reverse', 'do_reverse', [], reverseValue),
  ...defineFilter(
    'sort',
    'do_sort',
    [
      ['reverse', false],
      ['case_sensitive', false],
      ['attribute', null],
    ],
    sortFilter,
  ),
  ...defineFilter(
    'unique',
    'sync_do_unique',
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (run, value, isCaseSensitive, attribute) =>
      new PyIterator(
        'generator',
        uniqueItems(run, value, keyReader(run, attribute as Value, isCaseSensitive as Value)),
      ),
  ),
  ...defineFilter(
    'min',
    'do_min',
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (run, value, c, a) => extreme(run, value, c as Value, a as Value, 1),
  ),
  ...defineFilter(
    'max',
    'do_max',
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (run, value, c, a) => extreme(run, value, c as Value, a as Value, -1),
  ),
  ...defineFilter(
    'sum',
    'sync_do_sum',
    [
      ['attribute', null],
      ['start', 0],
    ],
    (run, value, attribute, start) => sum(run, value, attribute as Value, start as Value),
  ),
  ...defineFilter(
    'batch',
    'do_batch',
    ['linecount', ['fill_with', null]],
    (run, value, size, fill) =>
      new PyIterator(
        'generator',
        batches(run, value, toInteger(size as Value, run.meter), fill as Value),
      ),
  ),
  ...defineFilter(
    'slice',
    'sync_do_slice',
    ['slices', ['fill_with', null]],
    (run, value, count, fill) =>
      new PyIterator(
        'generator',
        slices(run, value, toInteger(count as Value, run.meter), fill as Value),
      ),
  ),
  ...defineFilter(
    'groupby',
    'sync_do_groupby',
    ['attribute', ['default', null], ['case_sensitive', false]],
    groupBy,
  ),
];
