import { refusalCodes } from '../errors/refusal-codes.ts';
import type { EvaluationHeader } from './evaluation-header.ts';
import { createGateTest } from './gate-test.ts';
import type { EvaluationSummary, SuiteOutcome } from './results.ts';

/**
 * What a completed evaluation exits with: 3 when a provider failed on a case; else 1 when a gate is
 * missed or cases without an answer count as errors; else 0. A shard judges neither.
 */
export function evaluationExitCode(
  header: EvaluationHeader,
  {
    outcomes,
    summary,
  }: {
    readonly outcomes: readonly SuiteOutcome[];
    readonly summary: EvaluationSummary;
  },
): number {
  if (summary.errors > 0) return refusalCodes['provider-failed'].exitCode;
  if (header.shard !== undefined) return 0;
  const rules = new Map(header.suites.map(({ suite, gate }) => [suite, gate.notExecuted]));
  const isIncomplete = ({ suite, notExecutedCases }: SuiteOutcome) =>
    notExecutedCases > 0 && (rules.get(suite) ?? header.notExecuted) === 'error';
  return outcomes.some(createGateTest(header)) || outcomes.some(isIncomplete) ? 1 : 0;
}
