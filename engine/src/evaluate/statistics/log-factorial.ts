/** Natural logarithms of 0!, 1! … up to `largest`!, by summation; for exact tests on counts. */
export function logFactorials(largest: number): Float64Array {
  const logs = new Float64Array(largest + 1);
  for (let n = 2; n <= largest; n += 1) logs[n] = (logs[n - 1] ?? 0) + Math.log(n);
  return logs;
}

/** Logarithm of "n choose k" from a table of {@link logFactorials} that reaches n. */
export function logChoose(logs: Float64Array, n: number, k: number): number {
  return (logs[n] ?? Number.NaN) - (logs[k] ?? Number.NaN) - (logs[n - k] ?? Number.NaN);
}
