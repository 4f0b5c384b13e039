import type { Meter } from '../budget.ts';
import { chargeText } from '../charge-text.ts';
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
  /** `z`: no minus before zero. */
  isPositiveZero: boolean;
  width: number;
  grouping: string;
  precision: number | undefined;
  type: string;
}

const pattern =
  /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

/** A value formatted by Python's format specification, as in `{:>8.2f}`. */
export function formatBySpec(meter: Meter, value: Value, text: string): string {
  if (text === '') return printValue(value, meter);
  const match = pattern.exec(text);
  if (match === null)
    return fail(`Invalid format specifier '${text}' for object of type '${typeName(value)}'`);
  const zero = match[6] !== undefined;
  const spec: Spec = {
    fill: match[1] ?? (zero ? '0' : ' '),
    align: match[2] ?? (zero ? '=' : ''),
    sign: match[3] ?? '',
    isPositiveZero: match[4] !== undefined,
    isAlternate: match[5] !== undefined,
    width: readCount(match[7], meter) ?? 0,
    grouping: match[8] ?? '',
    precision: readCount(match[9], meter),
    type: match[10] ?? '',
  };
  const string = asText(value);
  if (string !== undefined)
    return formatString(meter, string, spec, match[2] === undefined && zero);
  if (spec.grouping !== '') checkGrouping(spec);
  const integer = asInteger(value);
  if (integer !== undefined && !'eEfFgG%'.includes(spec.type || 'd'))
    return formatInteger(meter, integer, typeName(value), spec);
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type) && value instanceof PyFloat)
    fail(`Unknown format code '${spec.type}' for object of type 'float'`);
  if (integer !== undefined || value instanceof PyFloat)
    return formatFloat(meter, toDouble(value instanceof PyFloat ? value : (integer ?? 0)), spec);
  return fail(`unsupported format string passed to ${typeName(value)}.__format__`);
}

function checkGrouping({ grouping, type }: Spec): void {
  if ('cns'.includes(type || 'd') || (grouping === ',' && 'boxX'.includes(type || 'd')))
    fail(`Cannot specify '${grouping}' with '${type}'.`);
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
  if (spec.sign !== '')
    fail(`${spec.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (spec.isPositiveZero)
    fail('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.isAlternate) fail('Alternate form (#) not allowed in string format specifier');
  if (spec.grouping !== '') fail(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === '=' && !hasZero) fail("'=' alignment not allowed in string format specifier");
  chargeText(meter, text);
  const cut = spec.precision === undefined ? text : sliceCodePoints(text, 0, spec.precision);
  return pad(meter, '', cut, { ...spec, align: spec.align === '=' ? '<' : spec.align || '<' });
}

function formatInteger(meter: Meter, value: number | bigint, type: string, spec: Spec): string {
  if (spec.type === 's') fail(`Unknown format code 's' for object of type '${type}'`);
  if (spec.isPositiveZero)
    fail(
      'Negative zero coercion (z) not allowed in format specifier with integer presentation type',
    );
  if (spec.precision !== undefined) fail('Precision not allowed in integer format specifier');
  const negative = value < 0;
  const magnitude = BigInt(value) * (negative ? -1n : 1n);
  if (spec.type === 'c' && spec.sign !== '')
    fail("Sign not allowed with integer format specifier 'c'");
  if (spec.type === 'c' && (negative || magnitude > 0x10ffffn))
    fail('%c arg not in range(0x110000)');
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
  const hash = spec.isAlternate;
  if (spec.type === '%') body = `${formatDouble(magnitude * 100, 'f', spec.precision ?? 6, hash)}%`;
  else if (spec.type === '' && spec.precision === undefined) body = printFloat(magnitude);
  else if (spec.type === '') {
    body = formatGeneral(magnitude, spec.precision || 1, hash);
  } else
    body = formatDouble(magnitude, spec.type === 'n' ? 'g' : spec.type, spec.precision ?? 6, hash);
  const [whole = '', ...rest] = body.split(/(?=[.e%])/);
  const grouped = group(whole, spec.grouping, 3) + rest.join('');
  const isZero = spec.isPositiveZero && !/[1-9n]/.test(body.replace(/e.*/i, ''));
  return pad(meter, signOf(negative && !isZero, spec.sign), grouped, spec);
}

/** Style `g` with a digit after the point, for a float with a precision but no type. */
function formatGeneral(magnitude: number, precision: number, isAlternate: boolean): string {
  const exponent = Number(formatDouble(magnitude, 'e', precision - 1).split('e')[1]);
  if (exponent === precision - 1) {
    const [mantissa = '', power] = formatDouble(magnitude, 'e', precision - 1).split('e');
    const short =
      mantissa.includes('.') && !isAlternate ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return `${short}e${power}`;
  }
  const text = formatDouble(magnitude, 'g', precision, isAlternate);
  return /[.en]/.test(text) ? text : `${text}.0`;
}

function signOf(negative: boolean, sign: string): string {
  if (negative) return '-';
  return sign === '-' ? '' : sign;
}

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= size)
    parts.push(digits.slice(Math.max(0, end - size), end));
  return parts.reverse().join(separator);
}

function pad(meter: Meter, sign: string, body: string, spec: Spec): string {
  const missing = spec.width - codePointLength(sign) - codePointLength(body);
  if (missing <= 0) return sign + body;
  meter.allocate(spec.width * spec.fill.length);
  const align = spec.align || '>';
  if (align === '=') {
    if (spec.fill === '0' && spec.grouping !== '')
      return (
        sign +
        groupZeros(
          body,
          spec.grouping,
          spec.width - sign.length,
          'boxX'.includes(spec.type || 'd') ? 4 : 3,
        )
      );
    return sign + spec.fill.repeat(missing) + body;
  }
  if (align === '<') return sign + body + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + body + spec.fill.repeat(missing - left);
}

function groupZeros(body: string, separator: string, width: number, size: number): string {
  const [whole = '', ...rest] = body.split(/(?=[.e%])/);
  const tail = rest.join('');
  const digits = whole.replaceAll(separator, '');
  const room = width - tail.length;
  let count = Math.max(digits.length, Math.floor((room * size) / (size + 1)));
  while (count + Math.floor((count - 1) / size) < room) count += 1;
  return group(digits.padStart(count, '0'), separator, size) + tail;
}
