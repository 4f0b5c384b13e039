import type { Desks } from '../models/open-desks.ts';
import { modeOf } from './mode-of.ts';
import type { Step } from './step.ts';

/** Draws under way at once. */
export const concurrency = 4;

/** How to prove, wherever it is done. */
export function orderOf(step: Step, desks: Desks) {
  return {
    mode: modeOf(step),
    concurrency,
    createDesk: desks.open,
    notExecutedDefault: 'error' as const,
    capNanoUsd: desks.budget.state().capNanoUsd,
    spentNanoUsd: () => desks.budget.state().spentNanoUsd,
    ...(step.inputs.command === 'render' && { wanted: 'none' as const }),
  };
}

/** Writes new recordings into the work tree and says which files they are in. */
export async function noteRecordings({ runner }: Step, { cassettes }: Desks): Promise<void> {
  for (const file of await cassettes.flush()) runner.note(`recorded ${file}`);
}
