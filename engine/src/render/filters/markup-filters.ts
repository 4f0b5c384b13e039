import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { linkUrls } from '../text-format/link-urls.ts';
import { quoteUrl } from '../text-format/quote-url.ts';
import { stripTags } from '../text-format/strip-tags.ts';
import { toInteger, toText } from '../to-arguments.ts';
import { isIterable, listOf } from '../values/iterate.ts';
import { escapeMarkup, escapeText } from '../values/markup.ts';
import { printValue } from '../values/print-value.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { failUndefined, requireDefined } from '../values/undefined.ts';
import { PyDict, PyMarkup, PyUndefined, type Value } from '../values/value.ts';
import { defineFilter } from './define-filter.ts';

function urlEncode(run: Run, value: Value): Value {
  const text = asText(value);
  requireDefined(value);
  const isPairs = text === undefined && isIterable(value);
  if (!isPairs) return quoteUrl(run.meter, text ?? printValue(value, run.meter), false);
  const pairs =
    value instanceof PyDict
      ? Array.from(value.entries.values(), (entry) => [entry.key, entry.value])
      : listOf(value, run.meter).map((item) => {
          requireDefined(item);
          if (!isIterable(item)) fail(`cannot unpack non-iterable ${typeName(item)} object`);
          return listOf(item, run.meter);
        });
  return pairs
    .map((pair) => {
      if (pair.length > 2) fail('too many values to unpack (expected 2)');
      if (pair.length < 2) fail(`not enough values to unpack (expected 2, got ${pair.length})`);
      return pair.map((part) => quoteUrl(run.meter, printValue(part, run.meter), true)).join('=');
    })
    .join('&');
}

function xmlAttributes(run: Run, value: Value, autospace: Value): Value {
  if (value instanceof PyUndefined) failUndefined(value);
  if (!(value instanceof PyDict))
    return fail(`'${typeName(value)}' object has no attribute 'items'`);
  const parts: string[] = [];
  for (const entry of value.entries.values()) {
    if (entry.value === null || entry.value instanceof PyUndefined) continue;
    const key = asText(entry.key);
    if (key === undefined)
      return fail(`expected string or bytes-like object, got '${typeName(entry.key)}'`);
    if (/[\s/>=]/.test(key)) fail(`Invalid character in attribute name: '${key}'`);
    const part = `${escapeText(key, run.meter)}="${escapeMarkup(entry.value, run.meter).text}"`;
    run.meter.allocate(part.length + 1);
    parts.push(part);
  }
  const text = (isTruthy(autospace) && parts.length > 0 ? ' ' : '') + parts.join(' ');
  return run.isEscaping ? new PyMarkup(text) : text;
}

function urlize(run: Run, value: Value, ...values: Value[]): Value {
  const [limit, nofollow, target, rel, schemes] = values as [Value, Value, Value, Value, Value];
  const words = new Set((rel === null ? '' : toText(rel, 'rel')).split(/\s+/));
  if (isTruthy(nofollow)) words.add('nofollow');
  words.add('noopener');
  words.delete('');
  const text = linkUrls(run.meter, escapeMarkup(value, run.meter).text, {
    maxLength: limit === null ? undefined : toInteger(limit, run.meter),
    rel: [...words].sort().join(' '),
    target: target === null ? undefined : toText(target, 'target'),
    schemes:
      schemes === null
        ? []
        : listOf(schemes, run.meter).map((scheme) => readScheme(toText(scheme, 'scheme'))),
  });
  return run.isEscaping ? new PyMarkup(text) : text;
}

function readScheme(scheme: string): string {
  if (/^[\w.+-]{2,}:(\/){0,2}$/.test(scheme)) return scheme;
  return fail(`'${scheme}' is not a valid URI scheme prefix.`);
}

/** Filters about HTML and URLs. */
export const markupFilters: [string, Operation][] = [
  ...defineFilter('escape e', 'escape', [], (run, value) => {
    requireDefined(value);
    return escapeMarkup(value, run.meter);
  }),
  ...defineFilter(
    'forceescape',
    'do_forceescape',
    [],
    (run, value) => new PyMarkup(escapeText(printValue(value, run.meter), run.meter)),
  ),
  ...defineFilter(
    'safe',
    'do_mark_safe',
    [],
    (run, value) => new PyMarkup(printValue(value, run.meter)),
  ),
  ...defineFilter('striptags', 'do_striptags', [], (run, value) =>
    stripTags(run.meter, printValue(value, run.meter)),
  ),
  ...defineFilter(
    'urlize',
    'do_urlize',
    [
      ['trim_url_limit', null],
      ['nofollow', false],
      ['target', null],
      ['rel', null],
      ['extra_schemes', null],
    ],
    urlize,
  ),
  ...defineFilter('urlencode', 'do_urlencode', [], urlEncode),
  ...defineFilter('xmlattr', 'do_xmlattr', [['autospace', true]], (run, value, autospace) =>
    xmlAttributes(run, value, autospace as Value),
  ),
];
