import type { Library } from '../library/library.ts';
import type { Project } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink } from '../ports/events.ts';
import type { Programs } from '../ports/programs.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { WantedEvaluation } from './proof-scope.ts';

/** Whose aliases a desk of a proof knows: one side's, or those that judges are called by on both. */
export type DeskSide = 'base' | 'head' | 'judge';

/** What a proof needs of a desk. Without `requestKey` it gives an equal request its earlier answer itself. */
export type ProofDesk = Pick<ModelDesk, 'ask' | 'usesScripted'> &
  Partial<Pick<ModelDesk, 'requestKey'>>;

export interface ProveOptions {
  readonly mode: Mode;
  /** Draws under way at once, at least 1. */
  readonly concurrency: number;
  /**
   * A desk for one side's aliases, asked for once each. All desks of one proof share budget, cache and
   * recordings; the budget's cap is `policy.head.budgets`, or a lower one the user gave.
   */
  readonly createDesk: (
    project: Project,
    scriptedFiles: Library['scriptedFiles'],
    side: DeskSide,
  ) => ProofDesk;
  /** Aliases given on the command line instead of the suites' own. */
  readonly models?: readonly string[];
  /** Suites and prompts asked for besides what the change reaches. */
  readonly wanted?: WantedEvaluation;
  /** Draws per case that were asked for, where a suite's own are fewer; at least 1. */
  readonly repeats?: number;
  /** What unexecuted cases mean when no policy says so: `warn` in the CLI, `error` in bot and Action. */
  readonly notExecutedDefault: 'error' | 'warn';
  /** Warnings count as errors. */
  readonly isStrict?: boolean;
  /** The cap that holds for this proof, for showing; `undefined` is none. */
  readonly capNanoUsd: number | undefined;
  /**
   * What all desks have spent so far: what is above the cost of all answers went into calls that were
   * cut off, and counts as an upper bound.
   */
  readonly spentNanoUsd?: () => NanoUsd;
  /** Runs the programs of `command` checks; absent where the door runs none. */
  readonly programs?: Programs;
  /** For queries over all answers of a suite; absent where the door answers none. */
  readonly clock?: Clock;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
}
