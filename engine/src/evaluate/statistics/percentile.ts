/**
 * The value below which a share of the sample lies, linearly interpolated between neighbours
 * (Hyndman & Fan type 7, as R's and NumPy's default); `undefined` for an empty sample.
 * @param share 0..1: 0.5 is the median, 0.95 the 95th percentile
 * @throws RangeError for NaN in the sample or a share outside 0..1
 */
export function percentile(sample: readonly number[], share: number): number | undefined {
  if (sample.some(Number.isNaN)) throw new RangeError('the sample holds NaN');
  return percentileOfSorted(Float64Array.from(sample).sort(), share);
}

/** Middle value of a sample, the mean of the middle two for an even count; `undefined` when empty. */
export function median(sample: readonly number[]): number | undefined {
  return percentile(sample, 0.5);
}

/** {@link percentile} of a sample that is sorted from small to large and free of NaN. */
export function percentileOfSorted(sorted: Float64Array, share: number): number | undefined {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies within 0..1, got ${share}`);
  if (sorted.length === 0) return undefined;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = Number(sorted[below]);
  const high = Number(sorted[Math.min(below + 1, sorted.length - 1)]);
  return low === high ? low : low + (high - low) * (position - below);
}
