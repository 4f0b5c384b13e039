import { expect, it } from 'vitest';
import { formatDuration, parseDuration, requireDuration } from './duration.ts';

it.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['15m', 900_000],
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
  ['2w', 1_209_600_000],
])('reads %s', (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});

it.each(['', '30', 'd', '1.5h', '-1d', '30 d', '1y', '9999999999d'])(
  'takes %s for no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

it('refuses what is no duration where one is needed', () => {
  expect(() => requireDuration('soon')).toThrowError(expect.objectContaining({ code: 'usage' }));
});

it('shows durations with two units at most', () => {
  expect(
    [0, 340, 1_240, 59_949, 59_990, 125_000, 12_000_000, 3_599_900].map(formatDuration),
  ).toEqual(['0 ms', '340 ms', '1.2 s', '59.9 s', '1 min', '2 min 5 s', '3 h 20 min', '1 h']);
});
