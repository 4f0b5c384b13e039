import { caseVerdict, type DrawCounts, type VerdictRule } from './case-verdict.ts';
import type { RunResult } from './results.ts';

/** Counts the draws of one arm's cases, in the order in which the cases come. */
export interface CaseTally {
  /** Fresh draws, above the planned repeats, are no draws of the case and are left out. */
  add(result: Pick<RunResult, 'caseId' | 'outcome' | 'repeat'>): void;
  readonly counts: ReadonlyMap<string, DrawCounts>;
  /** How many cases came to each verdict. */
  verdicts(): Record<'passed' | 'failed' | 'error' | 'not-executed', number>;
}

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

const countOf = {
  passed: 'passed',
  failed: 'failed',
  error: 'errors',
  'not-executed': 'notExecuted',
} as const;

/** An empty tally. */
export function createCaseTally(rule: VerdictRule): CaseTally {
  const counts = new Map<string, Mutable<DrawCounts>>();
  return {
    counts,
    add({ caseId, outcome, repeat }) {
      if (repeat >= rule.repeats) return;
      let known = counts.get(caseId);
      if (known === undefined) {
        known = { passed: 0, failed: 0, errors: 0, notExecuted: 0 };
        counts.set(caseId, known);
      }
      known[countOf[outcome]] += 1;
    },
    verdicts() {
      const verdicts = { passed: 0, failed: 0, error: 0, 'not-executed': 0 };
      for (const draws of counts.values()) verdicts[caseVerdict(draws, rule)] += 1;
      return verdicts;
    },
  };
}
