import type { Command } from 'commander';
import type { Door } from '../door.ts';

/**
 * One command. `configure` declares arguments, options and examples and sets the action;
 * the action returns the exit code through `finish`.
 */
export interface CommandModule {
  configure(command: Command, door: Door, finish: (exitCode: number) => void): void;
}

/** A command as the top-level help knows it; its module loads only when it is named. */
export interface CommandEntry {
  readonly name: string;
  /** Its heading in the list of commands. */
  readonly group: string;
  /** One line, no period. */
  readonly summary: string;
  load(): Promise<CommandModule>;
}
