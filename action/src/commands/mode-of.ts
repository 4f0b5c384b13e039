import type { Mode } from '@galley/engine/models';
import type { Step } from './step.ts';

/** Where this step's answers come from. Nothing is asked for a fork, which has no secrets, nor to render. */
export function modeOf({ event, inputs }: Pick<Step, 'event' | 'inputs'>): Mode {
  const isFree = event.pullRequest?.isFork === true || inputs.command === 'render';
  return isFree ? 'replay' : inputs.mode;
}
