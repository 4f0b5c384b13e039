const longestShown = 200;
/** White space, control characters and marks that turn the direction of text. */
const invisible = /[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * A text fit for one line of a report: runs of white space and control characters become one space,
 * and at most `limit` characters (code points) remain, `…` standing for the rest.
 * @param keep which end to show when it is too long
 */
export function shortenText(
  text: string,
  limit = longestShown,
  keep: 'start' | 'end' = 'start',
): string {
  // No more than the shown part is looked at, however long the text is.
  const window = limit * 8;
  const isCut = text.length > window;
  const piece = !isCut ? text : keep === 'start' ? text.slice(0, window) : text.slice(-window);
  const points = Array.from(oneLine(piece.toWellFormed()));
  if (points.length <= limit && !isCut) return points.join('');
  return keep === 'start'
    ? `${points.slice(0, limit).join('').trimEnd()}…`
    : `…${points.slice(-limit).join('').trimStart()}`;
}

/** A value as a report shows it: text in “quotes”, anything else as compact JSON, shortened. */
export function showValue(value: unknown, keep: 'start' | 'end' = 'start'): string {
  if (typeof value === 'string') return `“${shortenText(value, longestShown, keep)}”`;
  return shortenText(JSON.stringify(value) ?? 'nothing', longestShown, keep);
}

function oneLine(text: string): string {
  return text.replace(invisible, ' ').trim();
}
