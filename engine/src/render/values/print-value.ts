import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { printFloat } from './print-float.ts';
import { failUndefined } from './undefined.ts';
import {
  PyDict,
  PyFloat,
  PyFunction,
  PyIterator,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  type PyView,
  type Value,
} from './value.ts';

/** A value as Python's `str` prints it. */
export function printValue(value: Value, meter: Meter): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof PyMarkup) return value.text;
  if (value instanceof PyUndefined) return value.isStrict ? failUndefined(value) : '';
  return reprValue(value, meter);
}

/** A value as Python's `repr` prints it. */
export function reprValue(value: Value, meter: Meter): string {
  return repr(value, meter, []);
}

function repr(value: Value, meter: Meter, open: Value[]): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return String(value);
    case 'bigint':
      return printBigInt(value, meter);
    case 'string':
      meter.allocate(value.length + 2);
      return reprText(value);
    default:
      break;
  }
  if (value instanceof PyFloat) return printFloat(value.value);
  if (value instanceof PyMarkup) return `Markup(${reprText(value.text)})`;
  if (value instanceof PyUndefined) return 'Undefined';
  if (value instanceof PyFunction) return value.text;
  if (value instanceof PyObject) return value.print();
  if (value instanceof PyIterator) return `<${value.name} object>`;
  if (value instanceof PyRange) {
    const step = value.step === 1 ? '' : `, ${value.step}`;
    return `range(${value.start}, ${value.stop}${step})`;
  }
  meter.checkDepth(open.length);
  if (open.includes(value)) return Array.isArray(value) ? '[...]' : '{...}';
  open.push(value);
  const text = reprContainer(value, meter, open);
  open.pop();
  return text;
}

function reprContainer(
  value: Value[] | PyTuple | PyDict | PyView,
  meter: Meter,
  open: Value[],
): string {
  const one = (item: Value): string => {
    meter.step();
    const text = repr(item, meter, open);
    meter.allocate(text.length + 2);
    return text;
  };
  if (Array.isArray(value)) return `[${value.map(one).join(', ')}]`;
  if (value instanceof PyTuple)
    return value.items.length === 1
      ? `(${one(value.items[0] as Value)},)`
      : `(${value.items.map(one).join(', ')})`;
  if (value instanceof PyDict)
    return `{${Array.from(value.entries.values(), (e) => `${one(e.key)}: ${one(e.value)}`).join(', ')}}`;
  const entries = [...value.dict.entries.values()];
  const items = entries.map((entry) => {
    if (value.kind === 'dict_keys') return one(entry.key);
    if (value.kind === 'dict_values') return one(entry.value);
    return `(${one(entry.key)}, ${one(entry.value)})`;
  });
  return `${value.kind}([${items.join(', ')}])`;
}

function printBigInt(value: bigint, meter: Meter): string {
  // Printing takes time that grows with the square of the digits.
  meter.step(value > largeInteger || value < -largeInteger ? 200 : 2);
  if (value > maxPrintable || value < -maxPrintable)
    fail('Exceeds the limit (4300 digits) for integer string conversion');
  return String(value);
}

const largeInteger = 10n ** 300n;
const maxPrintable = 10n ** 4300n - 1n;

const plainText = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Python escapes
const escapable = /[\\\n\r\t\x00-\x1f\x7f]|(?! )[\p{C}\p{Z}]/gu;

/** Text as Python's `repr` quotes it. */
export function reprText(text: string): string {
  if (plainText.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(escapable, escapeCharacter);
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** What `ascii()` makes of a value's `repr`: everything beyond ASCII escaped. */
export function escapeNonAscii(text: string, meter: Meter): string {
  meter.allocate(text.length * 10);
  return text.replace(/\P{ASCII}/gu, escapeCharacter);
}

function escapeCharacter(char: string): string {
  if (char === '\\') return '\\\\';
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
