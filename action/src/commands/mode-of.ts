import type { Mode } from '@galley/engine/models';
import type { Step } from './step.ts';

/** Where this step's answers come from. A fork has no secrets: nothing is asked there. */
export function modeOf({ event, inputs }: Pick<Step, 'event' | 'inputs'>): Mode {
  return event.pullRequest?.isFork === true ? 'replay' : inputs.mode;
}
