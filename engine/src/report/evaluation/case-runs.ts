import { caseVerdict } from '../../evaluate/case-verdict.ts';
import type { EvaluationHeader, HeaderArm } from '../../evaluate/evaluation-header.ts';
import { armKey } from '../../evaluate/evaluation-plan.ts';
import type { RunResult } from '../../evaluate/results.ts';

/** One case of one suite, target and model with all its draws. */
export interface CaseRun {
  readonly arm: HeaderArm;
  readonly caseId: string;
  /** Judged over the repeats, as the gate counts it. */
  readonly verdict: RunResult['outcome'];
  /** At least one; fewer than the arm's repeats when the run was stopped within the case. */
  readonly draws: readonly [RunResult, ...RunResult[]];
}

/** Puts the draws of a case together while results arrive in plan order; keeps one case only. */
export interface CaseGrouper {
  add(result: RunResult): void;
  /** Hands on the last case. */
  end(): void;
}

/**
 * A grouper that hands on every case as soon as the next one begins.
 * @throws RangeError for a result that belongs to no arm of the header
 */
export function createCaseGrouper(
  { suites }: Pick<EvaluationHeader, 'suites'>,
  onCase: (run: CaseRun) => void,
): CaseGrouper {
  const arms = new Map(suites.flatMap((suite) => suite.arms).map((arm) => [armKey(arm), arm]));
  let draws: RunResult[] = [];
  const handOn = () => {
    const [first, ...others] = draws;
    draws = [];
    if (first === undefined) return;
    const arm = arms.get(armKey(first));
    if (arm === undefined) throw new RangeError(`no arm of the plan has case ${first.caseId}`);
    const all = [first, ...others] as const;
    onCase({ arm, caseId: first.caseId, verdict: verdictOf(arm, all), draws: all });
  };
  return {
    add(result) {
      const [first] = draws;
      if (first && (first.caseId !== result.caseId || armKey(first) !== armKey(result))) handOn();
      draws.push(result);
    },
    end: handOn,
  };
}

function verdictOf(arm: HeaderArm, draws: readonly RunResult[]): RunResult['outcome'] {
  const count = (outcome: RunResult['outcome']) =>
    draws.filter((draw) => draw.outcome === outcome).length;
  const counts = {
    passed: count('passed'),
    failed: count('failed'),
    errors: count('error'),
    notExecuted: count('not-executed'),
  };
  return caseVerdict(counts, arm);
}
