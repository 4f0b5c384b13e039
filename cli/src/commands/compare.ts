import { GalleyError, refusalCodes } from '@galley/engine/errors';
import { type CaseAnswers, compareModels } from '@galley/engine/evaluate';
import { createTally } from '@galley/engine/ledger';
import type { ModelDesk } from '@galley/engine/models';
import { preparePromptCall } from '@galley/engine/run';
import { addCommonOptions } from '../options/common-options.ts';
import { addCallOptions, type ModelOptions } from '../options/model-options.ts';
import { collectValues } from '../options/option-values.ts';
import { addPromptOptions, type PromptOptions } from '../options/prompt-options.ts';
import { formatComparison } from '../output/format-comparison.ts';
import { formatMoney } from '../output/format-money.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { type ComparedCase, chooseComparedCases } from '../workspace/choose-compared-cases.ts';
import { describeComparison } from '../workspace/describe-comparison.ts';
import { type Desks, flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { type OpenedPrompt, openPrompt } from '../workspace/open-prompt.ts';
import { openTree } from '../workspace/open-workspace.ts';
import { refuseUnknownModel } from '../workspace/refuse-unknown-model.ts';
import { tallyingDesk, writeComparisonRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface CompareOptions extends PromptOptions, ModelOptions {
  readonly models?: readonly string[];
  readonly suite?: string;
  readonly case?: readonly string[];
}
type CompareSession = Session<CompareOptions>;

/** `galley compare`: the same inputs on several models. */
export const compareCommand: CommandModule = {
  configure(command, door, finish) {
    addPromptOptions(command)
      .option(
        '--models <aliases>',
        'model aliases, separated by commas (default: the models of the suite)',
        collectAliases,
      )
      .option(
        '--suite <id>',
        'take inputs and models from this suite (default: the prompt’s own cases)',
      )
      .option('--case <id>', 'only this case (repeatable)', collectValues);
    addCallOptions(command, 'auto');
    addCommonOptions(
      command,
      ['text', 'json'],
      'refuse a prompt that has or reaches a warning',
    ).addHelpText(
      'after',
      `
Shows answers, tokens, cost and time. Cost is that of one uncached call,
whatever this comparison spent. A model that fails shows why and does not stop
the others; then the exit code is 3, or 4 where money stopped it.

Examples:
  galley compare support/reply --models strong,cheap --input message="Hello?"
  galley compare support/reply --models strong,cheap --case late-parcel
  galley compare support/refund --suite refunds --estimate`,
    );
    commandAction(command, door, finish, compare);
  },
};

function collectAliases(value: string, previous: readonly string[] | undefined): string[] {
  const names = value.split(',').map((name) => name.trim());
  return [...new Set([...(previous ?? []), ...names.filter((name) => name !== '')])];
}

async function compare(session: CompareSession, operands: readonly string[]): Promise<number> {
  const { door, options } = session;
  const suites = options.suite === undefined ? {} : { suites: [options.suite] };
  const opened = await openPrompt(session, operands[0] ?? '', {
    isProjectRequired: true,
    ...suites,
  });
  const { library, prompt, variant, workspace } = opened;
  const chosen = await chooseComparedCases(door, opened, options);
  const models = chooseModels(options.models ?? chosen.models, opened);
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: library.project,
    cassettes: { head: await openTree(workspace, options.at) },
  });
  const tally = createTally();
  const run = { target: opened.target, tally, startedAtMs: door.clock.now() };
  const deskOfModel = new Map(
    models.map((model) => {
      const desk = desks.open(library.project, library.scriptedFiles, { isApart: true });
      return [model, tallyingDesk(desk, tally, opened.target)];
    }),
  );
  const deskOf = (model: string) => deskOfModel.get(model) as ModelDesk;
  const request = { library, ...(variant === undefined ? {} : { variant }) };
  if (options.estimate) {
    return showEstimate(session, opened, { models, cases: chosen.cases, deskOf });
  }
  const compared: CaseAnswers[] = [];
  const write = openWriter(session, opened.target, deskOf);
  let exitCode: number | undefined;
  try {
    for await (const one of compareModels(prompt, {
      ...request,
      models,
      cases: chosen.cases,
      ...(chosen.allowedProviders && { allowedProviders: chosen.allowedProviders }),
      deskOf,
      concurrency: options.concurrency,
      signal: door.signal,
    })) {
      desks.progress.clear();
      compared.push(one);
      write.add(one);
    }
    exitCode = exitCodeOf(compared);
  } finally {
    await writeComparisonRecord(session, desks, run, exitCode);
  }
  write.end();
  await flushCassettes(session, desks);
  tell(session, desks);
  return exitCode;
}

