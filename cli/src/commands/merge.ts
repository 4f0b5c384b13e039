import { resolve } from 'node:path';
import { GalleyError, refusalCodes } from '@galley/engine/errors';
import {
  createSuiteChecks,
  evaluationExitCode,
  mergeResults,
  openResultsFile,
} from '@galley/engine/evaluate';
import { evaluationFormats } from '@galley/engine/report';
import { addCommonOptions } from '../options/common-options.ts';
import { addReportOption, type ReportOptions } from '../options/report-options.ts';
import { createEvaluationWriter } from '../output/evaluation-writer.ts';
import { reportError } from '../output/report-error.ts';
import { commandAction, type Session } from '../session.ts';
import { openWorkspace } from '../workspace/open-workspace.ts';
import { projectPath } from '../workspace/project-path.ts';
import type { CommandModule } from './contract.ts';

interface MergeOptions extends ReportOptions {
  readonly allowIncomplete?: true;
  readonly times: boolean;
}

/** `galley merge`: the results of all shards as one report, judged by the suites' gates. */
export const mergeCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument(
        '<file...>',
        'results of `galley eval --format jsonl`: every shard, or one whole run',
      )
      .option('--allow-incomplete', 'merge what there is when a shard is missing or was stopped')
      .option('--no-times', 'leave out what is measured, so that equal answers make equal reports');
    const [first = 'text', ...others] = Object.keys(evaluationFormats);
    addReportOption(command, [first, ...others]);
    addCommonOptions(command, [first, ...others], false).addHelpText(
      'after',
      `
The report is the one that a single run would have made, byte for byte but for
what is measured. Exit codes are those of \`galley eval\`: 1 when a gate is
missed, 3 when a provider failed on a case; also 3 when results are missing,
with --allow-incomplete after the report is written.

Examples:
  galley merge shard-*.jsonl
  galley merge shard-1.jsonl shard-2.jsonl --format html --output report.html
  galley merge results.jsonl --report junit=results.xml`,
    );
    commandAction(command, door, finish, merge);
  },
};

async function merge(session: Session<MergeOptions>, names: readonly string[]): Promise<number> {
  const { door, options } = session;
  const files = [];
  for (const name of names) files.push(await openResultsFile(resolve(door.cwd, name), name));
  const merged = await mergeResults(files, { allowIncomplete: options.allowIncomplete === true });
  const workspace = openWorkspace({ ...session, note: () => undefined });
  const writer = createEvaluationWriter(session, merged.header, {
    // What was masked when it was written stays masked.
    mask: (value) => value,
    project: await projectPath(workspace),
  });
  const suiteChecks = createSuiteChecks(merged.header);
  for await (const result of merged.results()) {
    writer.add(result);
    suiteChecks.add(result);
  }
  const together = await suiteChecks.judge(door);
  const stoppedBy =
    merged.missing.length === 0
      ? undefined
      : new GalleyError(
          'results-incomplete',
          `${merged.missingRuns} of ${merged.header.runs} runs are missing: ${merged.missing.join('; ')}`,
          { hint: 'Run the shard again and merge once more: this report judges a part.' },
        );
  const outcomes = writer.end(stoppedBy, together);
  const exitCode = evaluationExitCode(merged.header, { outcomes, summary: writer.summary() });
  if (stoppedBy === undefined) return exitCode;
  reportError(stoppedBy, door);
  return exitCode === 0 ? refusalCodes['results-incomplete'].exitCode : exitCode;
}
