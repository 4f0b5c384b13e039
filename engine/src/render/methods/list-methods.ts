import { bindArguments } from '../bind-arguments.ts';
import { callValue } from '../evaluate/call-value.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { sortValues } from '../sort-values.ts';
import { toInteger } from '../to-arguments.ts';
import { isEqual } from '../values/compare.ts';
import { listOf } from '../values/iterate.ts';
import { reprValue } from '../values/print-value.ts';
import { isTruthy } from '../values/truth.ts';
import type { PyRange, PyTuple, Value } from '../values/value.ts';
import { defineMethod } from './define-method.ts';
import type { Method } from './method.ts';

function countOf(run: Run, items: readonly Value[], wanted: Value): number {
  let count = 0;
  for (const item of items) {
    run.meter.step();
    if (item === wanted || isEqual(item, wanted, run.meter)) count += 1;
  }
  return count;
}

function indexOf(
  run: Run,
  items: readonly Value[],
  wanted: Value,
  start: Value,
  stop: Value,
): number {
  const clamp = (value: Value): number => {
    const index = toInteger(value, run.meter);
    return index < 0 ? Math.max(0, index + items.length) : index;
  };
  const end = stop === null ? items.length : Math.min(clamp(stop), items.length);
  for (let index = clamp(start); index < end; index += 1) {
    run.meter.step();
    const item = items[index] as Value;
    if (item === wanted || isEqual(item, wanted, run.meter)) return index;
  }
  return -1;
}

function position(run: Run, items: readonly Value[], index: Value): number {
  const at = toInteger(index, run.meter);
  return at < 0 ? at + items.length : at;
}

/** Methods of list. */
export const listMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  defineMethod('append', ['object'], (run, self: Value[], item) => {
    run.meter.allocate(1);
    self.push(item as Value);
    return null;
  }),
  defineMethod('extend', ['iterable'], (run, self: Value[], items) => {
    for (const item of listOf(items as Value, run.meter)) self.push(item);
    return null;
  }),
  defineMethod('insert', ['index', 'object'], (run, self: Value[], index, item) => {
    run.meter.allocate(1);
    run.meter.step(Math.ceil(self.length / 1000));
    const at = toInteger(index as Value, run.meter);
    self.splice(at, 0, item as Value);
    return null;
  }),
  defineMethod('pop', [['index', -1]], (run, self: Value[], index) => {
    if (self.length === 0) fail('pop from empty list');
    const at = position(run, self, index as Value);
    if (at < 0 || at >= self.length) fail('pop index out of range');
    run.meter.step(Math.ceil(self.length / 1000));
    return self.splice(at, 1)[0] as Value;
  }),
  defineMethod('remove', ['value'], (run, self: Value[], item) => {
    const at = indexOf(run, self, item as Value, 0, null);
    if (at === -1) fail('list.remove(x): x not in list');
    run.meter.step(Math.ceil(self.length / 1000));
    self.splice(at, 1);
    return null;
  }),
  defineMethod('clear', [], (_run, self: Value[]) => {
    self.length = 0;
    return null;
  }),
  defineMethod('copy', [], (run, self: Value[]) => listOf(self, run.meter)),
  defineMethod('count', ['value'], (run, self: Value[], item) => countOf(run, self, item as Value)),
  defineMethod(
    'index',
    ['value', ['start', 0], ['stop', null]],
    (run, self: Value[], item, start, stop) => {
      const at = indexOf(run, self, item as Value, start as Value, stop as Value);
      if (at === -1) fail(`${reprValue(item as Value, run.meter)} is not in list`);
      return at;
    },
  ),
  defineMethod('reverse', [], (run, self: Value[]) => {
    run.meter.step(Math.ceil(self.length / 100));
    self.reverse();
    return null;
  }),
  [
    'sort',
    (run, value, { positional, keywords }) => {
      if (positional.length > 0) fail('sort() takes no positional arguments');
      const [key, reverse] = bindArguments(
        'sort',
        [
          ['key', null],
          ['reverse', false],
        ],
        { positional, keywords },
      );
      const self = value as Value[];
      const keys =
        key === null
          ? self
          : self.map((item) =>
              callValue(key as Value, { positional: [item], keywords: new Map() }),
            );
      const sorted = sortValues(run.meter, self, keys, isTruthy(reverse as Value));
      self.splice(0, self.length);
      for (const item of sorted) self.push(item);
      return null;
    },
  ],
]);

/** Methods of tuple. */
export const tupleMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('count', ['value'], (run, self: PyTuple, item) =>
    countOf(run, self.items, item as Value),
  ),
  defineMethod(
    'index',
    ['value', ['start', 0], ['stop', null]],
    (run, self: PyTuple, item, start, stop) => {
      const at = indexOf(run, self.items, item as Value, start as Value, stop as Value);
      if (at === -1) fail('tuple.index(x): x not in tuple');
      return at;
    },
  ),
]);

/** Methods of range. */
export const rangeMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('count', ['value'], (run, self: PyRange, item) =>
    countOf(run, listOf(self, run.meter), item as Value),
  ),
  defineMethod('index', ['value'], (run, self: PyRange, item) => {
    const at = indexOf(run, listOf(self, run.meter), item as Value, 0, null);
    if (at === -1) fail(`${reprValue(item as Value, run.meter)} is not in range`);
    return at;
  }),
]);
