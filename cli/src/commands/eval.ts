import { join } from 'node:path';
import { GalleyError, refusalCodes } from '@galley/engine/errors';
import {
  createRenderCase,
  type EvaluationPlan,
  estimateEvaluation,
  executeEvaluation,
  journalledCost,
  planEvaluation,
  type SuiteOutcome,
} from '@galley/engine/evaluate';
import { type Journal, openJournal } from '@galley/engine/ledger';
import type { Library } from '@galley/engine/library';
import type { SourceTree } from '@galley/engine/ports';
import { createRenderer } from '@galley/engine/render';
import { addCommonOptions } from '../options/common-options.ts';
import { addModelOptions, type ModelOptions } from '../options/model-options.ts';
import { createEvaluationWriter, type EvaluationWriter } from '../output/evaluation-writer.ts';
import { outputLine } from '../output/output-line.ts';
import { reportError } from '../output/report-error.ts';
import { commandAction, type Session } from '../session.ts';
import { createGateTest } from '../workspace/gate-missed.ts';
import { type Desks, flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { refuseBrokenProject, showProblems } from '../workspace/open-prompt.ts';
import {
  loadLibrary,
  openTree,
  openWorkspace,
  type Workspace,
} from '../workspace/open-workspace.ts';
import { createResultTally, writeEvaluationRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface EvalOptions extends ModelOptions {
  readonly fresh?: true;
}

/** `galley eval`: suites on this tree, against their own gates. */
export const evalCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('[suite...]', 'suites to run; all when none is named')
      .option('--fresh', 'start anew instead of resuming an unfinished run');
    addModelOptions(command, 'auto');
    addCommonOptions(command, ['text', 'json']).addHelpText(
      'after',
      `
Exit code 1 when a suite misses its gate, or, where it sets no pass_rate.min, when a case fails.
Exit code 2 and nothing sent when a suite or a target has errors; 3 when a provider failed on a case;
4 when the budget stops the run. A stopped run goes on where it was when the same command is given;
its cap counts what was spent before, so after exit 4 raise --max-cost or start --fresh.

Examples:
  galley eval
  galley eval refunds triage --concurrency 8
  galley eval refunds --mode live --model cheap-chat --max-cost 0.50
  galley eval --format json --output results.json`,
    );
    commandAction(command, door, finish, evaluate);
  },
};

async function evaluate(session: Session<EvalOptions>, suites: readonly string[]): Promise<number> {
  const { options } = session;
  const workspace = openWorkspace(session, { isProjectRequired: true });
  const tree = await openTree(workspace);
  const library = await loadSuites(session, tree, suites);
  refuseBrokenProject(session, library);
  const plan = planEvaluation(library, {
    side: 'head',
    mode: options.mode,
    ...(suites.length > 0 ? { suites } : {}),
    ...(options.model === undefined ? {} : { models: options.model }),
  });
  refuseUnsound(session, library, plan);
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: library.project,
    cassettes: { head: tree },
  });
  const desk = desks.open(library.project, library.scriptedFiles);
  const render = createRenderCase(library, createRenderer());
  if (options.estimate) {
    const { formatEvaluationEstimate } = await import('../output/format-estimate.ts');
    session.out.write(
      formatEvaluationEstimate(await estimateEvaluation(plan, { render, desk }), options.format),
    );
    return 0;
  }
  const journal = await openRunJournal(session, desks, plan);
  const writer = createEvaluationWriter(session, plan);
  const { tally, add } = createResultTally(plan);
  const emit = desks.progress.onEvent;
  emit({ type: 'evaluation-planned', side: 'head', suites: plan.suites.length, runs: plan.runs });
  let stoppedBy: GalleyError | undefined;
  try {
    const { concurrency } = options;
    const { signal } = session.door;
    const run = { render, desk, concurrency, journal, emit, signal };
    for await (const result of executeEvaluation(plan, run)) {
      writer.add(result);
      add(result);
    }
    await journal.finish();
  } catch (error) {
    await journal.close();
    if (!(error instanceof GalleyError)) throw error;
    stoppedBy = error;
  }
  desks.progress.clear();
  await flushCassettes(session, desks);
  const outcomes = writer.end(stoppedBy);
  const exitCode = exitCodeOf(outcomes, { library, plan, writer });
  await writeEvaluationRecord(session, desks, {
    ...journal,
    plan,
    commit: await headCommit(workspace),
    tally,
    status: statusOf(stoppedBy, exitCode),
    outcomes,
  });
  if (stoppedBy === undefined) return exitCode;
  const code = reportError(stoppedBy, session.door);
  const more = code === refusalCodes['budget-exceeded'].exitCode ? ' with more budget' : '';
  session.note(
    `the same command${more} goes on with run ${journal.id}, repeating no finished call`,
  );
  return code;
}

