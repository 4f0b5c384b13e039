import type { RunResult } from '../../evaluate/results.ts';

/** One draw that did not pass, as a short report shows it. */
export type FailedRun = Pick<
  RunResult,
  'suite' | 'target' | 'model' | 'caseId' | 'repeat' | 'outcome'
> & { readonly reason: string };

/** What a list of failures needs of a result, so that a long run needs little memory. */
export function failedRun(result: RunResult): FailedRun {
  const { suite, target, model, caseId, repeat, outcome } = result;
  return { suite, target, model, caseId, repeat, outcome, reason: failureReason(result) };
}

/** Why a draw did not pass: the first check that the case needs, else why there is no verdict. */
export function failureReason({
  outcome,
  reason,
  checks,
}: Pick<RunResult, 'outcome' | 'reason' | 'checks'>): string {
  const failed = checks.find((check) => check.outcome === 'failed' && check.weight === undefined);
  const why = failed === undefined ? reason : `${failed.name}: ${failed.reason ?? 'failed'}`;
  return why ?? outcome;
}
