import type { Meter } from '../budget.ts';
import { chargeText } from '../charge-text.ts';
import { fail } from '../fail.ts';
import { dictGet } from '../values/dict.ts';
import { escapeMarkup } from '../values/markup.ts';
import { asInteger, toDouble } from '../values/number.ts';
import { orElse } from '../values/or-else.ts';
import { escapeNonAscii, printValue, reprValue } from '../values/print-value.ts';
import { asText, codePointLength, sliceCodePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { refuseUndefined } from '../values/undefined.ts';
import {
  PyDict,
  PyFloat,
  PyMarkup,
  PyRange,
  PyTuple,
  PyUndefined,
  type Value,
} from '../values/value.ts';
import { formatDouble } from './format-double.ts';

const directive = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S])?/gu;

/** Python's `text % values`. */
export function formatPercent(template: Value, values: Value, meter: Meter): Value {
  const text = asText(template) ?? '';
  const isMarkup = template instanceof PyMarkup;
  const items = values instanceof PyTuple ? values.items : [values];
  let used = 0;
  let usesMapping = false;
  const next = (): Value => {
    const item = items[used];
    if (item === undefined) fail('not enough arguments for format string');
    used += 1;
    return item;
  };
  const readCount = (count: string | undefined): number | undefined => {
    if (count === undefined) return undefined;
    const value = count === '*' ? Number(asInteger(next()) ?? fail('* wants int')) : Number(count);
    meter.checkInteger(value);
    return value;
  };
  let result = '';
  const add = (part: string): void => {
    meter.allocate(part.length);
    result += part;
  };
  let at = 0;
  for (const match of text.matchAll(directive)) {
    meter.step();
    add(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [, key, flags = '', width, precision, type] = match;
    if (type === undefined) fail('incomplete format');
    if (type === '%' && match[0] === '%%') {
      add('%');
      continue;
    }
    let mapped: Value | undefined;
    if (key !== undefined) {
      refuseUndefined(values);
      if (!(values instanceof PyDict)) fail('format requires a mapping');
      usesMapping = true;
      mapped = orElse(dictGet(values, key, meter), () => fail(`'${key}'`));
    }
    const columns = readCount(width) ?? 0;
    const digits = precision === '' ? 0 : readCount(precision);
    const value = orElse(mapped, next);
    const spec = { flags, width: columns, precision: digits, type, index: match.index };
    add(
      formatOne(
        meter,
        isMarkup && asText(value) !== undefined ? escapeMarkup(value, meter).text : value,
        spec,
      ),
    );
  }
  add(text.slice(at));
  if (!usesMapping && used < items.length && !(values instanceof PyDict))
    if (!Array.isArray(values) && !(values instanceof PyUndefined || values instanceof PyRange))
      fail('not all arguments converted during string formatting');
  return isMarkup ? new PyMarkup(result) : result;
}

interface PercentSpec {
  flags: string;
  width: number;
  precision: number | undefined;
  type: string;
  index: number;
}

function formatOne(meter: Meter, value: Value, spec: PercentSpec): string {
  const { type, flags, precision } = spec;
  if (type === 's' || type === 'r' || type === 'a') {
    const full = type === 's' ? printValue(value, meter) : reprValue(value, meter);
    chargeText(meter, full);
    const text = type === 'a' ? escapeNonAscii(full, meter) : full;
    return pad(meter, '', precision === undefined ? text : sliceCodePoints(text, 0, precision), {
      ...spec,
      flags: flags.replaceAll('0', ''),
    });
  }
  refuseUndefined(value);
  if (type === 'c')
    return pad(meter, '', toCharacter(value), { ...spec, flags: flags.replaceAll('0', '') });
  if ('diu'.includes(type)) return formatWhole(meter, value, 10, spec);
  if ('oxX'.includes(type)) return formatWhole(meter, value, type === 'o' ? 8 : 16, spec);
  if ('eEfFgG'.includes(type)) {
    const number = value instanceof PyFloat ? value : asInteger(value);
    if (number === undefined) fail(`must be real number, not ${typeName(value)}`);
    const double = toDouble(number);
    meter.allocate((precision ?? 6) + 320);
    const body = formatDouble(Math.abs(double), type, precision ?? 6, flags.includes('#'));
    return pad(meter, signOf(double < 0 || Object.is(double, -0), flags), body, spec);
  }
  return fail(
    `unsupported format character '${type}' (0x${(type.codePointAt(0) ?? 0).toString(16)}) at index ${spec.index + 1}`,
  );
}

function formatWhole(meter: Meter, value: Value, radix: number, spec: PercentSpec): string {
  let integer = asInteger(value);
  if (value instanceof PyFloat && radix === 10 && Number.isFinite(value.value))
    integer = BigInt(Math.trunc(value.value));
  if (integer === undefined)
    fail(
      radix === 10
        ? `%${spec.type} format: a real number is required, not ${typeName(value)}`
        : `%${spec.type} format: an integer is required, not ${typeName(value)}`,
    );
  const magnitude = integer < 0 ? -BigInt(integer) : BigInt(integer);
  let digits = magnitude.toString(radix);
  if (spec.precision !== undefined) {
    meter.allocate(spec.precision);
    digits = digits.padStart(spec.precision, '0');
  }
  if (spec.type === 'X') digits = digits.toUpperCase();
  const prefix = spec.flags.includes('#') && radix !== 10 ? `0${spec.type}` : '';
  return pad(meter, signOf(integer < 0, spec.flags) + prefix, digits, spec);
}

function toCharacter(value: Value): string {
  const text = asText(value);
  if (text !== undefined && codePointLength(text) === 1) return text;
  const code = asInteger(value);
  if (code === undefined) return fail('%c requires int or char');
  if (code < 0 || code > 0x10ffff) fail('%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(code));
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function pad(meter: Meter, sign: string, body: string, spec: PercentSpec): string {
  const isLeft = spec.flags.includes('-') || spec.width < 0;
  const missing = Math.abs(spec.width) - codePointLength(sign) - codePointLength(body);
  if (missing <= 0) return sign + body;
  meter.allocate(missing);
  if (isLeft) return sign + body + ' '.repeat(missing);
  if (spec.flags.includes('0')) return sign + '0'.repeat(missing) + body;
  return ' '.repeat(missing) + sign + body;
}
