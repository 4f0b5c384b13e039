import { join } from 'node:path';
import {
  cutOffEntry,
  cutOffKey,
  type EvaluationPlan,
  isCutOffKey,
  journalledCost,
} from '@galley/engine/evaluate';
import {
  type Journal,
  openJournal,
  openSpendingMark,
  type SpendingMark,
} from '@galley/engine/ledger';
import type { NanoUsd } from '@galley/engine/units';
import type { SelectionOptions } from '../options/selection-options.ts';
import type { Session } from '../session.ts';
import type { Desks } from './open-desks.ts';

/** The journal of an evaluation, which knows how much money its entries account for. */
export interface RunJournal extends Journal {
  /** Sum over all entries, those of earlier attempts included. */
  keptNanoUsd(): NanoUsd;
  /** What the run can have spent; to be removed once its entries account for all of it. */
  readonly mark: SpendingMark;
}

/**
 * Opens the journal of a plan's run, or goes on with an unfinished one: what that spent counts against
 * the run's caps, and so does what was under way when it was killed, at its worst case.
 * @throws GalleyError `run-in-progress`
 */
export async function openRunJournal(
  session: Session<SelectionOptions & { readonly fresh?: true }>,
  desks: Pick<Desks, 'stateFolder' | 'budget'>,
  plan: EvaluationPlan,
): Promise<RunJournal> {
  const folder = join(desks.stateFolder, 'runs');
  const journal = await openJournal({
    folder,
    planHash: journalHash(plan, session.options),
    owner: session.door.owner,
    clock: session.door.clock,
    random: session.door.random,
    fresh: session.options.fresh === true,
  });
  const mark = openSpendingMark(join(folder, `${journal.id}.reserved`));
  const finished = new Map(journal.finished);
  const lostNanoUsd = mark.earlierNanoUsd - journalledCost(finished.values());
  if (lostNanoUsd > 0) {
    const [key, entry] = [cutOffKey(finished), cutOffEntry(lostNanoUsd)];
    await journal.append(key, entry);
    finished.set(key, entry);
  }
  let keptNanoUsd = journalledCost(finished.values());
  desks.budget.onReach(mark.raise);
  if (finished.size > 0) {
    desks.budget.carryOver(keptNanoUsd);
    const done = [...finished.keys()].filter((key) => !isCutOffKey(key)).length;
    session.note(`resuming run ${journal.id}: ${done} of ${plan.runs} runs are done`);
  }
  return {
    ...journal,
    finished,
    mark,
    keptNanoUsd: () => keptNanoUsd,
    async finish() {
      await journal.finish();
      mark.remove();
    },
    append(key, entry) {
      keptNanoUsd += journalledCost([entry]);
      return journal.append(key, entry);
    },
  };
}

/** A shard is a run of its own: what another one finished is none of its draws. */
function journalHash({ planHash }: EvaluationPlan, { shard }: SelectionOptions): string {
  return shard === undefined ? planHash : `${planHash.slice(0, 48)}-${shard.index}-${shard.count}`;
}
