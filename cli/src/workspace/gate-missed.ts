import type { EvaluationPlan, SuiteOutcome } from '@galley/engine/evaluate';

/**
 * Tells whether an outcome fails the run: its suite's gate is missed, or a case failed in a suite
 * that sets no `pass_rate.min`, because such a suite expects every case to pass.
 */
export function createGateTest(plan: EvaluationPlan): (outcome: SuiteOutcome) => boolean {
  const withMinimum = new Set(
    plan.suites
      .filter(({ suite }) => suite.gate.passRate.min !== undefined)
      .map(({ suite }) => suite.id),
  );
  return ({ suite, misses, failedCases }) =>
    misses.length > 0 || (!withMinimum.has(suite) && failedCases > 0);
}
