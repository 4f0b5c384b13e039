import type { Clock, Random, RunOwner } from '@galley/engine/ports';

/** One of the two streams a command writes to. */
export interface Output {
  /** Writes text as it is; nothing happens once the reader has gone. */
  write(text: string): void;
  /** True when a person is looking: colour and progress are allowed. */
  readonly isTerminal: boolean;
  /** Width in characters; 80 when unknown. */
  readonly columns: number;
}

/** Everything of the outside world that a command may touch, files aside; tests bring their own. */
export interface Door {
  /** Version of the `galley` package. */
  readonly version: string;
  readonly cwd: string;
  readonly homeFolder: string;
  /** `win32`, `darwin`, `linux`, …: decides where the user's configuration lies. */
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Data and nothing else. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  /** Standard input as UTF-8 text, read to its end. */
  readStandardInput(): Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
  /** This process, for the lock of a run. */
  readonly owner: RunOwner;
  /**
   * Aborts when the user or the system asks the command to stop, or when nobody reads its output any
   * more. Taking it promises to end in order: without it, a signal ends the process at once.
   */
  readonly signal: AbortSignal;
}
