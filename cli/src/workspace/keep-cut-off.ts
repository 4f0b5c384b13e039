import { cutOffEntry, cutOffKey } from '@galley/engine/evaluate';
import type { Budget } from '@galley/engine/ledger';
import type { RunJournal } from './open-run-journal.ts';

/**
 * Keeps in the journal of a run that was just stopped what it spent on calls whose draws were never done,
 * at their worst case, so that its cap counts it when the run goes on.
 */
export async function keepCutOff(
  budget: Pick<Budget, 'state'>,
  journal: Pick<RunJournal, 'finished' | 'append' | 'keptNanoUsd' | 'mark'>,
): Promise<void> {
  const fresh = budget.state().spentNanoUsd - journal.keptNanoUsd();
  if (fresh > 0) await journal.append(cutOffKey(journal.finished), cutOffEntry(fresh));
  journal.mark.remove();
}
