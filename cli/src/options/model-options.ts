import type { Mode } from '@galley/engine/models';
import type { NanoUsd } from '@galley/engine/units';
import { type Command, Option } from 'commander';
import { collectValues, parseCount, parseDollars } from './option-values.ts';

/** Options of the commands that may call models. */
export interface ModelOptions {
  readonly model?: readonly string[];
  readonly mode: Mode;
  readonly estimate?: true;
  readonly maxCost?: NanoUsd;
  readonly concurrency: number;
}

const modes = ['replay', 'auto', 'record', 'live'] as const;

/** Requests in flight at once when nobody says otherwise. */
export const defaultConcurrency = 4;

/**
 * Adds `--model --mode --estimate --max-cost --concurrency`.
 * @param concurrency what `--concurrency` does here
 */
export function addModelOptions(
  command: Command,
  defaultMode: Mode,
  concurrency = 'requests in flight at once',
): Command {
  return command
    .option(
      '--model <alias>',
      'use this model alias instead of the documents’ own (repeatable)',
      collectValues,
    )
    .addOption(
      new Option(
        '--mode <mode>',
        'replay: recorded answers only · auto: recorded, else call · record: auto, and record · live: always call',
      )
        .choices(modes)
        .default(defaultMode),
    )
    .option('--estimate', 'print what it would cost and send nothing')
    .option('--max-cost <usd>', 'stop before spending more than this', parseDollars)
    .option('--concurrency <n>', concurrency, parseCount, defaultConcurrency);
}
