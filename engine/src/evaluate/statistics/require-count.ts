const largestCount = 1_000_000;

/** @throws RangeError unless the value is a whole number from 0 to 1,000,000 */
export function requireCount(value: number, name: string): void {
  if (Number.isInteger(value) && value >= 0 && value <= largestCount) return;
  throw new RangeError(`${name} must be a whole number from 0 to ${largestCount}, got ${value}`);
}
