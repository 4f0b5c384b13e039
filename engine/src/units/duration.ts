import { GalleyError } from '../errors/galley-error.ts';

const unitMs = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/**
 * A duration such as `500ms`, `90s`, `15m`, `12h`, `30d` or `2w` in milliseconds; `undefined` when
 * the text is none. One whole number and one unit; a day is 24 hours.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})(ms|[smhdw])$/.exec(text);
  if (match === null) return undefined;
  const durationMs = Number(match[1]) * (unitMs.get(match[2] ?? '') ?? Number.NaN);
  return Number.isSafeInteger(durationMs) ? durationMs : undefined;
}

/**
 * The same for callers that cannot go on without one.
 * @throws GalleyError `usage` when the text is no duration
 */
export function requireDuration(text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs !== undefined) return durationMs;
  throw new GalleyError('usage', `expected a duration, got ${JSON.stringify(text.slice(0, 40))}`, {
    hint: 'Write a whole number and one of ms, s, m, h, d, w, for example 30d.',
  });
}

/** A duration for people: `340 ms`, `1.2 s`, `2 min 5 s`, `3 h 20 min`. Two units at most. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 3_600) return twoUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
