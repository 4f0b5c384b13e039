import { normalQuantile } from './normal-quantile.ts';

export interface DetectionOptions {
  /**
   * Standard deviation over cases of head − base. With 0 (nothing differed yet) only the second
   * bound of {@link smallestDetectableDrop} holds.
   */
  readonly standardDeviation: number;
  /** Gated p-values of the same proof: α is divided by it. Default 1. */
  readonly tests?: number;
  /** Two-sided level; default 0.05. */
  readonly alpha?: number;
  /** Chance to see a drop of that size; default 0.8. */
  readonly power?: number;
}

/**
 * The smallest drop (0..1) of a mean over cases that so many cases would show; `undefined` when even
 * a drop of 1 would not show. The larger of two bounds:
 * (z(1 − α/2m) + z(power)) × standardDeviation ÷ √cases, and k ÷ cases with k = ⌈log₂(m/α)⌉ flips in
 * one direction, the fewest that McNemar's mid-p can call significant.
 * @source Miller, Adding Error Bars to Evals (2024), section 5, for paired differences, on case means
 */
export function smallestDetectableDrop(
  caseCount: number,
  options: DetectionOptions,
): number | undefined {
  requireFinite(caseCount, 'caseCount');
  if (caseCount <= 0) return undefined;
  const byVariance = (zSum(options) * options.standardDeviation) / Math.sqrt(caseCount);
  const drop = Math.max(byVariance, fewestFlips(options) / caseCount);
  return drop > 1 ? undefined : drop;
}

/**
 * How many cases would show a drop of this size: the inverse of {@link smallestDetectableDrop},
 * rounded up. `undefined` for a drop of 0 or less, which no number of cases shows.
 */
export function casesNeeded(drop: number, options: DetectionOptions): number | undefined {
  requireFinite(drop, 'drop');
  if (drop <= 0) return undefined;
  const byVariance = ((zSum(options) * options.standardDeviation) / drop) ** 2;
  return Math.ceil(Math.max(byVariance, fewestFlips(options) / drop) - 1e-9);
}

/** Sample standard deviation (n − 1); 0 for fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  values.forEach((value) => {
    requireFinite(value, 'a value');
  });
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

function zSum({
  standardDeviation,
  tests = 1,
  alpha = 0.05,
  power = 0.8,
}: DetectionOptions): number {
  requireFinite(standardDeviation, 'standardDeviation');
  return normalQuantile(1 - alpha / (2 * Math.max(1, tests))) + normalQuantile(power);
}

function fewestFlips({ tests = 1, alpha = 0.05 }: DetectionOptions): number {
  return Math.max(1, Math.ceil(Math.log2(Math.max(1, tests) / alpha)));
}

function requireFinite(value: number, name: string): void {
  if (!Number.isFinite(value))
    throw new RangeError(`${name} must be a finite number, got ${value}`);
}
