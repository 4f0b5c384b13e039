import type { ParameterSpec } from '../bind-arguments.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { toText } from '../to-arguments.ts';
import { asInteger } from '../values/number.ts';
import { codePointLength, isFlat } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { PyTuple, type Value } from '../values/value.ts';
import { defineTextMethod } from './define-text-method.ts';

const range: readonly ParameterSpec[] = [
  ['start', null],
  ['end', null],
];

/** The part of a text between two code-point bounds, and the unit offset where it starts. */
function windowOf(
  text: string,
  start: Value,
  end: Value,
): { part: string; from: number } | undefined {
  const length = codePointLength(text);
  const clamp = (value: Value, fallback: number): number => {
    if (value === null) return fallback;
    const index = asInteger(value);
    if (index === undefined)
      return fail('slice indices must be integers or None or have an __index__ method');
    const shifted = index < 0 ? Number(index) + length : Number(index);
    return Math.max(0, shifted);
  };
  const from = clamp(start, 0);
  const to = Math.min(clamp(end, length), length);
  if (from > to) return undefined;
  if (isFlat(text)) return { part: text.slice(from, to), from };
  const points = Array.from(text);
  return { part: points.slice(from, to).join(''), from };
}

function find(text: string, part: Value, start: Value, end: Value, isLast: boolean): number {
  const wanted = toText(part, 'argument');
  const area = windowOf(text, start, end);
  if (area === undefined) return -1;
  const at = isLast ? area.part.lastIndexOf(wanted) : area.part.indexOf(wanted);
  return at === -1 ? -1 : area.from + codePointLength(area.part.slice(0, at));
}

function matchesAny(
  name: string,
  wanted: Value,
  area: { part: string } | undefined,
  test: (text: string, wanted: string) => boolean,
): boolean {
  if (area === undefined) return false;
  if (wanted instanceof PyTuple)
    return wanted.items.some((item) => test(area.part, toText(item, `tuple for ${name}`)));
  if (typeof wanted !== 'string')
    fail(`${name} first arg must be str or a tuple of str, not ${typeName(wanted)}`);
  return test(area.part, wanted);
}

/** Number of times a part stands in a text without overlap. */
export function countPart(text: string, part: string): number {
  if (part === '') return codePointLength(text) + 1;
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length))
    count += 1;
  return count;
}

function index(text: string, part: Value, start: Value, end: Value, isLast: boolean): number {
  const at = find(text, part, start, end, isLast);
  if (at === -1) fail('substring not found');
  return at;
}

/** Methods of str that look for a part. */
export const textSearchMethods = [
  defineTextMethod('find', ['sub', ...range], (_run, text, part, start, end) =>
    find(text, part as Value, start as Value, end as Value, false),
  ),
  defineTextMethod('rfind', ['sub', ...range], (_run, text, part, start, end) =>
    find(text, part as Value, start as Value, end as Value, true),
  ),
  defineTextMethod('index', ['sub', ...range], (_run, text, part, start, end) =>
    index(text, part as Value, start as Value, end as Value, false),
  ),
  defineTextMethod('rindex', ['sub', ...range], (_run, text, part, start, end) =>
    index(text, part as Value, start as Value, end as Value, true),
  ),
  defineTextMethod('count', ['sub', ...range], (_run: Run, text, part, start, end) => {
    const area = windowOf(text, start as Value, end as Value);
    return area === undefined ? 0 : countPart(area.part, toText(part as Value, 'argument'));
  }),
  defineTextMethod('startswith', ['prefix', ...range], (_run, text, part, start, end) =>
    matchesAny('startswith', part as Value, windowOf(text, start as Value, end as Value), (a, b) =>
      a.startsWith(b),
    ),
  ),
  defineTextMethod('endswith', ['suffix', ...range], (_run, text, part, start, end) =>
    matchesAny('endswith', part as Value, windowOf(text, start as Value, end as Value), (a, b) =>
      a.endsWith(b),
    ),
  ),
];
