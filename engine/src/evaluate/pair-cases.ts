import { type CaseTally, createCaseTally } from './case-tally.ts';
import { caseVerdict, type VerdictRule } from './case-verdict.ts';
import type { CheckResult, RunResult } from './results.ts';

/** What comparing needs of a run; a whole {@link RunResult} fits. */
export type ComparableRun = Pick<
  RunResult,
  'caseId' | 'group' | 'repeat' | 'outcome' | 'checks' | 'text' | 'requestKey'
>;

/** One case on one side, its draws in order of their repeat. */
export interface CaseRuns {
  readonly caseId: string;
  readonly group: string | undefined;
  readonly runs: readonly ComparableRun[];
}

/** One case on both sides. */
export interface CasePair {
  readonly caseId: string;
  readonly group: string | undefined;
  readonly base: CaseRuns;
  readonly head: CaseRuns;
  /** True when both sides sent the very same requests: no difference can come from the change. */
  readonly isSameRequest: boolean;
}

/** Draws by case, cases in the order of their first draw. */
export function groupByCase(runs: Iterable<ComparableRun>): ReadonlyMap<string, CaseRuns> {
  const cases = new Map<
    string,
    { caseId: string; group: string | undefined; runs: ComparableRun[] }
  >();
  for (const run of runs) {
    const known = cases.get(run.caseId);
    if (known === undefined) {
      cases.set(run.caseId, { caseId: run.caseId, group: run.group, runs: [run] });
    } else {
      known.runs.push(run);
    }
  }
  for (const known of cases.values()) known.runs.sort((a, b) => a.repeat - b.repeat);
  return cases;
}

/** Cases that both sides ran, in head's order; cases of `left out` are none. */
export function pairCases(
  base: ReadonlyMap<string, CaseRuns>,
  head: ReadonlyMap<string, CaseRuns>,
  leftOut: ReadonlySet<string> = new Set(),
): CasePair[] {
  const pairs: CasePair[] = [];
  for (const [caseId, onHead] of head) {
    const onBase = base.get(caseId);
    if (onBase === undefined || leftOut.has(caseId)) continue;
    const isSameRequest =
      onBase.runs.length === onHead.runs.length &&
      onHead.runs.every(
        (run, index) =>
          run.requestKey !== undefined && run.requestKey === onBase.runs[index]?.requestKey,
      );
    pairs.push({ caseId, group: onHead.group, base: onBase, head: onHead, isSameRequest });
  }
  return pairs;
}

/** Whether a case passes (k of its draws); `undefined` without a verdict. */
export function passesCase({ runs }: CaseRuns, rule: VerdictRule): boolean | undefined {
  const tally: CaseTally = createCaseTally({ ...rule, repeats: Number.MAX_SAFE_INTEGER });
  for (const run of runs) tally.add(run);
  const [counts] = tally.counts.values();
  const verdict = counts && caseVerdict(counts, rule);
  return verdict === 'passed' ? true : verdict === 'failed' ? false : undefined;
}

/** How one check went over the draws of a case. */
export interface CheckDraws {
  /** Mean score over the judged draws, 0..1. */
  readonly mean: number;
  readonly passed: number;
  readonly judged: number;
}

/** A check over a case's draws; `undefined` when no draw was judged. */
export function drawsOfCheck({ runs }: CaseRuns, name: string): CheckDraws | undefined {
  let sum = 0;
  let passed = 0;
  let judged = 0;
  for (const run of runs) {
    const check = findCheck(run, name);
    if (check?.score === undefined) continue;
    sum += check.score;
    judged += 1;
    if (check.outcome === 'passed') passed += 1;
  }
  return judged === 0 ? undefined : { mean: sum / judged, passed, judged };
}

/** True when more than half of the judged draws pass. */
export function isMajority({ passed, judged }: CheckDraws): boolean {
  return passed * 2 > judged;
}

/** A run's result of one check. */
export function findCheck(run: Pick<RunResult, 'checks'>, name: string): CheckResult | undefined {
  return run.checks.find((check) => check.name === name);
}
