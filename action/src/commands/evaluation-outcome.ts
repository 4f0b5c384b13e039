import { type GalleyError, refusalCodes } from '@galley/engine/errors';
import { maskIn } from '../models/open-desks.ts';
import type { EndedEvaluation } from '../reports/evaluation-reports.ts';
import { reportError } from '../runner/report-error.ts';
import type { Step, StepOutcome } from './step.ts';

/** Shows an evaluation on the job's page, and what stopped it; what the step came to. */
export async function evaluationOutcome(
  { runner, secrets }: Step,
  { summary, markdown }: EndedEvaluation,
  end: {
    /** Of the results. */
    readonly exitCode: number;
    readonly stoppedBy: GalleyError | undefined;
    /** False for a shard, which judges nothing. */
    readonly isWhole: boolean;
  },
): Promise<StepOutcome> {
  const { stoppedBy, isWhole } = end;
  await runner.summarize(markdown);
  if (stoppedBy !== undefined) reportError(stoppedBy, runner, maskIn(secrets));
  const exitCode = stoppedBy ? refusalCodes[stoppedBy.code].exitCode : end.exitCode;
  const verdict = exitCode === 0 ? (isWhole ? 'passed' : 'nothing') : 'failed';
  return { verdict, exitCode, costNanoUsd: summary.costNanoUsd };
}
