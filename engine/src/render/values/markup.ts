import type { Meter } from '../budget.ts';
import { printValue } from './print-value.ts';
import { PyMarkup, type Value } from './value.ts';

const replacements: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&#34;'],
  ["'", '&#39;'],
]);

/** The value's text with HTML's special characters escaped; Markup stays as it is. */
export function escapeMarkup(value: Value, meter: Meter): PyMarkup {
  return value instanceof PyMarkup
    ? value
    : new PyMarkup(escapeText(printValue(value, meter), meter));
}

/** Text with `& < > " '` escaped as markupsafe does. */
export function escapeText(text: string, meter: Meter): string {
  if (!/[&<>"']/.test(text)) return text;
  meter.allocate(text.length * 5);
  return text.replace(/[&<>"']/g, (char) => replacements.get(char) ?? char);
}
