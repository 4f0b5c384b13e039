import { createGateTest } from '../../evaluate/gate-test.ts';
import type { SuiteOutcome } from '../../evaluate/results.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatColumns } from '../../units/format-columns.ts';
import { outputLine } from '../../units/output-line.ts';
import { alertNotes } from '../summary/alert-text.ts';
import type { EvaluationFormat } from './contract.ts';
import { type FailedRun, failedRun } from './failed-run.ts';
import { gateText, passRateText, totalsText } from './outcome-text.ts';
import { partNotes } from './part-notes.ts';

const mostFailuresShown = 20;

/**
 * For a terminal: a row per suite, target and model, then what failed, then the totals. Plain; a
 * door may colour it.
 */
export const textFormat: EvaluationFormat = {
  name: 'text',
  mediaType: 'text/plain',
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
        const title = ['suite', 'target', 'model', 'passed', 'rate (95 %)', 'p95', 'gate'];
        const rows = [title, ...outcomes.map((one) => outcomeRow(one, isGateMissed(one)))];
        const shown = withTimes ? rows : rows.map((row) => row.toSpliced(5, 1));
        const table =
          outcomes.length === 0 ? [] : formatColumns(shown.map((row) => row.map(outputLine)));
        const stop = stoppedBy && `Stopped before the end: ${stoppedBy.message}`;
        const notes = [...partNotes(header), ...alertNotes(outcomes), ...(stop ? [stop] : [])];
        const parts = [
          lines(table),
          failureList(failures, failureCount, new Set(outcomes.map(({ model }) => model)).size > 1),
          lines(notes.map(outputLine)),
          lines([totalsText(summary, { withTimes })]),
        ];
        write(parts.filter((part) => part !== '').join('\n'));
      },
    };
  },
};

function outcomeRow(outcome: SuiteOutcome, isMissed: boolean | undefined): string[] {
  const { suite, target, model, passedCases, cases, latencyP95Ms } = outcome;
  return [
    suite,
    target,
    model,
    `${passedCases}/${cases}`,
    passRateText(outcome),
    latencyP95Ms === undefined ? '-' : formatDuration(latencyP95Ms),
    gateText(outcome, isMissed),
  ];
}

/** @param withModel whether a failure must name its model, since there are several */
function failureList(failures: readonly FailedRun[], count: number, withModel: boolean): string {
  const rows = failures.map(({ suite, target, model, caseId, repeat, outcome, reason }) => {
    const draw = repeat > 0 ? `#${repeat + 1}` : '';
    const place = outputLine(`${suite} ${target}${withModel ? ` ${model}` : ''} ${caseId}${draw}`);
    return `  ${outcome} ${place} ${outputLine(reason)}`;
  });
  if (count > failures.length) rows.push(`  … and ${count - failures.length} more`);
  return lines(rows);
}

function lines(rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}
