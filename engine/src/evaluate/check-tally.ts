import type { CheckOutcome, RunResult } from './results.ts';
import { wilsonInterval } from './statistics/wilson-interval.ts';

/** What of a check decides its tally. */
export interface TalliedCheck extends Pick<CheckOutcome, 'name' | 'key' | 'weight' | 'isHard'> {
  /** True when only some cases have it, so that most have nothing to sum. */
  readonly isOfCase?: true;
}

/** Sums check scores per case, so that a case counts once however often it was drawn. */
export interface CheckTally {
  add(result: Pick<RunResult, 'caseId' | 'checks'>): void;
  outcomes(): CheckOutcome[];
  /** Mean over cases of the weighted mean over checks, 0..1; `undefined` when nothing was judged. */
  score(): number | undefined;
  /** How many draws failed a hard check, summed over the hard checks, by check name. */
  hardFailures(): ReadonlyMap<string, number>;
}

/** The scores of one case. */
interface CaseScores {
  /** Two numbers for each check that all cases have: the sum of its scores, and how many there are. */
  readonly ofSuite: Float64Array;
  /** By name, of the checks of this case alone. */
  readonly own: Map<string, { sum: number; count: number; readonly weight: number }>;
}

/** An empty tally of these checks. */
export function createCheckTally(checks: readonly TalliedCheck[]): CheckTally {
  const common = checks.filter((check) => check.isOfCase !== true);
  const scores = new Map<string, CaseScores>();
  const indexOf = new Map(common.map((check, index) => [check.name, index]));
  const known = new Set(checks.map((check) => check.name));
  const hard = new Map<string, number>();
  return {
    add({ caseId, checks: results }) {
      let ofCase = scores.get(caseId);
      if (ofCase === undefined) {
        ofCase = { ofSuite: new Float64Array(common.length * 2), own: new Map() };
        scores.set(caseId, ofCase);
      }
      for (const { name, score, isHard, outcome, weight } of results) {
        if (!known.has(name)) continue;
        if (isHard && outcome === 'failed') hard.set(name, (hard.get(name) ?? 0) + 1);
        if (score === undefined) continue;
        const index = indexOf.get(name);
        if (index === undefined) {
          const sums = ofCase.own.get(name) ?? { sum: 0, count: 0, weight: weight ?? 1 };
          ofCase.own.set(name, sums);
          sums.sum += score;
          sums.count += 1;
        } else {
          ofCase.ofSuite[index * 2] = at(ofCase.ofSuite, index * 2) + score;
          ofCase.ofSuite[index * 2 + 1] = at(ofCase.ofSuite, index * 2 + 1) + 1;
        }
      }
    },
    outcomes: () =>
      checks.map((check) => outcomeOf(check, indexOf.get(check.name), scores.values())),
    score: () => weightedScore(common, scores.values()),
    hardFailures: () => hard,
  };
}

function outcomeOf(
  check: TalliedCheck,
  index: number | undefined,
  scores: Iterable<CaseScores>,
): CheckOutcome {
  let total = 0;
  let judged = 0;
  for (const ofCase of scores) {
    const mean = index === undefined ? ownMean(ofCase, check.name) : meanOf(ofCase.ofSuite, index);
    if (mean === undefined) continue;
    total += mean;
    judged += 1;
  }
  const interval = wilsonInterval(Math.min(total, judged), judged);
  return {
    name: check.name,
    key: check.key,
    weight: check.weight,
    isHard: check.isHard,
    score: judged === 0 ? undefined : total / judged,
    interval: interval && [interval.low, interval.high],
    judged,
  };
}

function weightedScore(
  common: readonly TalliedCheck[],
  scores: Iterable<CaseScores>,
): number | undefined {
  let total = 0;
  let cases = 0;
  for (const { ofSuite, own } of scores) {
    let weighted = 0;
    let weights = 0;
    const count = (mean: number, weight: number) => {
      weighted += weight * mean;
      weights += weight;
    };
    common.forEach((check, index) => {
      const mean = meanOf(ofSuite, index);
      if (mean !== undefined) count(mean, check.weight ?? 1);
    });
    for (const sums of own.values()) count(sums.sum / sums.count, sums.weight);
    if (weights === 0) continue;
    total += weighted / weights;
    cases += 1;
  }
  return cases === 0 ? undefined : total / cases;
}

function ownMean({ own }: CaseScores, name: string): number | undefined {
  const sums = own.get(name);
  return sums && sums.sum / sums.count;
}

function meanOf(row: Float64Array, index: number): number | undefined {
  const count = at(row, index * 2 + 1);
  return count === 0 ? undefined : at(row, index * 2) / count;
}

function at(row: Float64Array, index: number): number {
  return row[index] ?? 0;
}
