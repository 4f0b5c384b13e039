import { type Command, Option } from 'commander';

/** Options that every command takes, as commander stores them. */
export interface CommonOptions {
  readonly repo?: string;
  readonly format: string;
  readonly output?: string;
  readonly quiet?: true;
  readonly color: boolean;
  readonly strict?: true;
}

/**
 * Adds `--format --output --quiet --no-color --strict` to a command; `-C` is added by the program.
 * @param formats values of `--format`, the default first
 * @param strict what `--strict` does here; `false` when nothing: then it is taken and not shown
 */
export function addCommonOptions<const Format extends string>(
  command: Command,
  formats: readonly [Format, ...Format[]],
  strict: string | false = 'warnings count as errors',
): Command {
  return command
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <format>', 'form of the output').choices(formats).default(formats[0]),
    )
    .option('--output <file>', 'write the output to this file instead of standard output')
    .option('--quiet', 'no notes and no progress on standard error')
    .option('--no-color', 'no colour, also on a terminal')
    .addOption(new Option('--strict', strict || undefined).hideHelp(strict === false));
}
