import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { formatDouble } from '../text-format/format-double.ts';
import { parseFloatText, parseIntegerText } from '../text-format/parse-number.ts';
import { toInteger } from '../to-arguments.ts';
import { applySign, calculate } from '../values/arithmetic.ts';
import { asInteger, canonicalInteger, toDouble } from '../values/number.ts';
import { orElse } from '../values/or-else.ts';
import { reprValue } from '../values/print-value.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { refuseUndefined } from '../values/undefined.ts';
import { PyFloat, PyUndefined, type Value } from '../values/value.ts';
import { defineFilter } from './define-filter.ts';

/** A float cut to an integer, `undefined` for infinities and nan. */
function truncateDouble(value: number): Value | undefined {
  return Number.isFinite(value) ? canonicalInteger(BigInt(Math.trunc(value))) : undefined;
}

function toIntegerOr(run: Run, value: Value, fallback: Value, base: Value): Value {
  refuseUndefined(value);
  const text = asText(value);
  if (text !== undefined) {
    run.meter.step(Math.floor(text.length / 10));
    const integer = parseIntegerText(text, toInteger(base, run.meter));
    if (integer !== undefined) return integer;
    const double = parseFloatText(text);
    return orElse(double === undefined ? undefined : truncateDouble(double), () => fallback);
  }
  if (value instanceof PyFloat) {
    const cut = truncateDouble(value.value);
    if (cut === undefined && !Number.isNaN(value.value))
      fail('cannot convert float infinity to integer');
    return orElse(cut, () => fallback);
  }
  return asInteger(value) ?? fallback;
}

function toFloatOr(value: Value, fallback: Value): Value {
  refuseUndefined(value);
  const text = asText(value);
  if (text !== undefined) {
    const double = parseFloatText(text);
    return double === undefined ? fallback : new PyFloat(double);
  }
  if (value instanceof PyFloat) return value;
  const integer = asInteger(value);
  return integer === undefined ? fallback : new PyFloat(toDouble(integer));
}

function roundNumber(run: Run, value: Value, precision: Value, method: Value): Value {
  if (method !== 'common' && method !== 'ceil' && method !== 'floor')
    fail('method must be common, ceil or floor');
  const integer = asInteger(value);
  if (method === 'common' && integer === undefined && !(value instanceof PyFloat))
    fail(
      `type ${typeName(value)} doesn't define __round__ method`,
      value instanceof PyUndefined ? value.message : undefined,
    );
  const digits = toInteger(precision, run.meter);
  if (Math.abs(digits) > 400) run.meter.fail('exponent', 'a precision is too large');
  if (method === 'common') {
    if (integer !== undefined) return roundInteger(integer, digits);
    return new PyFloat(roundDouble((value as PyFloat).value, digits));
  }
  const scale = calculate('**', 10, digits, run.meter);
  const scaled = calculate('*', value, scale, run.meter);
  const number = scaled instanceof PyFloat ? scaled : asInteger(scaled);
  if (number === undefined) return fail(`must be real number, not ${typeName(scaled)}`);
  const double = toDouble(number);
  if (!Number.isFinite(double)) fail('cannot convert float infinity to integer');
  const whole = canonicalInteger(
    BigInt(method === 'ceil' ? Math.ceil(double) : Math.floor(double)),
  );
  return calculate('/', whole, scale, run.meter);
}

function roundInteger(value: number | bigint, digits: number): Value {
  if (digits >= 0) return value;
  const unit = 10n ** BigInt(-digits);
  const integer = BigInt(value);
  let rest = integer % unit;
  if (rest < 0n) rest += unit;
  const low = integer - rest;
  const isUp = rest * 2n > unit || (rest * 2n === unit && (low / unit) % 2n !== 0n);
  return canonicalInteger(isUp ? low + unit : low);
}

function roundDouble(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0 || digits > 323) return value;
  if (digits >= 0) {
    const text = formatDouble(Math.abs(value), 'f', digits);
    return value < 0 || Object.is(value, -0) ? -Number(text) : Number(text);
  }
  if (digits < -308) return value < 0 ? -0 : 0;
  const sign = value < 0 ? -1 : 1;
  const unit = 10n ** BigInt(-digits);
  const whole = BigInt(Math.trunc(Math.abs(value)));
  const fraction = Math.abs(value) % 1 > 0;
  const rest = whole % unit;
  const low = whole - rest;
  const twice = rest * 2n;
  const isUp = twice > unit || (twice === unit && (fraction || (low / unit) % 2n === 1n));
  return sign * Number(isUp ? low + unit : low);
}

const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];
const decimalUnits = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];

function fileSize(run: Run, value: Value, isBinary: boolean): string {
  const parsed = toFloatOr(value, null);
  if (!(parsed instanceof PyFloat))
    return fail(
      asText(value) === undefined
        ? `float() argument must be a string or a real number, not '${typeName(value)}'`
        : `could not convert string to float: ${reprValue(value, run.meter)}`,
    );
  const bytes = parsed.value;
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const units = isBinary ? binaryUnits : decimalUnits;
  let unit = base;
  for (const name of units) {
    unit *= base;
    if (bytes < unit) return `${formatDouble((base * bytes) / unit, 'f', 1)} ${name}`;
  }
  return `${formatDouble((base * bytes) / unit, 'f', 1)} ${units.at(-1)}`;
}

/** Filters that give numbers or print them. */
export const numberFilters: [string, Operation][] = [
  ...defineFilter('abs', 'abs', [], (_run, value) => {
    if (value instanceof PyFloat) return new PyFloat(Math.abs(value.value));
    const integer = asInteger(value);
    if (integer === undefined)
      return fail(
        `bad operand type for abs(): '${typeName(value)}'`,
        value instanceof PyUndefined ? value.message : undefined,
      );
    return integer < 0 ? applySign('-', integer) : integer;
  }),
  ...defineFilter(
    'int',
    'do_int',
    [
      ['default', 0],
      ['base', 10],
    ],
    (run, value, fallback, base) => toIntegerOr(run, value, fallback as Value, base as Value),
  ),
  ...defineFilter('float', 'do_float', [['default', new PyFloat(0)]], (_run, value, fallback) =>
    toFloatOr(value, fallback as Value),
  ),
  ...defineFilter(
    'round',
    'do_round',
    [
      ['precision', 0],
      ['method', 'common'],
    ],
    (run, value, p, m) => roundNumber(run, value, p as Value, m as Value),
  ),
  ...defineFilter(
    'filesizeformat',
    'do_filesizeformat',
    [['binary', false]],
    (run, value, binary) => fileSize(run, value, isTruthy(binary as Value)),
  ),
];
