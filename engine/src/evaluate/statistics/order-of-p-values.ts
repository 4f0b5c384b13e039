/**
 * Indexes of p-values from the smallest to the largest; equal ones keep their order.
 * @throws RangeError for a value outside 0..1 or NaN
 */
export function orderOfPValues(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value lies within 0..1, got ${p}`);
  }
  return pValues.map((_, index) => index).sort((a, b) => Number(pValues[a]) - Number(pValues[b]));
}
