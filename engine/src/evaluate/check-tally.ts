import type { Check } from '../library/nodes.ts';
import type { CheckOutcome, RunResult } from './results.ts';
import { wilsonInterval } from './statistics/wilson-interval.ts';

/** Sums check scores per case, so that a case counts once however often it was drawn. */
export interface CheckTally {
  add(result: Pick<RunResult, 'caseId' | 'checks'>): void;
  outcomes(): CheckOutcome[];
  /** Mean over cases of the weighted mean over checks, 0..1; `undefined` when nothing was judged. */
  score(): number | undefined;
  /** How many draws failed a hard check, summed over the hard checks, by check name. */
  hardFailures(): ReadonlyMap<string, number>;
}

/** An empty tally of these checks. */
export function createCheckTally(checks: readonly Check[]): CheckTally {
  // Per case, two numbers for each check: the sum of its scores, and how many there are.
  const sums = new Map<string, Float64Array>();
  const indexOf = new Map(checks.map((check, index) => [check.name, index]));
  const hard = new Map<string, number>();
  return {
    add({ caseId, checks: results }) {
      let row = sums.get(caseId);
      if (row === undefined) {
        row = new Float64Array(checks.length * 2);
        sums.set(caseId, row);
      }
      for (const { name, score, isHard, outcome } of results) {
        const index = indexOf.get(name);
        if (index === undefined) continue;
        if (isHard && outcome === 'failed') hard.set(name, (hard.get(name) ?? 0) + 1);
        if (score === undefined) continue;
        row[index * 2] = at(row, index * 2) + score;
        row[index * 2 + 1] = at(row, index * 2 + 1) + 1;
      }
    },
    outcomes: () => checks.map((check, index) => outcomeOf(check, index, sums.values())),
    score: () => weightedScore(checks, sums.values()),
    hardFailures: () => hard,
  };
}

function outcomeOf(check: Check, index: number, rows: Iterable<Float64Array>): CheckOutcome {
  let total = 0;
  let judged = 0;
  for (const row of rows) {
    const mean = meanOf(row, index);
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

function weightedScore(checks: readonly Check[], rows: Iterable<Float64Array>): number | undefined {
  let total = 0;
  let cases = 0;
  for (const row of rows) {
    let weighted = 0;
    let weights = 0;
    checks.forEach((check, index) => {
      const mean = meanOf(row, index);
      if (mean === undefined) return;
      const weight = check.weight ?? 1;
      weighted += weight * mean;
      weights += weight;
    });
    if (weights === 0) continue;
    total += weighted / weights;
    cases += 1;
  }
  return cases === 0 ? undefined : total / cases;
}

function meanOf(row: Float64Array, index: number): number | undefined {
  const count = at(row, index * 2 + 1);
  return count === 0 ? undefined : at(row, index * 2) / count;
}

function at(row: Float64Array, index: number): number {
  return row[index] ?? 0;
}
