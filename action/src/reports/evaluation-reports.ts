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
import { openEvaluationReport } from '@galley/engine/report';
import type { NanoUsd } from '@galley/engine/units';
import type { ReportFolder } from './report-folder.ts';

/** Takes results as they come and writes every report of the folder. */
export interface EvaluationReports {
  add(result: RunResult): void;
  /** Completes the files, also of a run that was stopped. */
  end(end: {
    readonly stoppedBy: GalleyError | undefined;
    readonly together: Awaited<ReturnType<SuiteChecks['judge']>>;
    /** Spent on calls that no result stands for. */
    readonly cutOffNanoUsd: NanoUsd;
  }): EndedEvaluation;
  /** Known part of what the results so far cost. */
  knownCostNanoUsd(): NanoUsd;
}

export interface EndedEvaluation {
  readonly outcomes: readonly SuiteOutcome[];
  readonly summary: EvaluationSummary;
  /** The Markdown report. */
  readonly markdown: string;
}

const files = {
  jsonl: 'results.jsonl',
  json: 'results.json',
  junit: 'junit.xml',
  sarif: 'galley.sarif',
  html: 'report.html',
} as const;

/**
 * Opens the reports of one evaluation.
 * @param options.project folder relative to the repository's root
 * @param options.mask replaces secrets in everything a report may show
 */
export function openEvaluationReports(
  folder: ReportFolder,
  header: EvaluationHeader,
  options: { readonly project: string; readonly mask: <Value>(value: Value) => Value },
): EvaluationReports {
  const { project, mask } = options;
  const summarizer = createSummarizer(header);
  const collector = createOutcomeCollector({
    suites: header.suites.map(({ gate, arms }) => ({ suite: { gate }, arms })),
  });
  let markdown = '';
  const opened = Object.entries(files).map(([format, name]) => {
    const file = folder.open(name);
    const report = openEvaluationReport(format, file.write, header, { withTimes: true, project });
    return { ...report, close: file.close };
  });
  const shown = openEvaluationReport(
    'markdown',
    (text) => {
      markdown += text;
    },
    header,
    { withTimes: true, project },
  );
  const reports = [...opened, { ...shown, close: () => undefined }];
  return {
    knownCostNanoUsd: () => summarizer.summary().knownCostNanoUsd,
    add(result) {
      summarizer.add(result);
      collector.add(result);
      const masked = mask(result);
      for (const report of reports) report.add(masked);
    },
    end({ stoppedBy, together, cutOffNanoUsd }) {
      const judged = withSuiteChecks(collector.outcomes(), together);
      // A gate is a statement about all cases, and a shard sees a part.
      const outcomes = header.shard ? judged.map((one) => ({ ...one, misses: [] })) : judged;
      const summary = withCutOff(summarizer.summary(), cutOffNanoUsd);
      const stop = stoppedBy && { code: stoppedBy.code, message: mask(stoppedBy.message) };
      for (const report of reports) {
        report.end({ outcomes, summary, stoppedBy: stop });
        report.close();
      }
      folder.write('report.md', markdown);
      return { outcomes, summary, markdown };
    },
  };
}
