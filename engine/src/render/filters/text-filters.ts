import { trimEnd, trimStart, whitespaceClass } from '../../templates/whitespace.ts';
import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { padText } from '../methods/text-shape-methods.ts';
import { splitLines, stripText } from '../methods/text-split-methods.ts';
import { capitalizeText } from '../text-format/letter-case.ts';
import { formatPercent } from '../text-format/percent-format.ts';
import { replaceText } from '../text-format/replace-text.ts';
import { wrapText } from '../text-format/wrap-text.ts';
import { toInteger, toText } from '../to-arguments.ts';
import { dictOf } from '../values/dict.ts';
import { lengthOf } from '../values/iterate.ts';
import { escapeMarkup } from '../values/markup.ts';
import { printValue } from '../values/print-value.ts';
import { asText, codePointLength, sliceCodePoints } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { refuseUndefined, requireDefined } from '../values/undefined.ts';
import { PyMarkup, PyTuple, type Value } from '../values/value.ts';
import { defineFilter } from './define-filter.ts';

/** Fails where Jinja2 uses a value as text without converting it first. */
function requireOwnText(callee: string, value: Value): void {
  if (asText(value) !== undefined) return;
  requireDefined(value);
  const isIndent = callee === 'do_indent';
  if (!isIndent && callee !== 'do_wordwrap') return;
  refuseUndefined(value);
  const type = typeName(value);
  if (isIndent && type === 'tuple') fail('can only concatenate tuple (not "str") to tuple');
  if (isIndent && type !== 'list') fail(`unsupported operand type(s) for +=: '${type}' and 'str'`);
  fail(`'${type}' object has no attribute 'splitlines'`);
}

/** A filter from text to text; Markup stays Markup. */
function defineTextFilter(
  names: string,
  callee: string,
  parameters: Parameters<typeof defineFilter>[2],
  body: (run: Run, text: string, ...values: Value[]) => string,
): [string, Operation][] {
  return defineFilter(names, callee, parameters, (run, value, ...values) => {
    requireOwnText(callee, value);
    const text = printValue(value, run.meter);
    run.meter.step(1 + Math.floor(text.length / 1000));
    run.meter.allocate(text.length);
    const result = body(run, text, ...values);
    return value instanceof PyMarkup ? new PyMarkup(result) : result;
  });
}

const wordStart = new RegExp(`([-${whitespaceClass}({\\[<]+)`);

