import type { Meter } from '../budget.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { formatText } from '../text-format/format-text.ts';
import { replaceText } from '../text-format/replace-text.ts';
import { toInteger, toText } from '../to-arguments.ts';
import { asText, codePointLength, codePoints } from '../values/text.ts';
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
  const result = formatText(run.meter, asText(self) ?? '', values);
  return self instanceof PyMarkup ? new PyMarkup(result) : result;
};

const formatMap: Method = (run, self, { positional }) => {
  const [mapping] = positional;
  if (!(mapping instanceof PyDict)) return fail('format_map() takes a mapping');
  const keywords = new Map<string, Value>();
  for (const entry of mapping.entries.values())
    if (typeof entry.key === 'string') keywords.set(entry.key, entry.value);
  return format(run, self, { positional: [], keywords });
};

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
  ['format', format],
  ['format_map', formatMap],
];
