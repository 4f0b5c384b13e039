/**
 * More than any model reads or writes in one call, a thousand times over. A larger number is a fault of
 * whoever wrote it, and would make the sums of a run unusable.
 */
const mostTokens = 1_000_000_000;

/** A number of tokens that a vendor wrote; `undefined` for anything but a whole number from 0 to a billion. */
export function tokenCount(value: unknown): number | undefined {
  const isCount = typeof value === 'number' && Number.isInteger(value);
  return isCount && value >= 0 && value <= mostTokens ? value : undefined;
}
