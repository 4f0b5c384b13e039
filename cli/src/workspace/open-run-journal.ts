import { join } from 'node:path';
import { type EvaluationPlan, isCutOffKey, journalledCost } from '@galley/engine/evaluate';
import { type Journal, openJournal } from '@galley/engine/ledger';
import type { NanoUsd } from '@galley/engine/units';
import type { SelectionOptions } from '../options/selection-options.ts';
import type { Session } from '../session.ts';
import type { Desks } from './open-desks.ts';

/** The journal of an evaluation, which knows how much money its entries account for. */
export interface RunJournal extends Journal {
  /** Sum over all entries, those of earlier attempts included. */
  keptNanoUsd(): NanoUsd;
}

/**
 * Opens the journal of a plan's run, or goes on with an unfinished one: what that spent counts against
 * the run's caps.
 * @throws GalleyError `run-in-progress`
 */
export async function openRunJournal(
  session: Session<SelectionOptions & { readonly fresh?: true }>,
  desks: Pick<Desks, 'stateFolder' | 'budget'>,
  plan: EvaluationPlan,
): Promise<RunJournal> {
  const journal = await openJournal({
    folder: join(desks.stateFolder, 'runs'),
    planHash: journalHash(plan, session.options),
    owner: session.door.owner,
    clock: session.door.clock,
    random: session.door.random,
    fresh: session.options.fresh === true,
  });
  const { finished } = journal;
  let keptNanoUsd = journalledCost(finished.values());
  if (finished.size > 0) {
    desks.budget.carryOver(keptNanoUsd);
    const done = [...finished.keys()].filter((key) => !isCutOffKey(key)).length;
    session.note(`resuming run ${journal.id}: ${done} of ${plan.runs} runs are done`);
  }
  return {
    ...journal,
    keptNanoUsd: () => keptNanoUsd,
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
