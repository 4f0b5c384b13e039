import { Command, CommanderError } from 'commander';
import { commandEntries } from './commands/registry.ts';
import type { Door } from './door.ts';
import { reportError } from './output/report-error.ts';

/**
 * Runs one command line and resolves to its exit code; never throws.
 * Only the module of the command that is named is loaded.
 * @param commandLine arguments without the interpreter and script
 */
export async function runProgram(commandLine: readonly string[], door: Door): Promise<number> {
  let exitCode = 0;
  try {
    const program = await buildProgram(commandLine, door, (code) => {
      exitCode = code;
    });
    if (commandLine.length === 0) {
      door.stdout.write(program.helpInformation());
      return 0;
    }
    await program.parseAsync([...commandLine], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, door);
  }
}

async function buildProgram(
  commandLine: readonly string[],
  door: Door,
  finish: (exitCode: number) => void,
): Promise<Command> {
  const program = new Command('galley')
    .description('Prompts as code: validate, render, evaluate and proof prompts in Git.')
    .version(door.version, '-V, --version', 'print the version')
    .option('-C, --repo <folder>', 'work in this folder instead of the current one')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .commandsGroup('Begin:')
    .helpCommand('help [command]', 'show how a command is used')
    .showHelpAfterError('(run with --help for the options and examples)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => door.stdout.write(text),
      writeErr: (text) => door.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.addHelpText(
    'after',
    `
Examples:
  galley init                     start a project here
  galley validate                 check every document
  galley eval --estimate          say what the suites would cost, send nothing
  galley proof --base main        judge what changed since main

Exit codes: 0 fine · 1 gate failed · 2 invalid documents or usage ·
3 the world failed · 4 budget · 130 interrupted · 70 a bug in Galley`,
  );
  const named = namedCommands(commandLine);
  for (const entry of commandEntries) {
    const command = program.command(entry.name).helpGroup(`${entry.group}:`);
    command.summary(entry.summary).description(entry.summary);
    command.option('-C, --repo <folder>', 'work in this folder instead of the current one');
    if (named.includes(entry.name)) (await entry.load()).configure(command, door, finish);
  }
  return program;
}

/** The words that may name a command: all but options and the folder after -C. */
function namedCommands(commandLine: readonly string[]): string[] {
  return commandLine.filter(
    (word, index) => !word.startsWith('-') && !/^(-C|--repo)$/.test(commandLine[index - 1] ?? ''),
  );
}
