import { GalleyError } from '@galley/engine/errors';
import { calibrateJudge, calibrationCalls, type Label, readLabels } from '@galley/engine/evaluate';
import { createTally } from '@galley/engine/ledger';
import {
  type Check,
  flatChecks,
  judgeKeys,
  type Library,
  type Suite,
} from '@galley/engine/library';
import type { ModelCall, ModelDesk } from '@galley/engine/models';
import { plural } from '@galley/engine/units';
import { Argument, InvalidArgumentError } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { addCallOptions, type ModelOptions } from '../options/model-options.ts';
import { formatCalibration } from '../output/format-calibration.ts';
import { formatMoney } from '../output/format-money.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { nearestDocument } from '../workspace/nearest-document.ts';
import { noteCutOff } from '../workspace/note-cut-off.ts';
import { flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { refuseBrokenProject } from '../workspace/open-prompt.ts';
import { loadLibrary, openTree, openWorkspace } from '../workspace/open-workspace.ts';
import { readTextFile } from '../workspace/read-text-file.ts';
import { refuseUnknownModel } from '../workspace/refuse-unknown-model.ts';
import { tallyingDesk, writeCalibrationRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface JudgeOptions extends ModelOptions {
  readonly labels?: string;
  readonly check?: string;
  readonly minKappa: number;
}
type JudgeSession = Session<JudgeOptions>;

const defaultMinKappa = 0.6;

/** `galley judge`: whether a judge can be trusted. */
export const judgeCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['calibrate']))
      .argument('<suite>', 'suite, or prompt with cases, whose judge is measured')
      .requiredOption('--labels <file>', 'answers with what people think of them, JSONL or CSV')
      .option('--check <name>', 'the check to measure, when the suite has several judges')
      .option(
        '--model <alias>',
        'measure this model alias instead of the check’s own',
        (alias: string) => [alias],
      )
      .option(
        '--min-kappa <number>',
        'lowest agreement beyond chance that passes',
        parseKappa,
        defaultMinKappa,
      );
    addCallOptions(command, 'auto');
    addCommonOptions(command, ['text', 'json'], false).addHelpText(
      'after',
      `
A label is a line {"case": "late-parcel", "answer": "…", "human": "pass"}:
human is pass, fail or a score from 0 to 1; case may be left out when the check
reads none. Agreement is Cohen's kappa with a 95 % interval. Exit code 1 below
--min-kappa, or when kappa cannot be known.

Examples:
  galley judge calibrate refunds --labels labels.jsonl
  galley judge calibrate refunds --labels labels.csv --check polite
  galley judge calibrate refunds --labels labels.csv --model strict-judge
  galley judge calibrate refunds --labels labels.jsonl --min-kappa 0.7`,
    );
    commandAction(command, door, finish, calibrate);
  },
};

function parseKappa(value: string): number {
  const kappa = value.trim() === '' ? Number.NaN : Number(value);
  if (kappa >= -1 && kappa <= 1) return kappa;
  throw new InvalidArgumentError('expected a number from -1 to 1');
}

async function calibrate(session: JudgeSession, operands: readonly string[]): Promise<number> {
  const { door, options } = session;
  const workspace = openWorkspace(session, { isProjectRequired: true });
  const tree = await openTree(workspace);
  const library = await loadLibrary(session, tree);
  refuseBrokenProject(session, library);
  const suite = findSuite(library, operands[1] ?? '');
  const check = chooseCheck(suite, library, options);
  const file = options.labels ?? '';
  const labels = readLabels(file, await readTextFile(door, file));
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: library.project,
    cassettes: { head: tree },
  });
  const tally = createTally();
  const startedAtMs = door.clock.now();
  const desk = tallyingDesk(desks.open(library.project, library.scriptedFiles), tally);
  const asked = { cases: suite.cases, format: formatOf(suite, library) };
  if (options.estimate) {
    const calls = await calibrationCalls(check, labels, asked);
    session.out.write(await estimateText(desk, { calls, labels, format: options.format }));
    return 0;
  }
  const calibrating = calibrateJudge(check, labels, {
    ...asked,
    suite: suite.id,
    desk,
    ...(suite.data && { allowedProviders: suite.data.providers }),
    minKappa: options.minKappa,
    concurrency: options.concurrency,
    signal: door.signal,
  });
  const run = { command: 'judge', startedAtMs, tally };
  const result = await noteCutOff(session, desks, run, calibrating);
  desks.progress.clear();
  await flushCassettes(session, desks);
  const isTrusted = result.verdict === 'agrees' || result.verdict === 'too-few';
  await writeCalibrationRecord(session, desks, {
    suite: suite.id,
    check: check.name,
    verdict: result.verdict,
    status: isTrusted ? 'passed' : 'failed',
    tally,
    startedAtMs,
  });
  const shown = desks.mask({ suite: suite.id, minKappa: options.minKappa, ...result });
  session.out.write(options.format === 'json' ? `${toJson(shown)}\n` : formatCalibration(shown));
  return isTrusted ? 0 : 1;
}

