import { type GalleyError, refusalCodes } from '@galley/engine/errors';
import { type EvaluationHeader, evaluationExitCode } from '@galley/engine/evaluate';
import type { NanoUsd } from '@galley/engine/units';
import { maskIn } from '../models/open-desks.ts';
import type { EndedEvaluation } from '../reports/evaluation-reports.ts';
import { reportError } from '../runner/report-error.ts';
import type { Step, StepOutcome } from './step.ts';

/**
 * Shows an evaluation on the job's page, and what stopped it; what the step came to. A shard judges
 * nothing.
 */
export async function evaluationOutcome(
  { runner, secrets }: Step,
  ended: EndedEvaluation & { readonly header: EvaluationHeader },
  {
    stoppedBy,
    costNanoUsd,
  }: {
    readonly stoppedBy: GalleyError | undefined;
    /** Spent by this step; `undefined` where a price is unknown. */
    readonly costNanoUsd: NanoUsd | undefined;
  },
): Promise<StepOutcome> {
  const { header, outcomes, markdown } = ended;
  await runner.summarize(markdown);
  if (stoppedBy !== undefined) reportError(stoppedBy, runner, maskIn(secrets));
  const exitCode = stoppedBy
    ? refusalCodes[stoppedBy.code].exitCode
    : evaluationExitCode(header, ended);
  const isWhole = header.shard === undefined;
  const missing = isWhole ? missingCases(ended) : new Set();
  const isBroken = isWhole && outcomes.every(({ passRate }) => passRate === undefined);
  const verdict = missing.size > 0 ? 'warned' : isWhole ? 'passed' : 'nothing';
  return {
    verdict: exitCode === 0 ? verdict : 'failed',
    exitCode,
    isBroken: isBroken || missing.has('error'),
    costNanoUsd,
  };
}

/** What the suites whose cases were not all executed say of that. */
function missingCases({
  header,
  outcomes,
}: Pick<EndedEvaluation, 'outcomes'> & { readonly header: EvaluationHeader }): ReadonlySet<
  'error' | 'warn'
> {
  const rules = new Map(header.suites.map(({ suite, gate }) => [suite, gate.notExecuted]));
  const incomplete = outcomes.filter(({ notExecutedCases }) => notExecutedCases > 0);
  return new Set(incomplete.map(({ suite }) => rules.get(suite) ?? header.notExecuted));
}
