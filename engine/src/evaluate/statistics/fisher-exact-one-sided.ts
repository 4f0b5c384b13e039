import { logChoose, logFactorials } from './log-factorial.ts';
import { requireCount } from './require-count.ts';

/** Passes out of runs on both sides. */
export interface TwoSides {
  readonly basePassed: number;
  readonly baseTotal: number;
  readonly headPassed: number;
  readonly headTotal: number;
}

/**
 * One-sided p of Fisher's exact test that head passes less often than base: the chance of so few
 * passes on head, or fewer, when both sides are equally good. 1 when a side has no runs.
 * 5 of 5 on base against 0 of 5 on head gives 1/252.
 * @throws RangeError for counts that are no whole numbers, or more passes than runs
 * @source Fisher, The Design of Experiments (1935); hypergeometric lower tail
 */
export function fisherExactOneSided(sides: TwoSides): number {
  const { basePassed, baseTotal, headPassed, headTotal } = sides;
  for (const [name, count] of Object.entries(sides)) requireCount(count, name);
  if (basePassed > baseTotal || headPassed > headTotal) {
    throw new RangeError('a side has more passes than runs');
  }
  const passed = basePassed + headPassed;
  const total = baseTotal + headTotal;
  const logs = logFactorials(total);
  const all = logChoose(logs, total, headTotal);
  let tail = 0;
  for (let k = Math.max(0, headTotal - (total - passed)); k <= headPassed; k += 1) {
    const ways = logChoose(logs, passed, k) + logChoose(logs, total - passed, headTotal - k);
    tail += Math.exp(ways - all);
  }
  return Math.min(1, tail);
}
