import { GalleyError, refusalCodes } from '@galley/engine/errors';
import type { RunRecord, Tally } from '@galley/engine/ledger';
import { formatUsd } from '@galley/engine/units';
import type { Session } from '../session.ts';
import type { Desks } from './open-desks.ts';
import { writeStoppedRecord } from './run-records.ts';

/**
 * Resolves like the work; when that is stopped, says what its calls may have cost, and keeps that in a
 * run record, so that the budgets of the month and of its people count it.
 * @param run.tally calls that were answered before; without an outcome, a call costs its worst case
 */
export async function noteCutOff<Result>(
  session: Session,
  desks: Desks,
  run: { readonly command: string; readonly startedAtMs: number; readonly tally: Tally },
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const { spentNanoUsd } = desks.budget.state();
    const { tally } = run;
    tally.addCutOff(spentNanoUsd - tally.totals().knownCostNanoUsd);
    if (spentNanoUsd > 0) {
      session.note(`stopped; the calls so far cost at most ${formatUsd(spentNanoUsd)}`);
      await writeStoppedRecord(session, desks, { ...run, status: statusOf(error) });
    }
    throw error;
  }
}

function statusOf(error: unknown): RunRecord['status'] {
  if (!(error instanceof GalleyError)) return 'errored';
  if (error.code === 'interrupted') return 'interrupted';
  return refusalCodes[error.code].exitCode === 4 ? 'over-budget' : 'errored';
}
