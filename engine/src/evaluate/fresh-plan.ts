import { armKey, countRuns, type EvaluationPlan } from './evaluation-plan.ts';

/**
 * The part of a plan that draws some cases again, under repeat indices above the planned ones:
 * `gate.confirm` draws each, other suites left out. The hash stays, as do keys in a journal.
 * @param cases ids of cases, by `armKey`
 */
export function freshPlan(
  plan: EvaluationPlan,
  cases: ReadonlyMap<string, ReadonlySet<string>>,
): EvaluationPlan {
  const suites = plan.suites.map(({ suite, arms }) => ({
    suite,
    arms: arms
      .map((arm) => ({
        ...arm,
        cases: arm.cases.filter((item) => cases.get(armKey(arm))?.has(item.id)),
        repeats: suite.gate.confirmRuns,
        repeatOffset: arm.repeatOffset + arm.repeats,
      }))
      .filter((arm) => arm.cases.length > 0 && arm.repeats > 0),
  }));
  const chosen = suites.filter(({ arms }) => arms.length > 0);
  return { ...plan, suites: chosen, runs: countRuns(chosen), notJudged: [] };
}
