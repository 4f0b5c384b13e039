import type { Meter } from '../budget.ts';
import { codePoints } from '../values/text.ts';

/** Text with the first `count` places of a part replaced (all when negative), as `str.replace`. */
export function replaceText(
  meter: Meter,
  text: string,
  old: string,
  fresh: string,
  count: number,
): string {
  if (count === 0) return text;
  const most = count < 0 ? Number.POSITIVE_INFINITY : count;
  if (old === '') {
    const points = codePoints(text);
    const turns = Math.min(most, points.length + 1);
    meter.allocate(text.length + turns * fresh.length);
    return (
      points.map((point, index) => (index < turns ? fresh + point : point)).join('') +
      (turns > points.length ? fresh : '')
    );
  }
  const parts: string[] = [];
  let start = 0;
  for (
    let at = text.indexOf(old);
    at !== -1 && parts.length < most;
    at = text.indexOf(old, start)
  ) {
    meter.allocate(at - start + fresh.length + 1);
    parts.push(text.slice(start, at));
    start = at + old.length;
  }
  if (parts.length === 0) return text;
  meter.allocate(text.length - start);
  parts.push(text.slice(start));
  return parts.join(fresh);
}
