import { seededRandom } from '../../units/seeded-random.ts';
import { percentileOfSorted } from './percentile.ts';

export interface PairedSample {
  /** One value per case, for example its mean over repeats. */
  readonly base: readonly number[];
  /** The same cases in the same order. */
  readonly head: readonly number[];
  /** Group of each case; cases of one group are drawn together. `undefined` stands alone. */
  readonly groups?: readonly (string | undefined)[];
  /** Draws, 1 to 1,000,000; default 10,000. */
  readonly resamples?: number;
  readonly seed: number;
}

export interface PairedEffect {
  /** Mean over cases of head − base. */
  readonly estimate: number;
  /** 95 % percentile interval of the estimate. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, 0..1, for "head and base are equally good". */
  readonly p: number;
}

const defaultResamples = 10_000;
const largestResamples = 1_000_000;
/** Sums of thirds and the like miss 0 by less than this. */
const zeroWidth = 1e-12;

/**
 * Effect of a change on paired cases, by resampling whole cases (or whole groups) with replacement;
 * `undefined` without cases. Equal arguments give equal results on every machine.
 *
 * p = 2·min(#{resampled mean ≤ 0} + 1, #{resampled mean ≥ 0} + 1) ÷ (resamples + 1), and never below
 * 0.5^k with k the units that differ: a resample of few units cannot leave their range, so its tail
 * alone would call three differing cases proof. 0.5^k is the mid-p of the sign test on them.
 * @throws RangeError for lists of different length, for a value that is not finite, or bad resamples
 * @source Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 16; clusters as
 * in Field & Welsh, Journal of the Royal Statistical Society B 69 (2007) 369–390; +1 after
 * Davison & Hinkley, Bootstrap Methods and their Application (1997), section 4.2
 */
export function pairedBootstrap(sample: PairedSample): PairedEffect | undefined {
  const resamples = sample.resamples ?? defaultResamples;
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > largestResamples) {
    throw new RangeError(`resamples must be a whole number from 1 to 1,000,000, got ${resamples}`);
  }
  const units = resampledUnits(sample);
  if (units.sums.length === 0) return undefined;
  const estimate = zeroIfNoise(sumOf(units.sums) / sumOf(units.sizes));
  const differing = units.sums.filter((sum) => Math.abs(sum) > zeroWidth).length;
  if (differing === 0) return { estimate: 0, low: 0, high: 0, p: 1 };
  const means = resampleMeans(units, resamples, sample.seed);
  const atMostZero = means.reduce((count, mean) => count + (mean <= zeroWidth ? 1 : 0), 0);
  const atLeastZero = means.reduce((count, mean) => count + (mean >= -zeroWidth ? 1 : 0), 0);
  const tail = (2 * (Math.min(atMostZero, atLeastZero) + 1)) / (resamples + 1);
  means.sort();
  return {
    estimate,
    low: zeroIfNoise(percentileOfSorted(means, 0.025) ?? Number.NaN),
    high: zeroIfNoise(percentileOfSorted(means, 0.975) ?? Number.NaN),
    p: Math.min(1, Math.max(tail, 0.5 ** differing)),
  };
}

/** Per unit (case or group): the sum of its differences and how many cases it has. */
interface Units {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

function resampledUnits({ base, head, groups }: PairedSample): Units {
  if (base.length !== head.length || (groups !== undefined && groups.length !== base.length)) {
    throw new RangeError('base, head and groups must have one value per case');
  }
  const unitOfGroup = new Map<string, number>();
  const sums: number[] = [];
  const sizes: number[] = [];
  base.forEach((baseValue, index) => {
    const difference = Number(head[index]) - baseValue;
    if (!Number.isFinite(difference)) throw new RangeError(`case ${index} has no finite value`);
    const group = groups?.[index];
    const unit = (group === undefined ? undefined : unitOfGroup.get(group)) ?? sums.length;
    if (group !== undefined) unitOfGroup.set(group, unit);
    sums[unit] = (sums[unit] ?? 0) + difference;
    sizes[unit] = (sizes[unit] ?? 0) + 1;
  });
  return { sums: Float64Array.from(sums), sizes: Float64Array.from(sizes) };
}

function resampleMeans({ sums, sizes }: Units, resamples: number, seed: number): Float64Array {
  const next = seededRandom(seed);
  const count = sums.length;
  const scale = count / 2 ** 32;
  const isEvenSized = sizes.every((size) => size === sizes[0]);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    let size = 0;
    for (let draw = 0; draw < count; draw += 1) {
      const unit = Math.floor(next() * scale);
      sum += sums[unit] as number;
      if (!isEvenSized) size += sizes[unit] as number;
    }
    means[resample] = sum / (isEvenSized ? count * (sizes[0] as number) : size);
  }
  return means;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function zeroIfNoise(value: number): number {
  return Math.abs(value) <= zeroWidth ? 0 : value;
}
