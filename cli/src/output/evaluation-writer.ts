import type { GalleyError } from '@galley/engine/errors';
import {
  createOutcomeCollector,
  createSummarizer,
  type EvaluationHeader,
  type EvaluationSummary,
  type RunResult,
  type SuiteChecks,
  type SuiteOutcome,
  withCutOff,
  withSuiteChecks,
} from '@galley/engine/evaluate';
import { openEvaluationReport, partNotes } from '@galley/engine/report';
import { type NanoUsd, plural } from '@galley/engine/units';
import type { ReportOptions } from '../options/report-options.ts';
import type { Session } from '../session.ts';
import { colorEvaluation } from './color-evaluation.ts';

/** Takes results as they come and writes them in every form that was asked for. */
export interface EvaluationWriter {
  add(result: RunResult): void;
  /**
   * Completes the reports, also of a run that was stopped; what each suite came to.
   * @param together verdicts of checks of all answers together
   */
  end(
    stoppedBy: GalleyError | undefined,
    together: Awaited<ReturnType<SuiteChecks['judge']>>,
  ): SuiteOutcome[];
  summary(): EvaluationSummary;
  /** Adds what was spent on calls that were cut off; before `end`. */
  cutOff(costNanoUsd: NanoUsd): void;
}

export interface EvaluationWriterOptions {
  /** Replaces secrets in everything a report may show. */
  readonly mask: <Value>(value: Value) => Value;
  /** Project folder relative to the repository's root; '' at the root or outside Git. */
  readonly project: string;
}

/** Opens the report of `--format` and those of `--report`; every one is complete after `end`. */
export function createEvaluationWriter(
  session: Session<ReportOptions & { readonly times: boolean }>,
  header: EvaluationHeader,
  { mask, project }: EvaluationWriterOptions,
): EvaluationWriter {
  const { options, note } = session;
  const summarizer = createSummarizer(header);
  const collector = createOutcomeCollector({
    suites: header.suites.map(({ gate, arms }) => ({ suite: { gate }, arms })),
  });
  const open = (format: string, write: (text: string) => void) =>
    openEvaluationReport(format, write, header, { withTimes: options.times, project });
  // Files first: one that cannot be opened is refused before anything is written.
  const files = (options.report ?? []).map(({ format, file }) => {
    const out = session.openFile(file);
    return open(format, (text) => out.write(text));
  });
  const reports = [...files, open(options.format, writeData(session))];
  let cutOffNanoUsd = 0;
  const summaryNow = () => withCutOff(summarizer.summary(), cutOffNanoUsd);
  return {
    add(result) {
      summarizer.add(result);
      collector.add(result);
      const shown = mask(result);
      for (const report of reports) report.add(shown);
    },
    end(stoppedBy, together) {
      const judged = withSuiteChecks(collector.outcomes(), together);
      // A gate is a statement about all cases, and a shard sees a part.
      const outcomes = header.shard ? judged.map((one) => ({ ...one, misses: [] })) : judged;
      const summary = summaryNow();
      const stop = stoppedBy && { code: stoppedBy.code, message: stoppedBy.message };
      for (const report of reports) report.end({ outcomes, summary, stoppedBy: stop });
      if (options.format !== 'text') for (const text of partNotes(header)) note(text);
      if (summary.scripted > 0) {
        note(
          `${summary.scripted} of ${summary.runs} answers are scripted: they test the plumbing, not a model`,
        );
      }
      if (summary.notExecuted > 0) {
        note(
          `${plural(summary.notExecuted, 'case')} not executed, neither passed nor failed: mode ${header.mode}`,
        );
      }
      return outcomes;
    },
    summary: summaryNow,
    cutOff(costNanoUsd) {
      cutOffNanoUsd = costNanoUsd;
    },
  };
}

function writeData({ out, options, colors }: Session): (text: string) => void {
  if (options.format !== 'text') return (text) => out.write(text);
  return (text) => out.write(colorEvaluation(text, colors));
}
