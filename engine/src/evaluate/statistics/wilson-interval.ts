/** A lower and an upper bound, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a share, both ends within 0..1; `undefined` when `total` is 0.
 * @param z quantile of the normal distribution: 1.96 gives 95 %
 * @throws RangeError unless 0 ≤ passed ≤ total; `passed` may be fractional (a mean over repeats)
 * @source Wilson 1927; formula as method 3 of Newcombe, Statistics in Medicine 17 (1998) 857–872
 */
export function wilsonInterval(passed: number, total: number, z = 1.96): Interval | undefined {
  if (!(passed >= 0 && passed <= total && Number.isFinite(total))) {
    throw new RangeError(`expected 0 ≤ passed ≤ total, got ${passed} of ${total}`);
  }
  if (total === 0) return undefined;
  const share = passed / total;
  const square = z * z;
  const center = share + square / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total));
  const scale = 1 + square / total;
  return {
    low: passed === 0 ? 0 : Math.max(0, (center - spread) / scale),
    high: passed === total ? 1 : Math.min(1, (center + spread) / scale),
  };
}
