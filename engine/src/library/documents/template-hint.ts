import type { Position } from '../../errors/problem.ts';

/** Writings of other languages that the parser stops at, at or just before its place. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/^&&/, 'write `and`'],
  [/^\|\|/, 'write `or`'],
  [/^={1,3}/, 'write `==` for "equals"'],
  [/^!/, 'write `not`, or `!=` for "differs"'],
  [/^\?/, 'write `a if condition else b`'],
  [/^\}/, 'close what is open: ( with ), [ with ], {{ with }} and {% with %}'],
  [/^\)/, 'close what is open: ( with ), [ with ], {{ with }} and {% with %}'],
  [/^['"]/, 'close the text with the quote that it started with'],
];

/** Tags that Jinja2 does not have, and what people mean by them. */
const tags = new Map([
  ['elseif', 'elif'],
  ['elsif', 'elif'],
  ['fro', 'for'],
  ['esle', 'else'],
  ['foreach', 'for'],
  ['end', 'endif` or `endfor'],
]);

/**
 * What to do about a template that does not parse.
 * @param at where the parser stopped, line and column in the template from 1
 */
export function templateHint(message: string, source: string, at: Position): string {
  const line = source.split(/\r\n|\r|\n/)[at.line - 1] ?? '';
  const tag = /unknown tag '(\w+)'/.exec(message)?.[1];
  if (tag !== undefined) return hintForTag(tag);
  if (/Unexpected end of template/.test(message)) {
    const open = /needs to be closed is '(\w+)'/.exec(message)?.[1];
    return open ? `add \`{% end${open} %}\`` : 'close the last tag';
  }
  if (/Missing end of comment/.test(message)) return 'close the comment with `#}`';
  if (/Missing end of raw/.test(message)) return 'add `{% endraw %}`';
  const rest = line.slice(at.column - 1);
  if (/end of template/.test(message)) return 'close {{ with }} and {% with %}';
  if (/^if\b/.test(rest) && /\belse\s+$/.test(line.slice(0, at.column - 1))) return 'write `elif`';
  // The parser may have taken the first sign already.
  for (const start of [at.column - 2, at.column - 1]) {
    const written = line.slice(Math.max(0, start));
    const doubled = start === at.column - 2 ? /^(?:\|\||&&|==)/.test(written) : true;
    const habit = doubled && habits.find(([sign]) => sign.test(written));
    if (habit) return habit[1];
  }
  if (/expected token 'in'/.test(message)) return 'write `{% for item in items %}`';
  if (/got 'end of (?:print statement|statement block)'/.test(message)) {
    return 'write a name or a value before the tag ends';
  }
  if (/expected token 'end of/.test(message)) {
    return 'one expression stands here: join with ~, compare with ==, filter with |';
  }
  return 'the manual of Jinja2 shows what may stand here';
}

function hintForTag(tag: string): string {
  const meant = tags.get(tag.toLowerCase());
  if (meant) return `write \`${meant}\``;
  if (tag.startsWith('end') || tag === 'else' || tag === 'elif') {
    return 'remove it, or write the tag that it closes before it';
  }
  return 'the tags are if, for, set, include, macro, call, filter, with and raw';
}
