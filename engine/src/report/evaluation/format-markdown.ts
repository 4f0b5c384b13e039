import { createGateTest } from '../../evaluate/gate-test.ts';
import type { SuiteOutcome } from '../../evaluate/results.ts';
import { formatDuration } from '../../units/duration.ts';
import { cellMarkup, markdownMarkup } from '../markdown/markup.ts';
import { alertNotes } from '../summary/alert-text.ts';
import type { EvaluationFormat } from './contract.ts';
import { type FailedRun, failedRun } from './failed-run.ts';
import { gateText, passRateText, totalsText } from './outcome-text.ts';
import { partNotes } from './part-notes.ts';

const mostFailuresShown = 50;

/** For a job summary or a comment: a table, what failed, the totals. */
export const markdownFormat: EvaluationFormat = {
  name: 'markdown',
  mediaType: 'text/markdown',
  open(write, header, { withTimes }) {
    const isGateMissed = createGateTest(header);
    const failures: FailedRun[] = [];
    let failureCount = 0;
    return {
      add(result) {
        if (result.outcome === 'passed') return;
        failureCount += 1;
        if (failures.length < mostFailuresShown) failures.push(failedRun(result));
      },
      end({ outcomes, summary, stoppedBy }) {
        const isBad = outcomes.some(isGateMissed) || summary.errors > 0 || stoppedBy !== undefined;
        const titles = ['', 'suite', 'target', 'model', 'passed', 'rate (95 %)', 'p95', 'gate'];
        const rows = [
          titles,
          titles.map(() => '---'),
          ...outcomes.map((outcome) => outcomeRow(outcome, isGateMissed(outcome))),
        ].map((row) => (withTimes ? row : row.toSpliced(6, 1)));
        const stopped = stoppedBy && `**Stopped before the end:** ${text(stoppedBy.message)}`;
        const sections = [
          `### ${isBad ? '❌' : '✅'} Galley evaluation: ${summary.passed} of ${summary.cases} cases passed`,
          ...[...partNotes(header), ...alertNotes(outcomes)].map(text),
          stopped,
          outcomes.length > 0 ? rows.map((row) => `| ${row.join(' | ')} |`).join('\n') : undefined,
          failureList(failures, failureCount),
          text(totalsText(summary, { withTimes })),
        ];
        write(`${sections.filter((section) => section !== undefined).join('\n\n')}\n`);
      },
    };
  },
};

const { text } = markdownMarkup;

function outcomeRow(outcome: SuiteOutcome, isMissed: boolean | undefined): string[] {
  const { suite, target, model, passedCases, cases, latencyP95Ms } = outcome;
  return [
    isMissed ? '❌' : outcome.errorCases > 0 ? '⚠️' : '✅',
    ...[suite, target, model].map(cellMarkup.name),
    `${passedCases}/${cases}`,
    passRateText(outcome),
    latencyP95Ms === undefined ? '-' : formatDuration(latencyP95Ms),
    cellMarkup.text(gateText(outcome, isMissed)),
  ];
}

function failureList(failures: readonly FailedRun[], count: number): string | undefined {
  if (count === 0) return undefined;
  const lines = failures.map(({ suite, target, model, caseId, repeat, outcome, reason }) => {
    const { name } = markdownMarkup;
    const draw = repeat > 0 ? ` (repeat ${repeat + 1})` : '';
    return `- ${outcome}: ${name(suite)} ${name(target)} ${name(model)} ${name(caseId)}${draw}: ${text(reason)}`;
  });
  if (count > failures.length) lines.push(`- … and ${count - failures.length} more`);
  return `**Not passed**\n${lines.join('\n')}`;
}
