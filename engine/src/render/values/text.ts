import { PyMarkup, type Value } from './value.ts';

const surrogate = /[\ud800-\udfff]/;

/** True when every code point is one UTF-16 unit, so that units can be counted. */
export function isFlat(text: string): boolean {
  return !surrogate.test(text);
}

/** Length in code points. */
export function codePointLength(text: string): number {
  if (isFlat(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The text's code points, one string each. */
export function codePoints(text: string): string[] {
  return isFlat(text) ? text.split('') : Array.from(text);
}

/** `text[start:stop]` in code points; both within 0..length. */
export function sliceCodePoints(text: string, start: number, stop: number): string {
  return isFlat(text) ? text.slice(start, stop) : Array.from(text).slice(start, stop).join('');
}

/** The text that a str or Markup value holds, else `undefined`. */
export function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof PyMarkup ? value.text : undefined;
}