/** @throws GalleyError `document-missing`, `document-unsound` */
function findSuite(library: Library, id: string): Suite {
  const suite = library.suites.get(id);
  if (suite === undefined) {
    const near = nearestDocument(id, library.suites.keys());
    throw new GalleyError('document-missing', `there is no suite ${JSON.stringify(id)}`, {
      data: { suite: id },
      hint: near === undefined ? withJudges(library) : `Did you mean ${near}?`,
    });
  }
  if (library.isSound(suite)) return suite;
  throw new GalleyError('document-unsound', `the suite ${id} has errors`, {
    hint: 'Run galley validate to see them.',
  });
}

/** @throws GalleyError `usage` when it is not clear which check is meant; `model-unknown` */
function chooseCheck(
  suite: Suite,
  library: Library,
  { check: name, model: [model] = [] }: JudgeOptions,
): Check {
  const judges = judgesOf(suite);
  const named = name === undefined ? judges : judges.filter((check) => check.name === name);
  const [check, second] = named;
  if (check === undefined || (second !== undefined && name === undefined)) {
    const which = judges.map((judge) => judge.name).join(', ');
    const problem =
      check === undefined
        ? `the suite ${suite.id} has no judge${name === undefined ? '' : ` ${name}`}`
        : `the suite ${suite.id} has several judges`;
    throw new GalleyError('usage', problem, {
      hint: which === '' ? withJudges(library) : `Name one with --check: ${which}.`,
    });
  }
  if (model === undefined) return check;
  refuseUnknownModel(library.project, [model]);
  return { ...check, model };
}

/** Its checks that ask a model, those of single cases and in groups included. */
function judgesOf(suite: Suite): Check[] {
  const own = suite.cases.flatMap((item) => item.checks ?? []);
  const all = [...flatChecks([...suite.checks, ...own])];
  return all.filter(({ key }) => judgeKeys.has(key) || key === 'similar');
}

function withJudges({ suites }: Library): string {
  const ids = [...suites.values()].filter((suite) => judgesOf(suite).length > 0);
  return ids.length === 0
    ? 'No suite of this project has one. A judge is a check such as {judge: The reply is polite.}.'
    : `Suites with a judge: ${ids.map(({ id }) => id).join(', ')}.`;
}

/** As the first target's answers are read. */
function formatOf({ targets }: Suite, library: Library): 'text' | 'json' {
  const [target] = targets;
  const prompt = target && library.prompts.get(target.prompt);
  const body = target?.variant === undefined ? prompt?.body : prompt?.variants.get(target.variant);
  return body?.output.format ?? 'text';
}

async function estimateText(
  desk: ModelDesk,
  {
    calls,
    labels,
    format,
  }: { calls: readonly ModelCall[]; labels: readonly Label[]; format: string },
): Promise<string> {
  let costNanoUsd: number | undefined = 0;
  let knownCostNanoUsd = 0;
  let unknownCostCalls = 0;
  for (const call of calls) {
    const estimate = await desk.estimate(call);
    if (estimate.costNanoUsd === undefined) {
      costNanoUsd = undefined;
      unknownCostCalls += 1;
      continue;
    }
    knownCostNanoUsd += estimate.costNanoUsd;
    if (costNanoUsd !== undefined) costNanoUsd += estimate.costNanoUsd;
  }
  if (format === 'json') {
    const counts = { calls: calls.length, labels: labels.length };
    return `${toJson({ ...counts, costNanoUsd, knownCostNanoUsd, unknownCostCalls })}\n`;
  }
  const cost = formatMoney({ costNanoUsd, knownCostNanoUsd, unknownCostCalls, isUpperBound: true });
  return `${plural(calls.length, 'call')} for ${plural(labels.length, 'label')}, ${cost}; nothing was sent\n`;
}
