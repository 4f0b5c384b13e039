import { orderOfPValues } from './order-of-p-values.ts';

/**
 * Which hypotheses are rejected while the expected share of false rejections stays at `q`, in the
 * order given.
 * @param q share of false rejections to allow, between 0 and 1
 * @throws RangeError for a p-value or q outside 0..1 or NaN
 * @source Benjamini & Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300
 */
export function benjaminiHochberg(pValues: readonly number[], q: number): boolean[] {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`q lies within 0..1, got ${q}`);
  const order = orderOfPValues(pValues);
  const rejected = new Array<boolean>(pValues.length).fill(false);
  const isBelowLine = (index: number, rank: number) =>
    Number(pValues[index]) <= ((rank + 1) / pValues.length) * q;
  const last = order.findLastIndex(isBelowLine);
  for (const index of order.slice(0, last + 1)) rejected[index] = true;
  return rejected;
}
