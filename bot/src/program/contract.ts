import type { Command } from 'commander';
import type { BotDoor } from './open-door.ts';

/** One command of `galley-bot`: adds itself to the program. `finish` takes its exit code. */
export type CommandModule = (
  program: Command,
  door: BotDoor,
  finish: (exitCode: number) => void,
) => void;
