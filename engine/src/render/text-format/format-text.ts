import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { dictGet } from '../values/dict.ts';
import { escapeText } from '../values/markup.ts';
import { orElse } from '../values/or-else.ts';
import { escapeNonAscii, printValue, reprValue } from '../values/print-value.ts';
import { asText, codePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { failUndefined } from '../values/undefined.ts';
import {
  type CallValues,
  PyDict,
  PyMarkup,
  PyTuple,
  PyUndefined,
  type Value,
} from '../values/value.ts';
import { formatBySpec } from './format-spec.ts';

/**
 * `str.format`: fields by number, by name and by `[key]`; for Markup their values are escaped. Attributes in fields (`{0.name}`) are
 * refused, because they would reach past what a template may read.
 */
export function formatText(
  meter: Meter,
  template: string,
  values: CallValues,
  isMarkup = false,
): string {
  const counter = { next: 0, isManual: false, isMarkup };
  return formatLevel(meter, template, values, counter, 2);
}

interface Counter {
  next: number;
  isManual: boolean;
  /** True when fields are escaped. */
  isMarkup: boolean;
}

function formatLevel(
  meter: Meter,
  template: string,
  values: CallValues,
  counter: Counter,
  depth: number,
): string {
  if (depth < 0) fail('Max string recursion exceeded');
  let result = '';
  const add = (text: string): void => {
    meter.allocate(text.length);
    result += text;
  };
  let at = 0;
  while (at < template.length) {
    const brace = template.slice(at).search(/[{}]/);
    if (brace === -1) {
      add(template.slice(at));
      break;
    }
    add(template.slice(at, at + brace));
    at += brace;
    const char = template[at] as string;
    if (template[at + 1] === char) {
      add(char);
      at += 2;
      continue;
    }
    if (char === '}') fail("Single '}' encountered in format string");
    const end = fieldEnd(template, at);
    meter.step();
    add(formatField(meter, template.slice(at + 1, end), values, counter, depth));
    at = end + 1;
  }
  return result;
}

function fieldEnd(template: string, start: number): number {
  let depth = 0;
  for (let at = start; at < template.length; at += 1) {
    if (template[at] === '{') depth += 1;
    else if (template[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return fail(
    start === template.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}

function formatField(
  meter: Meter,
  field: string,
  values: CallValues,
  counter: Counter,
  depth: number,
): string {
  const match = /^([^!:]*)(?:!([^:]*))?(?::([\s\S]*))?$/.exec(field);
  const [, path = '', conversion, spec = ''] = match ?? [];
  let value = readPath(meter, path, values, counter);
  if (conversion === 'r') value = reprValue(value, meter);
  else if (conversion === 'a') value = escapeNonAscii(reprValue(value, meter), meter);
  else if (conversion === 's') value = printValue(value, meter);
  else if (conversion !== undefined) fail(`Unknown conversion specifier '${conversion}'`);
  if (value instanceof PyUndefined && value.isStrict) failUndefined(value);
  const shown = formatLevel(meter, spec, values, counter, depth - 1);
  if (!counter.isMarkup || depth < 2) return formatBySpec(meter, value, shown);
  if (!(value instanceof PyMarkup)) return escapeText(formatBySpec(meter, value, shown), meter);
  if (shown !== '') fail(`Format specifier ${shown} given, but Markup has no format specifiers`);
  return value.text;
}

function readPath(meter: Meter, path: string, values: CallValues, counter: Counter): Value {
  const match = /^([^.[]*)([\s\S]*)$/.exec(path);
  const name = match?.[1] ?? '';
  let value: Value | undefined;
  if (name === '' || /^\d+$/.test(name)) {
    if (name === '') {
      if (counter.isManual)
        fail('cannot switch from manual field specification to automatic field numbering');
      counter.next += 1;
    } else if (counter.next > 0) {
      fail('cannot switch from automatic field numbering to manual field specification');
    } else counter.isManual = true;
    const index = name === '' ? counter.next - 1 : Number(name);
    value = values.positional[index];
    if (value === undefined)
      fail(`Replacement index ${index} out of range for positional args tuple`);
  } else {
    value = values.keywords.get(name);
    if (value === undefined) fail(`'${name}'`);
  }
  let rest = match?.[2] ?? '';
  while (rest !== '') {
    const item = /^\[([^\]]*)\]/.exec(rest);
    if (item === null)
      fail(
        `'${typeName(value)}' object has no attribute '${/^\.?([^.[]*)/.exec(rest)?.[1] ?? ''}'`,
        'format fields read items with [key]; attributes are not supported',
      );
    value = readKey(meter, value, item[1] ?? '');
    rest = rest.slice(item[0].length);
  }
  return value;
}

function readKey(meter: Meter, value: Value, key: string): Value {
  const isIndex = /^\d+$/.test(key);
  if (value instanceof PyDict)
    return orElse(dictGet(value, isIndex ? Number(key) : key, meter), () =>
      fail(isIndex ? key : `'${key}'`),
    );
  const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : undefined;
  const text = asText(value);
  if (text !== undefined && isIndex)
    return codePoints(text)[Number(key)] ?? fail('string index out of range');
  if (items === undefined || !isIndex)
    return fail(`'${typeName(value)}' object is not subscriptable by '${key}'`);
  return orElse(items[Number(key)], () => fail(`${typeName(value)} index out of range`));
}
