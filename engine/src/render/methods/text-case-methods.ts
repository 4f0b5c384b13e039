import { capitalizeText, titleText } from '../text-format/letter-case.ts';
import { defineTextMethod } from './define-text-method.ts';

const cased = /[\p{Lu}\p{Ll}\p{Lt}]/u;
const every = (pattern: RegExp) => (_run: unknown, text: string) => pattern.test(text);

/** Methods of str about letters and kinds of characters. */
export const textCaseMethods = [
  defineTextMethod('upper', [], (run, text) => {
    run.meter.allocate(text.length);
    return text.toUpperCase();
  }),
  defineTextMethod('lower', [], (run, text) => {
    run.meter.allocate(text.length);
    return text.toLowerCase();
  }),
  defineTextMethod('casefold', [], (run, text) => {
    run.meter.allocate(text.length);
    return text.toLowerCase().replaceAll('ß', 'ss');
  }),
  defineTextMethod('capitalize', [], (run, text) => {
    run.meter.allocate(text.length);
    return capitalizeText(text);
  }),
  defineTextMethod('title', [], (run, text) => {
    run.meter.allocate(text.length);
    return titleText(text);
  }),
  defineTextMethod('swapcase', [], (run, text) => {
    run.meter.allocate(text.length);
    return Array.from(text, (char) =>
      char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
    ).join('');
  }),
  defineTextMethod(
    'isupper',
    [],
    (_run, text) => cased.test(text) && !/[\p{Ll}\p{Lt}]/u.test(text),
  ),
  defineTextMethod(
    'islower',
    [],
    (_run, text) => cased.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text),
  ),
  defineTextMethod('istitle', [], (_run, text) => cased.test(text) && titleText(text) === text),
  defineTextMethod('isalpha', [], every(/^\p{L}+$/u)),
  defineTextMethod('isdigit', [], every(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u)),
  defineTextMethod('isdecimal', [], every(/^\p{Nd}+$/u)),
  defineTextMethod('isnumeric', [], every(/^\p{N}+$/u)),
  defineTextMethod('isalnum', [], every(/^[\p{L}\p{N}]+$/u)),
  defineTextMethod(
    'isspace',
    [],
    every(/^[\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/),
  ),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it asks for
  defineTextMethod('isascii', [], every(/^[\x00-\x7f]*$/)),
  defineTextMethod('isidentifier', [], every(/^[\p{L}\p{Nl}_][\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}]*$/u)),
  defineTextMethod('isprintable', [], (_run, text) => !/(?! )[\p{C}\p{Z}]/u.test(text)),
];