/** Only what the named suites reach; everything when none is named, or one is not there. */
async function loadSuites(
  session: Session,
  tree: SourceTree,
  suites: readonly string[],
): Promise<Library> {
  if (suites.length > 0) {
    const library = await loadLibrary(session, tree, { only: { suites } });
    if (suites.every((id) => library.suites.has(id))) return library;
  }
  return loadLibrary(session, tree);
}

/** @throws GalleyError `document-unsound` before anything is sent; `usage` when there is no suite */
function refuseUnsound(session: Session, library: Library, plan: EvaluationPlan): void {
  if (plan.notJudged.length > 0) {
    showProblems(
      session,
      library.problems.filter(({ severity }) => severity === 'error'),
    );
    for (const { suite, target, reason } of plan.notJudged) {
      const what = target === undefined ? suite : `${suite}, target ${target}`;
      session.door.stderr.write(`${outputLine(`suite ${what}: ${reason}`)}\n`);
    }
    throw new GalleyError(
      'document-unsound',
      'not everything that was asked for can be evaluated',
      {
        hint: 'Correct what is listed above, or name the suites that are sound.',
      },
    );
  }
  if (plan.suites.length === 0) {
    throw new GalleyError('usage', 'there is no suite to run', {
      hint: 'Add cases and checks to a prompt, or write a suite: galley new suite <id>.',
    });
  }
}

async function openRunJournal(
  session: Session<EvalOptions>,
  desks: Desks,
  plan: EvaluationPlan,
): Promise<Journal> {
  const journal = await openJournal({
    folder: join(desks.stateFolder, 'runs'),
    planHash: plan.planHash,
    clock: session.door.clock,
    random: session.door.random,
    fresh: session.options.fresh === true,
  });
  if (journal.finished.size > 0) {
    desks.budget.carryOver(journalledCost(journal.finished.values()));
    session.note(
      `resuming run ${journal.id}: ${journal.finished.size} of ${plan.runs} runs are done`,
    );
  }
  return journal;
}

function exitCodeOf(
  outcomes: readonly SuiteOutcome[],
  { library, plan, writer }: { library: Library; plan: EvaluationPlan; writer: EvaluationWriter },
): number {
  const { errors, notExecuted } = writer.summary();
  if (errors > 0) return refusalCodes['provider-failed'].exitCode;
  const isFailing = outcomes.some(createGateTest(plan));
  const isIncomplete = notExecuted > 0 && library.project.gate.notExecuted === 'error';
  return isFailing || isIncomplete ? 1 : 0;
}

function statusOf(stoppedBy: GalleyError | undefined, exitCode: number) {
  if (stoppedBy === undefined)
    return exitCode === 0 ? 'passed' : exitCode === 3 ? 'errored' : 'failed';
  if (stoppedBy.code === 'interrupted') return 'interrupted';
  return refusalCodes[stoppedBy.code].exitCode === 4 ? 'over-budget' : 'errored';
}

async function headCommit(workspace: Workspace): Promise<string | undefined> {
  return (await workspace.git())?.currentCommit();
}
