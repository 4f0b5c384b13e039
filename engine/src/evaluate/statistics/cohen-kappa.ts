import { seededRandom } from '../../units/seeded-random.ts';
import { percentileOfSorted } from './percentile.ts';

/** Two raters' words on one thing: pass or fail. */
export type RatedPair = readonly [one: boolean, other: boolean];

export interface Agreement {
  readonly n: number;
  /** Share of pairs that agree, 0..1. */
  readonly raw: number;
  /** −1..1; `undefined` when a rater used one word alone and both the same: chance explains all. */
  readonly kappa: number | undefined;
  /** 95 % percentile interval of kappa; `undefined` with it, or when most resamples have none. */
  readonly interval: readonly [number, number] | undefined;
}

const resamples = 5_000;

/**
 * Agreement of two raters beyond chance; `undefined` without pairs. The interval resamples pairs with
 * replacement: equal arguments give equal results on every machine.
 * @source Cohen, Educational and Psychological Measurement 20 (1960) 37–46; percentile bootstrap as in
 * Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13
 */
export function cohenKappa(pairs: readonly RatedPair[], seed: number): Agreement | undefined {
  if (pairs.length === 0) return undefined;
  const counts = countPairs(pairs);
  const kappa = kappaOf(counts);
  const raw = (counts.bothPass + counts.bothFail) / pairs.length;
  const interval = kappa === undefined ? undefined : intervalOf(pairs, seed);
  return { n: pairs.length, raw, kappa, interval };
}

/** How two raters' words fall together. */
export interface PairCounts {
  bothPass: number;
  bothFail: number;
  /** The first passes what the second fails. */
  onlyOne: number;
  onlyOther: number;
}

/** The four counts of a two by two table. */
export function countPairs(pairs: Iterable<RatedPair>): PairCounts {
  const counts: PairCounts = { bothPass: 0, bothFail: 0, onlyOne: 0, onlyOther: 0 };
  for (const [one, other] of pairs) {
    if (one && other) counts.bothPass += 1;
    else if (one) counts.onlyOne += 1;
    else if (other) counts.onlyOther += 1;
    else counts.bothFail += 1;
  }
  return counts;
}

function kappaOf({ bothPass, bothFail, onlyOne, onlyOther }: PairCounts): number | undefined {
  const n = bothPass + bothFail + onlyOne + onlyOther;
  const observed = (bothPass + bothFail) / n;
  const passes = ((bothPass + onlyOne) * (bothPass + onlyOther)) / n ** 2;
  const fails = ((bothFail + onlyOther) * (bothFail + onlyOne)) / n ** 2;
  const chance = passes + fails;
  return chance === 1 ? undefined : (observed - chance) / (1 - chance);
}

function intervalOf(
  pairs: readonly RatedPair[],
  seed: number,
): readonly [number, number] | undefined {
  const next = seededRandom(seed);
  const found: number[] = [];
  for (let draw = 0; draw < resamples; draw += 1) {
    const drawn = pairs.map(() => pairs[next() % pairs.length] as RatedPair);
    const kappa = kappaOf(countPairs(drawn));
    if (kappa !== undefined) found.push(kappa);
  }
  if (found.length < resamples / 2) return undefined;
  const sorted = Float64Array.from(found).sort();
  const low = percentileOfSorted(sorted, 0.025);
  const high = percentileOfSorted(sorted, 0.975);
  return low === undefined || high === undefined ? undefined : [low, high];
}
