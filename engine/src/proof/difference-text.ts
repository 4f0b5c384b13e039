import type { Comparison } from '../evaluate/comparison.ts';
import { formatRatio, formatRatioDelta } from '../units/format-number.ts';

/**
 * The difference of a comparison with its interval, `−0.37 (−0.75 … −0.13)`; `undefined` when nothing
 * was paired. It is the difference of base and head as they are shown, in two decimals, so that who
 * adds up finds the same: up to 0.01 beside the unrounded one, which the verdict and the interval use.
 */
export function differenceText({
  base,
  head,
  difference,
  interval,
}: Pick<Comparison, 'base' | 'head' | 'difference' | 'interval'>): string | undefined {
  if (base === undefined || head === undefined || difference === undefined) return undefined;
  const shown = formatRatioDelta(Number(formatRatio(head)) - Number(formatRatio(base)));
  if (interval === undefined) return shown;
  return `${shown} (${formatRatioDelta(interval[0])} … ${formatRatioDelta(interval[1])})`;
}
