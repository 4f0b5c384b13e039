import { plainLine } from '../units/plain-text.ts';

const longestShown = 200;

/**
 * A text fit for one line of a report: runs of white space become one space, what could drive
 * a terminal is gone, and at most `limit` characters (code points) remain, `…` standing for the rest.
 * @param keep which end to show when it is too long
 */
export function showText(
  text: string,
  limit = longestShown,
  keep: 'start' | 'end' = 'start',
): string {
  // No more than the shown part is looked at, however long the text is.
  const window = limit * 8;
  const isCut = text.length > window;
  const piece = !isCut ? text : keep === 'start' ? text.slice(0, window) : text.slice(-window);
  const points = Array.from(plainLine(piece.toWellFormed()));
  if (points.length <= limit && !isCut) return points.join('');
  return keep === 'start'
    ? `${points.slice(0, limit).join('').trimEnd()}…`
    : `…${points.slice(-limit).join('').trimStart()}`;
}

/** A value as a report shows it: text in “quotes”, anything else as compact JSON, shortened. */
export function showValue(value: unknown, keep: 'start' | 'end' = 'start'): string {
  if (typeof value === 'string') return `“${showText(value, longestShown, keep)}”`;
  return showText(JSON.stringify(value) ?? 'nothing', longestShown, keep);
}
