import { PyMarkup, type Value } from './value.ts';

/** Up to here it is quicker to walk than to look for surrogates first. */
const shortSlice = 100;
const surrogate = /[\ud800-\udfff]/;

/** True when every code point is one UTF-16 unit, so that units can be counted. */
export function isFlat(text: string): boolean {
  return !surrogate.test(text);
}

/** Where the code point after the one at `at` starts. */
function nextPoint(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
  return isPair ? at + 2 : at + 1;
}

/** Length in code points. */
export function codePointLength(text: string): number {
  if (isFlat(text)) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; at = nextPoint(text, at)) count += 1;
  return count;
}

/** The text's code points, one string each. */
export function codePoints(text: string): string[] {
  return isFlat(text) ? text.split('') : Array.from(text);
}

/** `text[start:stop]` in code points; both within 0..length. */
export function sliceCodePoints(text: string, start: number, stop: number): string {
  if (stop > shortSlice && isFlat(text)) return text.slice(start, stop);
  let from = 0;
  for (let count = 0; count < start && from < text.length; count += 1) from = nextPoint(text, from);
  let to = from;
  for (let count = start; count < stop && to < text.length; count += 1) to = nextPoint(text, to);
  return text.slice(from, to);
}

/** The text that a str or Markup value holds, else `undefined`. */
export function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof PyMarkup ? value.text : undefined;
}
