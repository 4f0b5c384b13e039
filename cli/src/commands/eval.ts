import { GalleyError, refusalCodes } from '@galley/engine/errors';
import {
  createRenderCase,
  createSuiteChecks,
  type EvaluationSummary,
  earlierCutOff,
  estimateEvaluation,
  evaluationExitCode,
  evaluationHeader,
  executeEvaluation,
  journalledTokens,
  localPrograms,
  shardPlan,
} from '@galley/engine/evaluate';
import type { Journal } from '@galley/engine/ledger';
import { productionCalls } from '@galley/engine/proof';
import { createRenderer } from '@galley/engine/render';
import { evaluationFormats } from '@galley/engine/report';
import { formatUsd, type NanoUsd, outputLine } from '@galley/engine/units';
import { addCommonOptions } from '../options/common-options.ts';
import { addModelOptions, type ModelOptions } from '../options/model-options.ts';
import { addReportOption, type ReportOptions } from '../options/report-options.ts';
import { addSelectionOptions, type SelectionOptions } from '../options/selection-options.ts';
import { createEvaluationWriter } from '../output/evaluation-writer.ts';
import { reportError } from '../output/report-error.ts';
import { commandAction, type Session } from '../session.ts';
import { keepCutOff } from '../workspace/keep-cut-off.ts';
import { flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { openRunJournal } from '../workspace/open-run-journal.ts';
import { openWorkspace, type Workspace } from '../workspace/open-workspace.ts';
import { planSuites } from '../workspace/plan-suites.ts';
import { projectPath } from '../workspace/project-path.ts';
import { createResultTally, writeEvaluationRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface EvalOptions extends ModelOptions, ReportOptions, SelectionOptions {
  readonly fresh?: true;
  readonly times: boolean;
}

/** `galley eval`: suites on this tree, against their own gates. */
export const evalCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('[suite...]', 'suites to run; by default those that run at pull requests')
      .option('--fresh', 'start anew instead of resuming an unfinished run')
      .option('--no-times', 'leave out what is measured, so that equal answers make equal reports');
    addSelectionOptions(command);
    addModelOptions(command, 'auto');
    const [first = 'text', ...others] = Object.keys(evaluationFormats);
    addReportOption(command, [first, ...others]);
    addCommonOptions(command, [first, ...others]).addHelpText(
      'after',
      `
Exit codes: 1 when a suite misses its gate or, where it sets no pass_rate.min, a
case fails · 2 with errors in a suite or a target; then nothing is sent · 3 when
a provider failed on a case · 4 when the budget stopped the run.

The same command takes a stopped run up where it was. Its cap counts what was
spent before: after exit 4 raise --max-cost or begin with --fresh.
A shard judges no gate; \`galley merge\` does. A run with --filter or --sample
says in every report that it is partial.

Examples:
  galley eval
  galley eval refunds triage --concurrency 8
  galley eval refunds --mode live --model cheap-chat --max-cost 0.50
  galley eval --format json --output results.json
  galley eval --since origin/main --filter tag=refund --sample 20 --seed 7
  galley eval --shard 2/5 --format jsonl --output shard-2.jsonl
  galley eval --report junit=results.xml --report html=report.html`,
    );
    commandAction(command, door, finish, evaluate);
  },
};

