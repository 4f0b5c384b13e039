import type { Mode } from '@galley/engine/models';
import type { NanoUsd } from '@galley/engine/units';
import { type Command, Option } from 'commander';
import { collectValues, parseCount, parseDollars } from './option-values.ts';

/** Options of the commands that may call models. */
export interface ModelOptions {
  readonly model?: readonly string[];
  readonly mode: Mode;
  readonly recordings: 'local' | 'verified';
  readonly estimate?: true;
  readonly maxCost?: NanoUsd;
  readonly concurrency: number;
}

const modes = ['replay', 'auto', 'record', 'live'] as const;

/** Requests in flight at once when nobody says otherwise. */
export const defaultConcurrency = 4;

/**
 * Adds `--model --mode --recordings --estimate --max-cost --concurrency`, where `--model` may be repeated.
 */
export function addModelOptions(command: Command, defaultMode: Mode): Command {
  const withModel = command
    .optionsGroup('Model calls:')
    .option(
      '--model <alias>',
      'use this model alias instead of the documents’ own (repeatable)',
      collectValues,
    );
  return addCallOptions(withModel, defaultMode);
}

/**
 * Adds `--mode --recordings --estimate --max-cost --concurrency`, for commands that choose models otherwise.
 * @param concurrency what `--concurrency` does here
 */
export function addCallOptions(
  command: Command,
  defaultMode: Mode,
  concurrency = 'requests in flight at once',
): Command {
  return command
    .optionsGroup('Model calls:')
    .addOption(
      new Option(
        '--mode <mode>',
        'replay: recorded answers only · auto: recorded, else call · record: auto, and record · live: always call',
      )
        .choices(modes)
        .default(defaultMode),
    )
    .addOption(
      new Option(
        '--recordings <which>',
        'local: every recorded answer counts · verified: only those that base has or a trusted key signed',
      )
        .choices(['local', 'verified'])
        .default('local'),
    )
    .option('--estimate', 'print what it would cost and send nothing')
    .option('--max-cost <usd>', 'stop before spending more than this', parseDollars)
    .option('--concurrency <n>', concurrency, parseCount, defaultConcurrency);
}
