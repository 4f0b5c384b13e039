import type { Clock, Random } from '@galley/engine/ports';

/** Everything of a job that the Action may touch, files aside. */
export interface Runner {
  /** Version of Galley. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  /** An input of the step, trimmed; '' when it is not given. */
  input(name: string): string;
  setOutput(name: string, value: string): void;
  /** One line of the log; whatever it holds, it starts no command of the runner. */
  note(text: string): void;
  /** A remark on the job's page, escaped. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** Log commands that are escaped already, such as `formatAnnotations` writes. */
  annotate(commands: string): void;
  /** Adds to the step's summary; nothing where the runner takes none. */
  summarize(markdown: string): Promise<void>;
}
