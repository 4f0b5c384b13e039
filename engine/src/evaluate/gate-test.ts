import type { EvaluationHeader } from './evaluation-header.ts';
import type { SuiteOutcome } from './results.ts';

/** True for an outcome that fails the run; `undefined` where no gate is judged. */
export type GateTest = (outcome: SuiteOutcome) => boolean | undefined;

/**
 * Tells whether an outcome fails the run: its suite's gate is missed, or a case failed in a suite
 * that sets no `pass_rate.min`, because such a suite expects every case to pass. A shard judges no gate:
 * it sees a part of the cases, and the gates are judged when the shards are merged.
 */
export function createGateTest({
  suites,
  shard,
}: Pick<EvaluationHeader, 'suites' | 'shard'>): GateTest {
  if (shard !== undefined) return () => undefined;
  const withMinimum = new Set(
    suites.filter(({ gate }) => gate.passRate.min !== undefined).map(({ suite }) => suite),
  );
  return ({ suite, misses, failedCases }) =>
    misses.length > 0 || (!withMinimum.has(suite) && failedCases > 0);
}