function titleWords(text: string): string {
  return text
    .split(wordStart)
    .map((word) => {
      const [first = ''] = word;
      return first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join('');
}

function truncate(run: Run, value: Value, ...values: Value[]): Value {
  const [lengthValue, killsWords, endValue, leewayValue] = values as [Value, Value, Value, Value];
  const length = toInteger(lengthValue, run.meter);
  const end = toText(endValue, 'end');
  const leeway = leewayValue === null ? 5 : toInteger(leewayValue, run.meter);
  const endLength = codePointLength(end);
  if (length < endLength) fail(`expected length >= ${endLength}, got ${length}`);
  if (leeway < 0) fail(`expected leeway >= 0, got ${leeway}`);
  const size = lengthOf(value);
  if (size === undefined) fail(`object of type '${typeName(value)}' has no len()`);
  if (size <= length + leeway) return value;
  const text = asText(value);
  if (text === undefined && !isTruthy(killsWords))
    return fail(`'${typeName(value)}' object has no attribute 'rsplit'`);
  if (text === undefined)
    return fail(`can only concatenate ${typeName(value)} (not "str") to ${typeName(value)}`);
  run.meter.allocate(length);
  const cut = sliceCodePoints(text, 0, length - endLength);
  const space = isTruthy(killsWords) ? -1 : cut.lastIndexOf(' ');
  const mark = value instanceof PyMarkup ? escapeMarkup(endValue, run.meter).text : end;
  const result = (space === -1 ? cut : cut.slice(0, space)) + mark;
  return value instanceof PyMarkup ? new PyMarkup(result) : result;
}

function indent(run: Run, text: string, ...values: Value[]): string {
  const [width, first, blank] = values as [Value, Value, Value];
  const indentation = asText(width) ?? ' '.repeat(Math.max(0, toInteger(width, run.meter)));
  const lines = splitLines(`${text}\n`, false);
  run.meter.allocate(lines.length * indentation.length + text.length);
  const keepsBlank = isTruthy(blank);
  const rest = lines.map((line, index) =>
    index > 0 && (keepsBlank || line !== '') ? indentation + line : line,
  );
  return (isTruthy(first) ? indentation : '') + rest.join('\n');
}

function replace(run: Run, value: Value, ...values: Value[]): Value {
  const [old, fresh, count] = values as [Value, Value, Value];
  const most = count === null ? -1 : toInteger(count, run.meter);
  const isEscaped = run.isEscaping && [value, old, fresh].some((part) => part instanceof PyMarkup);
  const shown = (part: Value, escapes: boolean): string =>
    escapes ? escapeMarkup(part, run.meter).text : printValue(part, run.meter);
  const text = shown(value, isEscaped);
  const from = printValue(old, run.meter);
  const to = shown(fresh, isEscaped);
  run.meter.step(1 + Math.floor(text.length / 1000));
  const result = replaceText(run.meter, text, from, to, most);
  return isEscaped ? new PyMarkup(result) : result;
}

function wordWrap(run: Run, value: Value, ...values: Value[]): string {
  requireOwnText('do_wordwrap', value);
  const text = asText(value) ?? '';
  const [width, breaksWords, wrapString, breaksHyphens] = values as [Value, Value, Value, Value];
  const separator = wrapString === null ? '\n' : toText(wrapString, 'wrapstring');
  const options = {
    width: toInteger(width, run.meter),
    breaksLongWords: isTruthy(breaksWords),
    breaksOnHyphens: isTruthy(breaksHyphens),
  };
  return splitLines(text, false)
    .map((line) => {
      const parts = wrapText(run.meter, line, options);
      run.meter.allocate(line.length + parts.length * separator.length);
      return parts.join(separator);
    })
    .join(separator);
}

function formatFilter(run: Run, value: Value, values: Parameters<Operation>[2]): Value {
  const { positional, keywords } = values;
  if (positional.length > 0 && keywords.size > 0)
    fail("can't handle positional and keyword arguments at the same time");
  const format = value instanceof PyMarkup ? value : printValue(value, run.meter);
  return formatPercent(
    format,
    keywords.size > 0 ? dictOf(keywords, run.meter) : new PyTuple(positional),
    run.meter,
  );
}

/** Filters from text to text. */
export const textFilters: [string, Operation][] = [
  ...defineTextFilter('upper', 'do_upper', [], (_run, text) => text.toUpperCase()),
  ...defineTextFilter('lower', 'do_lower', [], (_run, text) => text.toLowerCase()),
  ...defineTextFilter('capitalize', 'do_capitalize', [], (_run, text) => capitalizeText(text)),
  ...defineFilter('title', 'do_title', [], (run, value) => {
    const text = printValue(value, run.meter);
    run.meter.allocate(text.length * 2);
    return titleWords(text);
  }),
  ...defineTextFilter('trim', 'do_trim', [['chars', null]], (_run, text, chars) =>
    chars === null ? trimStart(trimEnd(text)) : stripText(text, chars as Value, 'both'),
  ),
  ...defineFilter('replace', 'do_replace', ['old', 'new', ['count', null]], replace),
  ...defineTextFilter('center', 'do_center', [['width', 80]], (run, text, width) =>
    padText(text, width as Value, ' ', 'both', run.meter),
  ),
  ...defineFilter(
    'truncate',
    'do_truncate',
    [
      ['length', 255],
      ['killwords', false],
      ['end', '...'],
      ['leeway', null],
    ],
    truncate,
  ),
  ...defineTextFilter(
    'indent',
    'do_indent',
    [
      ['width', 4],
      ['first', false],
      ['blank', false],
    ],
    indent,
  ),
  ...defineFilter(
    'wordwrap',
    'do_wordwrap',
    [
      ['width', 79],
      ['break_long_words', true],
      ['wrapstring', null],
      ['break_on_hyphens', true],
    ],
    wordWrap,
  ),
  ...defineFilter('wordcount', 'do_wordcount', [], (run, value) => {
    const text = printValue(value, run.meter);
    run.meter.step(1 + Math.floor(text.length / 1000));
    let count = 0;
    for (const _ of text.matchAll(/[\p{L}\p{N}_]+/gu)) count += 1;
    return count;
  }),
  ['format', formatFilter],
  ...defineFilter('string', 'soft_str', [], (run, value) =>
    value instanceof PyMarkup ? value : printValue(value, run.meter),
  ),
];
