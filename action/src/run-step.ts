import { decimalUsd } from '@galley/engine/units';
import { commands } from './commands/registry.ts';
import { openStep, type StepOutcome } from './commands/step.ts';
import { maskIn } from './models/open-desks.ts';
import { type FailOn, readInputs } from './runner/read-inputs.ts';
import { reportError } from './runner/report-error.ts';
import type { Runner } from './runner/runner.ts';

/**
 * Does what the step's inputs ask for and resolves to the exit code of the process; never throws.
 * What could not be done at all fails the step whatever `fail-on` says.
 */
export async function runStep(runner: Runner): Promise<number> {
  let mask = (text: string) => text;
  try {
    const inputs = readInputs(runner);
    const step = openStep(runner, inputs);
    mask = maskIn(step.secrets);
    runner.setOutput('report-path', step.reports.path);
    const outcome = await commands[inputs.command](step);
    runner.setOutput('verdict', outcome.verdict);
    runner.setOutput(
      'cost-usd',
      outcome.costNanoUsd === undefined ? '' : decimalUsd(outcome.costNanoUsd),
    );
    return exitCodeOf(outcome, inputs.failOn);
  } catch (error) {
    return reportError(error, runner, mask);
  }
}

/** Warnings make 1 under `warned`; under `broken` a gate that is missed makes 0, if it was judged. */
function exitCodeOf({ verdict, exitCode, isBroken }: StepOutcome, failOn: FailOn): number {
  if (failOn === 'never') return 0;
  if (failOn === 'broken' && exitCode <= 1) return isBroken ? 1 : 0;
  if (failOn === 'warned' && verdict === 'warned') return Math.max(1, exitCode);
  return exitCode;
}
