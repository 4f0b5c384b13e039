import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { asInteger, toDouble } from '../values/number.ts';
import { printFloat } from '../values/print-float.ts';
import { printValue } from '../values/print-value.ts';
import { asText, codePointLength, sliceCodePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { PyFloat, type Value } from '../values/value.ts';
import { formatDouble } from './format-double.ts';

interface Spec {
  fill: string;
  align: string;
  sign: string;
  isAlternate: boolean;
  width: number;
  grouping: string;
  precision: number | undefined;
  type: string;
}

const pattern =
  /^(?:([^])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

/** A value formatted by Python's format specification, as in `{:>8.2f}`. */
export function formatBySpec(meter: Meter, value: Value, text: string): string {
  if (text === '') return printValue(value, meter);
  const match = pattern.exec(text);
  if (match === null)
    return fail(`Invalid format specifier '${text}' for object of type '${typeName(value)}'`);
  const zero = match[6] !== undefined;
  const spec: Spec = {
    fill: match[1] ?? (zero && match[2] === undefined ? '0' : ' '),
    align: match[2] ?? (zero ? '=' : ''),
    sign: match[3] ?? '-',
    isAlternate: match[5] !== undefined,
    width: readCount(match[7], meter) ?? 0,
    grouping: match[8] ?? '',
    precision: readCount(match[9], meter),
    type: match[10] ?? '',
  };
  const string = asText(value);
  if (string !== undefined)
    return formatString(meter, string, spec, match[2] === undefined && zero);
  const integer = asInteger(value);
  if (integer !== undefined && !'eEfFgG%'.includes(spec.type || 'd'))
    return formatInteger(meter, integer, spec);
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type) && value instanceof PyFloat)
    fail(`Unknown format code '${spec.type}' for object of type 'float'`);
  if (integer !== undefined || value instanceof PyFloat)
    return formatFloat(meter, toDouble(value instanceof PyFloat ? value : (integer ?? 0)), spec);
  return fail(`unsupported format string passed to ${typeName(value)}.__format__`);
}

function readCount(text: string | undefined, meter: Meter): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  meter.checkInteger(count);
  return count;
}

function formatString(meter: Meter, text: string, spec: Spec, hasZero: boolean): string {
  if (spec.type !== '' && spec.type !== 's')
    fail(`Unknown format code '${spec.type}' for object of type 'str'`);
  if (spec.align === '=' && !hasZero) fail("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? text : sliceCodePoints(text, 0, spec.precision);
  return pad(meter, '', cut, { ...spec, align: spec.align === '=' ? '<' : spec.align || '<' });
}

function formatInteger(meter: Meter, value: number | bigint, spec: Spec): string {
  if (spec.precision !== undefined) fail('Precision not allowed in integer format specifier');
  const negative = value < 0;
  const magnitude = BigInt(value) * (negative ? -1n : 1n);
  if (spec.type === 'c')
    return pad(meter, '', String.fromCodePoint(Number(magnitude)), {
      ...spec,
      align: spec.align || '<',
    });
  const radix = { b: 2, o: 8, x: 16, X: 16 }[spec.type] ?? 10;
  const digits = magnitude.toString(radix);
  const prefix = spec.isAlternate && radix !== 10 ? `0${spec.type}` : '';
  const cased = spec.type === 'X' ? digits.toUpperCase() : digits;
  const grouped = group(cased, spec.grouping, radix === 10 ? 3 : 4);
  return pad(meter, signOf(negative, spec.sign) + prefix, grouped, spec);
}

function formatFloat(meter: Meter, value: number, spec: Spec): string {
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  meter.allocate((spec.precision ?? 6) + 320);
  let body: string;
  if (spec.type === '%') body = `${formatDouble(magnitude * 100, 'f', spec.precision ?? 6)}%`;
  else if (spec.type === '' && spec.precision === undefined) body = printFloat(magnitude);
  else if (spec.type === '') {
    body = formatDouble(magnitude, 'g', spec.precision || 1);
    if (!/[.en]/.test(body)) body += '.0';
  } else body = formatDouble(magnitude, spec.type === 'n' ? 'g' : spec.type, spec.precision ?? 6);
  const [whole = '', ...rest] = body.split(/(?=[.e%])/);
  const grouped = group(whole, spec.grouping, 3) + rest.join('');
  return pad(meter, signOf(negative, spec.sign), grouped, spec);
}

function signOf(negative: boolean, sign: string): string {
  if (negative) return '-';
  return sign === '-' ? '' : sign;
}

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= size)
    parts.unshift(digits.slice(Math.max(0, end - size), end));
  return parts.join(separator);
}

function pad(meter: Meter, sign: string, body: string, spec: Spec): string {
  const missing = spec.width - codePointLength(sign) - codePointLength(body);
  if (missing <= 0) return sign + body;
  meter.allocate(spec.width * spec.fill.length);
  const align = spec.align || '>';
  if (align === '=') {
    if (spec.fill === '0' && spec.grouping !== '')
      return sign + groupZeros(body, spec.grouping, spec.width - sign.length);
    return sign + spec.fill.repeat(missing) + body;
  }
  if (align === '<') return sign + body + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + body + spec.fill.repeat(missing - left);
}

function groupZeros(body: string, separator: string, width: number): string {
  const [whole = '', ...rest] = body.split(/(?=[.e%])/);
  const tail = rest.join('');
  let digits = whole.replaceAll(separator, '');
  while (group(digits, separator, 3).length + tail.length < width) digits = `0${digits}`;
  return group(digits, separator, 3) + tail;
}
