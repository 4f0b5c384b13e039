import { bindArguments, type ParameterSpec } from './bind-arguments.ts';
import { chargeText } from './charge-text.ts';
import type { Run } from './evaluate/run.ts';
import type { Operation } from './evaluate/unit.ts';
import { fail } from './fail.ts';
import { isLowerText, isUpperText } from './text-format/letter-case.ts';
import { calculate } from './values/arithmetic.ts';
import { holds, isEqual } from './values/compare.ts';
import { keyToken } from './values/dict.ts';
import { isIterable } from './values/iterate.ts';
import { isNumeric } from './values/number.ts';
import { printValue } from './values/print-value.ts';
import { asText } from './values/text.ts';
import { requireDefined } from './values/undefined.ts';
import {
  PyDict,
  PyFloat,
  PyFunction,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  type Value,
} from './values/value.ts';

function define(
  names: string,
  callee: string,
  parameters: readonly ParameterSpec[],
  body: (run: Run, value: Value, ...values: Value[]) => boolean,
): [string, Operation][] {
  const operation: Operation = (run, value, values) => {
    chargeText(run.meter, value);
    return body(run, value, ...bindArguments(callee, parameters, values, 1));
  };
  return names.split(' ').map((name) => [name, operation]);
}

type Comparison = Parameters<typeof holds>[0];

function compare(names: string, callee: string, operator: Comparison): [string, Operation][] {
  const operation: Operation = (run, value, { positional, keywords }) => {
    const [other] = positional;
    if (keywords.size > 0) fail(`${callee}() takes no keyword arguments`);
    if (other === undefined || positional.length > 1)
      return fail(`${callee} expected 2 arguments, got ${positional.length + 1}`);
    return holds(operator, value, other, run.meter);
  };
  return names.split(' ').map((name) => [name, operation]);
}

function isRemainder(run: Run, value: Value, divisor: Value, rest: number): boolean {
  return isEqual(calculate('%', value, divisor, run.meter), rest, run.meter);
}

function isSame(a: Value, b: Value): boolean {
  if (a instanceof PyFloat && b instanceof PyFloat) return a === b;
  return a === b;
}

/** The name that a value is, empty for anything but text; lists and dicts cannot be looked up. */
function nameOf(run: Run, value: Value): string {
  keyToken(value, run.meter);
  return asText(value) ?? '';
}

/**
 * All of Jinja2's tests.
 * @param filters known to the test `filter`
 */
export function createTestTable(
  filters: ReadonlyMap<string, Operation>,
): ReadonlyMap<string, Operation> {
  const tests: Map<string, Operation> = new Map([
    ...define('defined', 'test_defined', [], (_run, value) => !(value instanceof PyUndefined)),
    ...define('undefined', 'test_undefined', [], (_run, value) => value instanceof PyUndefined),
    ...define('none', 'test_none', [], (_run, value) => value === null),
    ...define('boolean', 'test_boolean', [], (_run, value) => typeof value === 'boolean'),
    ...define('true', 'test_true', [], (_run, value) => value === true),
    ...define('false', 'test_false', [], (_run, value) => value === false),
    ...define(
      'integer',
      'test_integer',
      [],
      (_run, value) => typeof value === 'number' || typeof value === 'bigint',
    ),
    ...define('float', 'test_float', [], (_run, value) => value instanceof PyFloat),
    ...define('number', 'test_number', [], (_run, value) => isNumeric(value)),
    ...define('string', 'test_string', [], (_run, value) => asText(value) !== undefined),
    ...define('mapping', 'test_mapping', [], (_run, value) => value instanceof PyDict),
    ...define('sequence', 'test_sequence', [], (_run, value) => {
      if (value instanceof PyUndefined) return !value.isStrict;
      return (
        asText(value) !== undefined ||
        Array.isArray(value) ||
        value instanceof PyTuple ||
        value instanceof PyDict ||
        value instanceof PyRange
      );
    }),
    ...define('iterable', 'test_iterable', [], (_run, value) => {
      requireDefined(value);
      return isIterable(value);
    }),
    ...define(
      'callable',
      'callable',
      [],
      (_run, value) =>
        value instanceof PyUndefined ||
        value instanceof PyFunction ||
        (value instanceof PyObject && value.callable !== undefined),
    ),
    ...define('escaped', 'test_escaped', [], (_run, value) => value instanceof PyMarkup),
    ...define('lower', 'test_lower', [], (run, value) => {
      const text = printValue(value, run.meter);
      return isLowerText(text);
    }),
    ...define('upper', 'test_upper', [], (run, value) => {
      const text = printValue(value, run.meter);
      return isUpperText(text);
    }),
    ...define('odd', 'test_odd', [], (run, value) => isRemainder(run, value, 2, 1)),
    ...define('even', 'test_even', [], (run, value) => isRemainder(run, value, 2, 0)),
    ...define('divisibleby', 'test_divisibleby', ['num'], (run, value, number) =>
      isRemainder(run, value, number as Value, 0),
    ),
    ...define('sameas', 'test_sameas', ['other'], (_run, value, other) =>
      isSame(value, other as Value),
    ),
    ...define('in', 'test_in', ['seq'], (run, value, sequence) =>
      holds('in', value, sequence as Value, run.meter),
    ),
    ...define('filter', 'test_filter', [], (run, value) => filters.has(nameOf(run, value))),
    ...compare('== eq equalto', 'eq', '=='),
    ...compare('!= ne', 'ne', '!='),
    ...compare('< lt lessthan', 'lt', '<'),
    ...compare('<= le', 'le', '<='),
    ...compare('> gt greaterthan', 'gt', '>'),
    ...compare('>= ge', 'ge', '>='),
  ]);
  for (const [name, operation] of define('test', 'test_test', [], (run, value) =>
    tests.has(nameOf(run, value)),
  ))
    tests.set(name, operation);
  return tests;
}
