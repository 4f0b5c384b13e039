import { bindArguments } from './bind-arguments.ts';
import type { Meter } from './budget.ts';
import { fail } from './fail.ts';
import { dictSet } from './values/dict.ts';
import { listOf } from './values/iterate.ts';
import { asInteger } from './values/number.ts';
import { printValue, reprText, reprValue } from './values/print-value.ts';
import { typeName } from './values/type-name.ts';
import { refuseUndefined } from './values/undefined.ts';
import {
  type CallValues,
  PyDict,
  PyFunction,
  PyObject,
  PyRange,
  PyTuple,
  type Value,
} from './values/value.ts';

/** The names every template can read: `range`, `dict`, `cycler`, `joiner`, `namespace`. */
export function globals(meter: Meter): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['range', new PyFunction('range', (values) => makeRange(values, meter), "<class 'range'>")],
    ['dict', new PyFunction('dict', (values) => makeDict(values, meter), "<class 'dict'>")],
    ['cycler', new PyFunction('cycler', makeCycler, "<class 'jinja2.utils.Cycler'>")],
    [
      'joiner',
      new PyFunction(
        'joiner',
        (values) => makeJoiner(values, meter),
        "<class 'jinja2.utils.Joiner'>",
      ),
    ],
    [
      'namespace',
      new PyFunction(
        'namespace',
        (values) => makeNamespace(values, meter),
        "<class 'jinja2.utils.Namespace'>",
      ),
    ],
  ]);
}

function makeRange({ positional, keywords }: CallValues, meter: Meter): Value {
  if (keywords.size > 0) fail('range() takes no keyword arguments');
  if (positional.length === 0) fail('range expected at least 1 argument, got 0');
  if (positional.length > 3) fail(`range expected at most 3 arguments, got ${positional.length}`);
  const numbers = positional.map((value) => {
    refuseUndefined(value);
    const integer = asInteger(value);
    if (integer === undefined)
      return fail(`'${typeName(value)}' object cannot be interpreted as an integer`);
    if (typeof integer === 'bigint') meter.checkInteger(integer);
    return Number(integer);
  });
  const [first = 0, second, step = 1] = numbers;
  if (step === 0) fail('range() arg 3 must not be zero');
  const range = second === undefined ? new PyRange(0, first, 1) : new PyRange(first, second, step);
  meter.checkInteger(range.length);
  return range;
}

/** `dict(…)` as Python builds it: a dict or pairs, then keywords. */
function makeDict({ positional, keywords }: CallValues, meter: Meter): Value {
  const dict = new PyDict();
  const [from] = positional;
  if (from !== undefined) refuseUndefined(from);
  if (positional.length > 1) fail(`dict expected at most 1 argument, got ${positional.length}`);
  if (from instanceof PyDict)
    for (const entry of from.entries.values()) dictSet(dict, entry.key, entry.value, meter);
  else if (from !== undefined)
    listOf(from, meter).forEach((item, index) => {
      const pair = listOf(item, meter);
      if (pair.length !== 2)
        fail(
          `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`,
        );
      dictSet(dict, pair[0] as Value, pair[1] as Value, meter);
    });
  for (const [key, value] of keywords) dictSet(dict, key, value, meter);
  return dict;
}

function makeCycler({ positional, keywords }: CallValues): Value {
  if (keywords.size > 0)
    fail(`Cycler.__init__() got an unexpected keyword argument '${[...keywords.keys()][0]}'`);
  if (positional.length === 0) fail('at least one item has to be provided');
  let position = 0;
  const current = (): Value => positional[position] as Value;
  const next = new PyFunction('next', () => {
    const item = current();
    position = (position + 1) % positional.length;
    return item;
  });
  const reset = new PyFunction('reset', () => {
    position = 0;
    return null;
  });
  return new PyObject({
    typeName: 'Cycler',
    read: (name) => {
      if (name === 'current') return current();
      if (name === 'next') return next;
      if (name === 'reset') return reset;
      return name === 'pos' ? position : name === 'items' ? new PyTuple(positional) : undefined;
    },
    print: () => '<jinja2.utils.Cycler object>',
  });
}

function makeJoiner(values: CallValues, meter: Meter): Value {
  const [separator] = bindArguments('Joiner.__init__', [['sep', ', ']], values, 1);
  let isUsed = false;
  return new PyObject({
    typeName: 'Joiner',
    read: (name) => (name === 'sep' ? (separator as Value) : name === 'used' ? isUsed : undefined),
    print: () => '<jinja2.utils.Joiner object>',
    callable: new PyFunction('joiner', () => {
      if (isUsed) return separator as Value;
      isUsed = true;
      return printValue('', meter);
    }),
  });
}

function makeNamespace(values: CallValues, meter: Meter): Value {
  const dict = makeDict(values, meter) as PyDict;
  const fields = new Map<string, Value>();
  for (const entry of dict.entries.values())
    if (typeof entry.key === 'string') fields.set(entry.key, entry.value);
  return new PyObject({
    typeName: 'Namespace',
    read: (name) => fields.get(name),
    fields,
    print: () => {
      const parts = [...fields].map(
        ([key, value]) => `${reprText(key)}: ${reprValue(value, meter)}`,
      );
      return `<Namespace {${parts.join(', ')}}>`;
    },
  });
}
