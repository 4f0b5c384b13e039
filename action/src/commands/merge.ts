import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { createSuiteChecks, mergeResults, openResultsFile } from '@galley/engine/evaluate';
import { openEvaluationReports } from '../reports/evaluation-reports.ts';
import { evaluationOutcome } from './evaluation-outcome.ts';
import { folderOf, type Step, type StepOutcome } from './step.ts';

/** The results of all shards as one report, judged by the suites' gates. */
export async function merge(step: Step): Promise<StepOutcome> {
  const { runner, inputs, reports } = step;
  const folder = folderOf(runner, inputs.results);
  const files = [];
  for (const name of resultFiles(folder)) {
    files.push(await openResultsFile(join(folder, name), name));
  }
  const merged = await mergeResults(files, { allowIncomplete: false });
  const written = openEvaluationReports(reports, merged.header, {
    project: inputs.workingDirectory,
    // What was masked when it was written stays masked.
    mask: (value) => value,
  });
  const suiteChecks = createSuiteChecks(merged.header);
  for await (const result of merged.results()) {
    written.add(result);
    suiteChecks.add(result);
  }
  const together = await suiteChecks.judge(runner);
  const ended = written.end({ stoppedBy: undefined, together, cutOffNanoUsd: 0 });
  // What the shards spent is theirs.
  const end = { stoppedBy: undefined, costNanoUsd: 0 };
  return evaluationOutcome(step, { ...ended, header: merged.header }, end);
}

/** Every results file below a folder, sorted. @throws GalleyError `usage` for none */
function resultFiles(folder: string): string[] {
  const names = listFiles(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  if (names.length > 0) return names;
  throw new GalleyError('usage', 'there are no results to merge', {
    hint: 'Download the artifacts of the shards into the folder of the input `results`.',
  });
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (cause) {
    throw new GalleyError('file-unreadable', 'the folder of the input `results` cannot be read', {
      cause,
    });
  }
}
