import { isWhitespace, trimEnd, trimStart } from '../../templates/whitespace.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { toInteger, toText } from '../to-arguments.ts';
import { listOf } from '../values/iterate.ts';
import { asText, codePoints } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { PyTuple, type Value } from '../values/value.ts';
import { defineTextMethod } from './define-text-method.ts';

/** Text without the given characters at its ends; `null` means white space. */
export function stripText(text: string, chars: Value, sides: 'left' | 'right' | 'both'): string {
  if (chars === null) {
    const left = sides === 'right' ? text : trimStart(text);
    return sides === 'left' ? left : trimEnd(left);
  }
  const set = new Set(codePoints(toText(chars, 'strip arg')));
  const points = codePoints(text);
  let start = 0;
  let end = points.length;
  if (sides !== 'right') while (start < end && set.has(points[start] as string)) start += 1;
  if (sides !== 'left') while (end > start && set.has(points[end - 1] as string)) end -= 1;
  return points.slice(start, end).join('');
}

function splitWhitespace(text: string, limit: number): string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (at < text.length && isWhitespace(text[at] as string)) at += 1;
    if (at >= text.length) break;
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(at));
      return parts;
    }
    const start = at;
    while (at < text.length && !isWhitespace(text[at] as string)) at += 1;
    parts.push(text.slice(start, at));
  }
  return parts;
}

function splitWhitespaceFromRight(text: string, limit: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (end > 0) {
    while (end > 0 && isWhitespace(text[end - 1] as string)) end -= 1;
    if (end === 0) break;
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(0, end));
      break;
    }
    const stop = end;
    while (end > 0 && !isWhitespace(text[end - 1] as string)) end -= 1;
    parts.push(text.slice(end, stop));
  }
  return parts.reverse();
}

function split(run: Run, text: string, separator: Value, limit: Value): Value {
  const most = toInteger(limit, run.meter);
  run.meter.allocate(text.length);
  if (separator === null) return splitWhitespace(text, most);
  const mark = toText(separator, 'sep');
  if (mark === '') fail('empty separator');
  const parts = text.split(mark);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(mark)];
}

function splitFromRight(run: Run, text: string, separator: Value, limit: Value): Value {
  const most = toInteger(limit, run.meter);
  run.meter.allocate(text.length);
  if (separator === null) return splitWhitespaceFromRight(text, most);
  const mark = toText(separator, 'sep');
  if (mark === '') fail('empty separator');
  const parts = text.split(mark);
  if (most < 0 || parts.length <= most + 1) return parts;
  const cut = parts.length - most;
  return [parts.slice(0, cut).join(mark), ...parts.slice(cut)];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python breaks lines there
const lineBreaks = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** The lines of a text as Python's `splitlines` finds them. */
export function splitLines(text: string, keepsEnds: boolean): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineBreaks)) {
    const end = match.index + match[0].length;
    lines.push(text.slice(start, keepsEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

function partition(text: string, separator: Value, isLast: boolean): Value {
  const mark = toText(separator, 'sep');
  if (mark === '') fail('empty separator');
  const at = isLast ? text.lastIndexOf(mark) : text.indexOf(mark);
  if (at === -1) return new PyTuple(isLast ? ['', '', text] : [text, '', '']);
  return new PyTuple([text.slice(0, at), mark, text.slice(at + mark.length)]);
}

/** Methods of str that cut and join. */
export const textSplitMethods = [
  defineTextMethod('strip', [['chars', null]], (_run, text, chars) =>
    stripText(text, chars as Value, 'both'),
  ),
  defineTextMethod('lstrip', [['chars', null]], (_run, text, chars) =>
    stripText(text, chars as Value, 'left'),
  ),
  defineTextMethod('rstrip', [['chars', null]], (_run, text, chars) =>
    stripText(text, chars as Value, 'right'),
  ),
  defineTextMethod(
    'split',
    [
      ['sep', null],
      ['maxsplit', -1],
    ],
    (run, text, separator, limit) => split(run, text, separator as Value, limit as Value),
  ),
  defineTextMethod(
    'rsplit',
    [
      ['sep', null],
      ['maxsplit', -1],
    ],
    (run, text, separator, limit) => splitFromRight(run, text, separator as Value, limit as Value),
  ),
  defineTextMethod('splitlines', [['keepends', false]], (run, text, keeps) => {
    run.meter.allocate(text.length);
    return splitLines(text, isTruthy(keeps as Value));
  }),
  defineTextMethod('partition', ['sep'], (_run, text, mark) =>
    partition(text, mark as Value, false),
  ),
  defineTextMethod('rpartition', ['sep'], (_run, text, mark) =>
    partition(text, mark as Value, true),
  ),
  defineTextMethod('removeprefix', ['prefix'], (_run, text, prefix) => {
    const part = toText(prefix as Value, 'removeprefix() argument');
    return text.startsWith(part) ? text.slice(part.length) : text;
  }),
  defineTextMethod('removesuffix', ['suffix'], (_run, text, suffix) => {
    const part = toText(suffix as Value, 'removesuffix() argument');
    return part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text;
  }),
  defineTextMethod('join', ['iterable'], (run, text, items) => {
    const parts = listOf(items as Value, run.meter).map((item, index) => {
      const part = asText(item);
      if (part === undefined)
        fail(`sequence item ${index}: expected str instance, ${typeName(item)} found`);
      run.meter.allocate(part.length + text.length);
      return part;
    });
    return parts.join(text);
  }),
];
