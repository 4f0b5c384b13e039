import { GalleyError } from '../errors/galley-error.ts';
import type { Journal } from '../ledger/journal.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { EventSink } from '../ports/events.ts';
import type { Programs } from '../ports/programs.ts';
import { cutOffEntry, cutOffKey } from './cut-off.ts';
import { type EvaluationPlan, type PlannedRun, plannedRuns } from './evaluation-plan.ts';
import { inOrder } from './in-order.ts';
import { fromJournal, isFinished, journalKey, toJournal } from './journalled-run.ts';
import type { RenderCase } from './render-case.ts';
import type { RunResult } from './results.ts';
import { type CaseRunner, createCaseRunner } from './run-case.ts';

export interface ExecuteOptions {
  readonly render: RenderCase;
  /** Asks the prompts' models, under the plan's mode. */
  readonly desk: Pick<ModelDesk, 'ask'>;
  /** Asks judges: base's on both sides; default `desk`. */
  readonly judgeDesk?: Pick<ModelDesk, 'ask'>;
  /** Runs the programs of `command` checks; absent where the door runs none. */
  readonly programs?: Programs;
  /** Draws under way at once, at least 1. */
  readonly concurrency: number;
  /** Of this plan's hash. Runs found in it are not made again. */
  readonly journal?: Pick<Journal, 'finished' | 'append'>;
  readonly emit?: EventSink;
  readonly signal: AbortSignal;
}

/** Results that may wait for an earlier one, per draw under way. */
const windowPerCall = 8;

/**
 * Makes the plan's draws side by side and yields them in plan order, each after it stands in the
 * journal. A failure of one case is its result. A refusal (no budget left, 401, interrupted) stops
 * the run: calls under way settle, what is finished is yielded, then the refusal is thrown.
 * @throws GalleyError `interrupted` when the signal aborts, or what the model desk throws
 */
export async function* executeEvaluation(
  plan: EvaluationPlan,
  options: ExecuteOptions,
): AsyncGenerator<RunResult, void, undefined> {
  const { signal, concurrency, desk, judgeDesk = desk } = options;
  const runner = createCaseRunner({
    side: plan.side,
    render: options.render,
    desk,
    judgeDesk,
    commands: plan.commands,
    guardrails: plan.guardrails,
    programs: options.programs,
    signal,
  });
  const makeDraw = (planned: PlannedRun) => draw(planned, runner, { plan, options });
  try {
    yield* inOrder(plannedRuns(plan), makeDraw, {
      concurrency,
      window: concurrency * windowPerCall,
      signal,
    });
  } catch (error) {
    throw signal.aborted ? interruption(signal, error) : error;
  }
  if (signal.aborted) throw interruption(signal, signal.reason);
}

async function draw(
  planned: PlannedRun,
  runner: CaseRunner,
  { plan, options }: { readonly plan: EvaluationPlan; readonly options: ExecuteOptions },
): Promise<RunResult> {
  const { journal, emit } = options;
  const about = {
    side: plan.side,
    suite: planned.arm.suite,
    caseId: planned.case.id,
    repeat: planned.repeat,
  };
  const key = journal === undefined ? '' : journalKey(planned);
  const earlier = journal?.finished.get(key);
  const resumed =
    earlier === undefined ? undefined : fromJournal(earlier, planned, runner.rendered(planned));
  if (resumed === undefined) emit?.({ type: 'case-started', ...about });
  const result = resumed ?? (await runner.run(planned));
  if (resumed === undefined && journal !== undefined) await keep(result, key, journal);
  emit?.({ type: 'case-finished', ...about, outcome: result.outcome });
  return result;
}

/** A draw without a verdict is made again when the run goes on; what it cost is spent all the same. */
async function keep(
  result: RunResult,
  key: string,
  journal: Pick<Journal, 'finished' | 'append'>,
): Promise<void> {
  if (isFinished(result)) return journal.append(key, toJournal(result));
  const { costNanoUsd = 0 } = result;
  if (costNanoUsd === 0) return;
  await journal.append(cutOffKey(journal.finished, key), cutOffEntry(costNanoUsd));
}

function interruption(signal: AbortSignal, error: unknown): GalleyError {
  if (error instanceof GalleyError) return error;
  if (signal.reason instanceof GalleyError) return signal.reason;
  return new GalleyError('interrupted', 'the run was stopped before it was done', {
    hint: 'The same command goes on where it stopped.',
    cause: error,
  });
}
