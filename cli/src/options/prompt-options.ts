import type { Command } from 'commander';
import { collectValues } from './option-values.ts';

/** Options of the commands that render one prompt. */
export interface PromptOptions {
  readonly input?: readonly string[];
  readonly inputs?: string;
  readonly messages?: string;
  readonly at?: string;
}

/** Adds `--input --inputs --messages --at`. */
export function addPromptOptions(command: Command): Command {
  return command
    .argument('<prompt>', 'a prompt, or a variant: support/refund+terse')
    .option('--input <name=value>', 'an input; wins over --inputs (repeatable)', collectValues)
    .option('--inputs <file>', 'inputs from a JSON or YAML file, or - for standard input')
    .option('--messages <name=file>', 'messages for a placeholder: history=<JSON or YAML file>')
    .option('--at <revision>', 'the prompt as a Git revision has it');
}
