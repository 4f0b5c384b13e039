import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { readMethod } from '../methods/read-attribute.ts';
import { sortValues } from '../sort-values.ts';
import { prettyPrint } from '../text-format/pretty-print.ts';
import { writeJson } from '../text-format/write-json.ts';
import { toInteger } from '../to-arguments.ts';
import { iterate } from '../values/iterate.ts';
import { orElse } from '../values/or-else.ts';
import { printValue } from '../values/print-value.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { failUndefined, undefinedAttribute } from '../values/undefined.ts';
import {
  PyDict,
  PyIterator,
  PyMarkup,
  PyTuple,
  PyUndefined,
  PyView,
  type Value,
} from '../values/value.ts';
import { defineFilter } from './define-filter.ts';
import { ignoreCase } from './read-path.ts';

function sortDict(run: Run, value: Value, ...values: Value[]): Value {
  const [isCaseSensitive, by, reverse] = values as [Value, Value, Value];
  if (by !== 'key' && by !== 'value') fail('You can only sort by either "key" or "value"');
  if (value instanceof PyUndefined) failUndefined(value);
  if (!(value instanceof PyDict))
    return fail(`'${typeName(value)}' object has no attribute 'items'`);
  const entries = [...value.entries.values()];
  run.meter.allocate(entries.length * 2);
  const keys = entries.map((entry) => {
    const part = by === 'key' ? entry.key : entry.value;
    return isTruthy(isCaseSensitive) ? part : ignoreCase(part);
  });
  return sortValues(run.meter, entries, keys, isTruthy(reverse)).map(
    (entry) => new PyTuple([entry.key, entry.value]),
  );
}

function itemsOf(value: Value): Value {
  if (value instanceof PyUndefined) return new PyIterator('generator', [][Symbol.iterator]());
  function* walk(): Generator<Value> {
    if (!(value instanceof PyDict)) fail('Can only get item pairs from a mapping.');
    const source = iterate(new PyView('dict_items', value));
    for (let next = source.next(); next.done !== true; next = source.next()) yield next.value;
  }
  return new PyIterator('generator', walk());
}

function readAttributeOnly(run: Run, value: Value, name: Value): Value {
  const text = printValue(name, run.meter);
  if (value instanceof PyUndefined) failUndefined(value);
  return orElse(readMethod(run, value, text), () => undefinedAttribute(value, text));
}

function toJson(run: Run, value: Value, indent: Value): Value {
  const spaces =
    indent === null
      ? undefined
      : (asText(indent) ?? ' '.repeat(Math.max(0, toInteger(indent, run.meter))));
  return new PyMarkup(writeJson(run.meter, value, spaces));
}

/** Filters on maps and on any value. */
export const mappingFilters: [string, Operation][] = [
  ...defineFilter('items', 'do_items', [], (_run, value) => itemsOf(value)),
  ...defineFilter(
    'dictsort',
    'do_dictsort',
    [
      ['case_sensitive', false],
      ['by', 'key'],
      ['reverse', false],
    ],
    sortDict,
  ),
  ...defineFilter('attr', 'do_attr', ['name'], (run, value, name) =>
    readAttributeOnly(run, value, name as Value),
  ),
  ...defineFilter(
    'default d',
    'do_default',
    [
      ['default_value', ''],
      ['boolean', false],
    ],
    (_run, value, fallback, boolean) =>
      value instanceof PyUndefined || (isTruthy(boolean as Value) && !isTruthy(value))
        ? (fallback as Value)
        : value,
  ),
  ...defineFilter('tojson', 'do_tojson', [['indent', null]], (run, value, indent) =>
    toJson(run, value, indent as Value),
  ),
  ...defineFilter('pprint', 'do_pprint', [], (run, value) => prettyPrint(run.meter, value)),
];