async function evaluate(session: Session<EvalOptions>, suites: readonly string[]): Promise<number> {
  const { options } = session;
  const workspace = openWorkspace(session, { isProjectRequired: true });
  const { tree, library, plan: wholePlan } = await planSuites(session, workspace, suites);
  const { shard } = options;
  const plan = shard === undefined ? wholePlan : shardPlan(wholePlan, shard);
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
      formatEvaluationEstimate(
        await estimateEvaluation(plan, {
          render,
          desk,
          callsPerMonth: productionCalls(library.project, library),
        }),
        options.format,
      ),
    );
    return 0;
  }
  const notExecuted = library.project.gate.notExecuted === 'error' ? 'error' : 'warn';
  const header = evaluationHeader(wholePlan, { notExecuted, shard });
  const project = await projectPath(workspace);
  const journal = await openRunJournal(session, desks, plan);
  const writer = await openWriter(journal, () =>
    createEvaluationWriter(session, header, { mask: desks.mask, project }),
  );
  const { tally, add } = createResultTally(plan);
  // One record covers a run with everything that it was stopped for before.
  tally.addCutOff(earlierCutOff(journal.finished));
  const emit = desks.progress.onEvent;
  emit({ type: 'evaluation-planned', side: 'head', suites: plan.suites.length, runs: plan.runs });
  const suiteChecks = createSuiteChecks(plan);
  let together: Awaited<ReturnType<typeof suiteChecks.judge>> = new Map();
  let stoppedBy: GalleyError | undefined;
  try {
    const { concurrency } = options;
    const { signal } = session.door;
    const programs = localPrograms(session.door, workspace.folder, desks.mask);
    const run = { render, desk, programs, concurrency, journal, emit, signal };
    for await (const result of executeEvaluation(plan, run)) {
      writer.add(result);
      suiteChecks.add(result);
      add(result);
    }
    // A shard sees a part of the answers; what holds for all of them is judged at the merge.
    if (shard === undefined) {
      together = await suiteChecks.judge({ clock: session.door.clock, signal });
    }
    await journal.finish();
  } catch (error) {
    if (error instanceof GalleyError) {
      stoppedBy = error;
      await keepCutOff(desks.budget, journal);
      // Draws that no report shows were paid for too.
      const unseen = desks.budget.state().spentNanoUsd - tally.totals().knownCostNanoUsd;
      writer.cutOff(unseen);
      tally.addCutOff(unseen);
    }
    await journal.close();
    if (stoppedBy === undefined) throw error;
  }
  desks.progress.clear();
  await flushCassettes(session, desks);
  const outcomes = writer.end(stoppedBy, together);
  const summary = writer.summary();
  noteCost(session, summary);
  noteEarlierCutOff(session, earlierCutOff(journal.finished));
  const exitCode = evaluationExitCode(header, { outcomes, summary });
  await writeEvaluationRecord(session, desks, {
    ...journal,
    plan,
    commit: await headCommit(workspace),
    tally,
    status: statusOf(stoppedBy, exitCode),
    outcomes,
    earlierTokens: journalledTokens(journal.finished.values()),
  });
  if (stoppedBy === undefined) return exitCode;
  const code = reportError(stoppedBy, session.door);
  const more = stoppedBy.code === 'budget-exceeded' ? ' with more budget' : '';
  session.note(
    `the same command${more} goes on with run ${journal.id}, repeating no finished call`,
  );
  return code;
}

function statusOf(stoppedBy: GalleyError | undefined, exitCode: number) {
  if (stoppedBy === undefined)
    return exitCode === 0 ? 'passed' : exitCode === 3 ? 'errored' : 'failed';
  if (stoppedBy.code === 'interrupted') return 'interrupted';
  return refusalCodes[stoppedBy.code].exitCode === 4 ? 'over-budget' : 'errored';
}

/** Nothing is written of a run that another process makes, and no run is left open for want of a report. */
async function openWriter<Writer>(journal: Journal, open: () => Writer): Promise<Writer> {
  try {
    return open();
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** A report is that of an undisturbed run; what stopping it cost is in its record. */
function noteEarlierCutOff({ note }: Session, costNanoUsd: NanoUsd): void {
  if (costNanoUsd <= 0) return;
  note(
    `before, calls of this run failed or were cut off: at most ${formatUsd(costNanoUsd)} more, in its record and in the budget`,
  );
}

/** Says that nothing was asked, and what that saved: a suite where nothing changed costs nothing. */
function noteCost({ note, out, options }: Session<EvalOptions>, summary: EvaluationSummary): void {
  const { runs, requests, cached, replayed, savedNanoUsd } = summary;
  if (runs === 0 && options.since !== undefined) {
    const sentence = `nothing changed since ${options.since}: nothing to run, $0`;
    if (options.format === 'text') out.write(`${outputLine(sentence)}\n`);
    else note(sentence);
  } else if (requests === 0 && cached + replayed > 0) {
    const saved = savedNanoUsd === undefined ? '' : `, ${formatUsd(savedNanoUsd)} saved`;
    note(`nothing to ask: every answer was known, 0 requests, $0 spent${saved}`);
  }
}

async function headCommit(workspace: Workspace): Promise<string | undefined> {
  return (await workspace.git())?.currentCommit();
}
