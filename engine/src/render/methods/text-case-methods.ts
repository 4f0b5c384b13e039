import { whitespaceClass } from '../../templates/whitespace.ts';
import {
  capitalizeText,
  foldCase,
  isLowerText,
  isTitleText,
  isUpperText,
  swapCase,
  titleText,
} from '../text-format/letter-case.ts';
import { defineTextMethod } from './define-text-method.ts';

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
    return foldCase(text);
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
    return swapCase(text);
  }),
  defineTextMethod('isupper', [], (_run, text) => isUpperText(text)),
  defineTextMethod('islower', [], (_run, text) => isLowerText(text)),
  defineTextMethod('istitle', [], (_run, text) => isTitleText(text)),
  defineTextMethod('isalpha', [], every(/^\p{L}+$/u)),
  defineTextMethod('isdigit', [], every(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u)),
  defineTextMethod('isdecimal', [], every(/^\p{Nd}+$/u)),
  defineTextMethod('isnumeric', [], every(/^\p{N}+$/u)),
  defineTextMethod('isalnum', [], every(/^[\p{L}\p{N}]+$/u)),
  defineTextMethod('isspace', [], every(new RegExp(`^[${whitespaceClass}]+$`))),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it asks for
  defineTextMethod('isascii', [], every(/^[\x00-\x7f]*$/)),
  defineTextMethod('isidentifier', [], every(/^[\p{L}\p{Nl}_][\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}]*$/u)),
  defineTextMethod('isprintable', [], (_run, text) => !/(?! )[\p{C}\p{Z}]/u.test(text)),
];
