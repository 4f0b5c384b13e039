import type { CommandName } from '../runner/read-inputs.ts';
import { evaluate } from './evaluate.ts';
import { merge } from './merge.ts';
import { proof } from './proof.ts';
import type { Step, StepOutcome } from './step.ts';
import { validate } from './validate.ts';

/** What each value of the input `command` does. `render` is a proof that asks no model. */
export const commands: Readonly<Record<CommandName, (step: Step) => Promise<StepOutcome>>> = {
  proof,
  validate,
  render: proof,
  eval: evaluate,
  merge,
};
