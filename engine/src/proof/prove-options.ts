import type { Library } from '../library/library.ts';
import type { Project } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { EventSink } from '../ports/events.ts';

export interface ProveOptions {
  readonly mode: Mode;
  /** Draws under way at once, at least 1. */
  readonly concurrency: number;
  /**
   * A desk for one side's aliases. All desks of one proof share budget, cache and recordings; the
   * budget's cap is `policy.head.budgets`, or a lower one the user gave.
   */
  readonly createDesk: (project: Project, scriptedFiles: Library['scriptedFiles']) => ModelDesk;
  /** Aliases given on the command line instead of the suites' own. */
  readonly models?: readonly string[];
  /** What unexecuted cases mean when no policy says so: `warn` in the CLI, `error` in bot and Action. */
  readonly notExecutedDefault: 'error' | 'warn';
  /** Warnings count as errors. */
  readonly isStrict?: boolean;
  /** The cap that holds for this proof, for showing; `undefined` is none. */
  readonly capNanoUsd: number | undefined;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
}
