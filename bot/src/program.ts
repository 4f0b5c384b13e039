import { GalleyError } from '@galley/engine/errors';
import { Command, CommanderError } from 'commander';
import { openDoor } from './program/open-door.ts';
import { commandModules } from './program/registry.ts';

/**
 * Runs one command line of `galley-bot` and gives its exit code: 0, 1 when something is wrong with what
 * was looked at, 2 for a command line or configuration that cannot be used, 3 when the world failed.
 */
export async function runProgram(words: readonly string[]): Promise<number> {
  const door = openDoor();
  const program = new Command('galley-bot')
    .description('Proofs prompts on pull requests, as a GitHub App.')
    .version(door.version)
    .exitOverride()
    .showHelpAfterError('Run galley-bot --help to see every command.')
    .addHelpText(
      'after',
      `
Everything is configured by variables of the environment; site/docs/bot.md lists them.

Examples:
  galley-bot start
  galley-bot doctor
  galley-bot migrate --to 1`,
    );
  let exitCode = 0;
  for (const module of commandModules) {
    module(program, door, (code) => {
      exitCode = code;
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    door.say(`galley-bot: ${messageOf(error)}\n`);
    return 3;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof GalleyError && error.hint) return `${error.message}\n  ${error.hint}`;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return error.message === '' ? (code ?? error.name) : error.message;
}
