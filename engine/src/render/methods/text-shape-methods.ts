import type { Meter } from '../budget.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { formatText } from '../text-format/format-text.ts';
import { replaceText } from '../text-format/replace-text.ts';
import { toInteger, toText } from '../to-arguments.ts';
import { dictGet, dictSet } from '../values/dict.ts';
import { asInteger } from '../values/number.ts';
import { asText, codePointLength, codePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { PyDict, PyMarkup, type Value } from '../values/value.ts';
import { defineTextMethod } from './define-text-method.ts';
import type { Method } from './method.ts';

/** Text padded to a width in code points, as `str.center`, `ljust` or `rjust`. */
export function padText(
  text: string,
  width: Value,
  fill: Value,
  side: 'left' | 'right' | 'both',
  meter: Meter,
): string {
  const total = toInteger(width, meter);
  const char = toText(fill, 'The fill character');
  if (codePointLength(char) !== 1) fail('The fill character must be exactly one character long');
  const missing = total - codePointLength(text);
  if (missing <= 0) return text;
  meter.allocate(missing * char.length + text.length);
  if (side === 'left') return char.repeat(missing) + text;
  if (side === 'right') return text + char.repeat(missing);
  const left = Math.floor(missing / 2) + (missing & total & 1);
  return char.repeat(left) + text + char.repeat(missing - left);
}

function zeroFill(run: Run, text: string, width: Value): string {
  const missing = toInteger(width, run.meter) - codePointLength(text);
  if (missing <= 0) return text;
  run.meter.allocate(missing + text.length);
  const sign = text[0] === '-' || text[0] === '+' ? text[0] : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function expandTabs(run: Run, text: string, size: Value): string {
  const width = toInteger(size, run.meter);
  let column = 0;
  let result = '';
  for (const char of codePoints(text)) {
    if (char === '\t') {
      const spaces = width > 0 ? width - (column % width) : 0;
      run.meter.allocate(spaces);
      result += ' '.repeat(spaces);
      column += spaces;
    } else {
      result += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

const format: Method = (run, self, values) => {
  const isMarkup = self instanceof PyMarkup;
  const result = formatText(run.meter, asText(self) ?? '', values, isMarkup);
  return isMarkup ? new PyMarkup(result) : result;
};

const formatMap: Method = (run, self, { positional }) => {
  const [mapping] = positional;
  if (!(mapping instanceof PyDict)) return fail('format_map() takes a mapping');
  const keywords = new Map<string, Value>();
  for (const entry of mapping.entries.values())
    if (typeof entry.key === 'string') keywords.set(entry.key, entry.value);
  return format(run, self, { positional: [], keywords });
};

/** What a table of `str.translate` makes of a character. */
function translateCharacter(run: Run, table: PyDict, char: string): string {
  run.meter.step();
  const found = dictGet(table, char.codePointAt(0) ?? 0, run.meter);
  if (found === undefined) return char;
  if (found === null) return '';
  const text = asText(found);
  if (text !== undefined) return text;
  const code = asInteger(found);
  if (code === undefined) return fail('character mapping must return integer, None or str');
  if (code < 0 || code > 0x10ffff) fail('character mapping must be in range(0x110000)');
  return String.fromCodePoint(Number(code));
}

function translate(run: Run, text: string, table: Value): string {
  if (!(table instanceof PyDict)) return fail(`'${typeName(table)}' is not a translation table`);
  let result = '';
  for (const char of codePoints(text)) {
    const part = translateCharacter(run, table, char);
    run.meter.allocate(part.length);
    result += part;
  }
  return result;
}

/** The table that `str.maketrans` makes of one dict, or of texts. */
function makeTable(run: Run, from: Value, to: Value, removed: Value): PyDict {
  const table = new PyDict();
  const add = (char: string, value: Value): void =>
    dictSet(table, char.codePointAt(0) ?? 0, value, run.meter);
  if (to === null) {
    if (!(from instanceof PyDict))
      return fail('if you give only one argument to maketrans it must be a dict');
    for (const { key, value } of from.entries.values()) {
      const char = asText(key);
      if (char === undefined) dictSet(table, key, value, run.meter);
      else if (codePointLength(char) === 1) add(char, value);
      else fail('string keys in translate table must be of length 1');
    }
    return table;
  }
  const [keys, values] = [from, to].map((part) => codePoints(toText(part, 'argument'))) as [
    string[],
    string[],
  ];
  if (keys.length !== values.length)
    fail('the first two maketrans arguments must have equal length');
  keys.forEach((char, index) => {
    add(char, values[index]?.codePointAt(0) ?? 0);
  });
  if (removed !== null) for (const char of codePoints(toText(removed, 'argument'))) add(char, null);
  return table;
}

/** Methods of str that build other text. */
export const textShapeMethods: (readonly [string, Method])[] = [
  defineTextMethod('center', ['width', ['fillchar', ' ']], (run, text, width, fill) =>
    padText(text, width as Value, fill as Value, 'both', run.meter),
  ),
  defineTextMethod('ljust', ['width', ['fillchar', ' ']], (run, text, width, fill) =>
    padText(text, width as Value, fill as Value, 'right', run.meter),
  ),
  defineTextMethod('rjust', ['width', ['fillchar', ' ']], (run, text, width, fill) =>
    padText(text, width as Value, fill as Value, 'left', run.meter),
  ),
  defineTextMethod('zfill', ['width'], (run, text, width) => zeroFill(run, text, width as Value)),
  defineTextMethod('expandtabs', [['tabsize', 8]], (run, text, size) =>
    expandTabs(run, text, size as Value),
  ),
  defineTextMethod('replace', ['old', 'new', ['count', -1]], (run, text, old, fresh, count) =>
    replaceText(
      run.meter,
      text,
      toText(old as Value, 'replace() argument 1'),
      toText(fresh as Value, 'replace() argument 2'),
      toInteger(count as Value, run.meter),
    ),
  ),
  defineTextMethod('translate', ['table'], (run, text, table) =>
    translate(run, text, table as Value),
  ),
  defineTextMethod('maketrans', ['x', ['y', null], ['z', null]], (run, _text, x, y, z) =>
    makeTable(run, x as Value, y as Value, z as Value),
  ),
  ['format', format],
  ['format_map', formatMap],
];
