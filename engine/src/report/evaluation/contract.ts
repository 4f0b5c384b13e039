import type { EvaluationHeader } from '../../evaluate/evaluation-header.ts';
import type { EvaluationSummary, RunResult, SuiteOutcome } from '../../evaluate/results.ts';

/** The end of an evaluation, when every result has been seen. */
export interface EvaluationEnd {
  readonly outcomes: readonly SuiteOutcome[];
  readonly summary: EvaluationSummary;
  /** Why the run stopped before it was done; `undefined` when it was not stopped. */
  readonly stoppedBy: { readonly code: string; readonly message: string } | undefined;
}

/** Writes one report while results arrive in plan order. */
export interface EvaluationReport {
  add(result: RunResult): void;
  /** Completes the report, also of a run that was stopped. */
  end(end: EvaluationEnd): void;
}

export interface EvaluationReportOptions {
  /**
   * False leaves out every field of `evaluate/measured-fields.ts` (times, and what it took to get the
   * answers: source, requests, cost, savings), so that equal answers make equal reports.
   */
  readonly withTimes: boolean;
  /** Project folder relative to the repository's root; absent or '' at the root. */
  readonly project?: string;
}

/**
 * One form a report of an evaluation can have; pure but for what it gives to `write`: equal results
 * make equal bytes. Whatever a repository or a model wrote is inert in it, and a run that was stopped
 * still makes a complete document.
 */
export interface EvaluationFormat {
  /** What `--format` calls it. */
  readonly name: string;
  /** Media type of the report. */
  readonly mediaType: string;
  /** @param write takes the report piece by piece */
  open(
    write: (text: string) => void,
    header: EvaluationHeader,
    options: EvaluationReportOptions,
  ): EvaluationReport;
}