/** @throws GalleyError `usage` without two models, `model-unknown` for one that is not declared */
function chooseModels(models: readonly string[], { library }: OpenedPrompt): readonly string[] {
  const declared = library.project.models;
  refuseUnknownModel(library.project, models);
  if (models.length >= 2) return models;
  throw new GalleyError('usage', 'a comparison needs at least two models', {
    hint: `Write --models a,b. The aliases of galley.yaml: ${[...declared.keys()].join(', ')}.`,
  });
}

interface Asked {
  readonly models: readonly string[];
  readonly cases: readonly ComparedCase[];
  readonly deskOf: (model: string) => ModelDesk;
}

async function showEstimate(
  session: CompareSession,
  { library, prompt, variant }: OpenedPrompt,
  { models, cases, deskOf }: Asked,
): Promise<number> {
  const { formatCallEstimate } = await import('../output/format-estimate.ts');
  for (const item of cases) {
    for (const model of models) {
      const { call } = preparePromptCall(prompt, {
        library,
        inputs: item.inputs,
        model,
        ...(variant === undefined ? {} : { variant }),
        ...(item.history && { history: item.history }),
      });
      const estimate = await deskOf(model).estimate(call);
      const target = `${item.id}, ${model}`;
      session.out.write(formatCallEstimate(estimate, target, session.options.format));
    }
  }
  return 0;
}

/** Text appears case by case; JSON is one document. */
function openWriter(
  { out, options, colors, door }: CompareSession,
  target: string,
  deskOf: Asked['deskOf'],
) {
  const isJson = options.format === 'json';
  let written = 0;
  return {
    add(one: CaseAnswers): void {
      if (isJson) {
        const described = describeComparison(target, one, (alias) => deskOf(alias).describe(alias));
        out.write(`${written === 0 ? '{"cases":[' : ','}\n${toJson(described)}`);
      } else {
        const width = options.output === undefined ? door.stdout.columns : undefined;
        out.write(
          `${written === 0 ? '' : '\n'}${formatComparison(one, { colors, width: width ?? 100 })}`,
        );
      }
      written += 1;
    },
    end(): void {
      if (isJson) out.write(`\n],\n"target":${toJson(target)}}\n`);
    },
  };
}

function tell(session: Session, { progress, budget }: Desks): void {
  progress.clear();
  const { spentNanoUsd, unknownCostAttempts, isUpperBound } = budget.state();
  const spent = formatMoney({
    costNanoUsd: unknownCostAttempts > 0 ? undefined : spentNanoUsd,
    knownCostNanoUsd: spentNanoUsd,
    unknownCostCalls: unknownCostAttempts,
    isUpperBound,
  });
  session.note(`spent ${spent}`);
}

/** 4 when money ended a call, else 3 when any model failed. */
function exitCodeOf(compared: readonly CaseAnswers[]): number {
  const failed = compared.flatMap(({ answers }) =>
    answers.flatMap((answer) => (answer.kind === 'failed' ? [answer.code] : [])),
  );
  if (failed.length === 0) return 0;
  const codes: Readonly<Record<string, { readonly exitCode: number } | undefined>> = refusalCodes;
  return failed.some((code) => codes[code]?.exitCode === 4) ? 4 : 3;
}
