import type { EvaluationSummary, RunResult, SuiteOutcome } from '@galley/engine/evaluate';
import { formatDuration, formatRatio, formatUsd } from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { formatMoney } from './format-money.ts';
import { formatTable } from './format-table.ts';
import { outputLine } from './output-line.ts';

/** One draw that did not pass, as the text report shows it. */
export type FailedRun = Pick<
  RunResult,
  'suite' | 'target' | 'model' | 'caseId' | 'repeat' | 'outcome'
> & { readonly reason: string };

export interface EvaluationReport {
  readonly outcomes: readonly SuiteOutcome[];
  readonly summary: EvaluationSummary;
  /** The first of them. */
  readonly failures: readonly FailedRun[];
  readonly failureCount: number;
  readonly isGateMissed: (outcome: SuiteOutcome) => boolean;
}

/** The text report: a row per suite, target and model, then what failed, then the totals. */
export function formatEvaluation(report: EvaluationReport, colors: Colors): string {
  const { outcomes, summary, failures, failureCount, isGateMissed } = report;
  const rows = [
    ['suite', 'target', 'model', 'passed', 'rate (95 %)', 'p95', 'gate'],
    ...outcomes.map((outcome) => outcomeRow(outcome, isGateMissed(outcome))),
  ];
  const table = formatTable(rows, (cell, row, column) => {
    if (row === 0) return colors.dim(cell);
    if (column < 6) return cell;
    return cell.startsWith('ok') ? colors.green(cell) : colors.red(cell);
  });
  return [table, failureList(failures, failureCount, colors), `${totals(summary)}\n`]
    .filter((part) => part !== '')
    .join('\n');
}

function outcomeRow(outcome: SuiteOutcome, isMissed: boolean): string[] {
  const { suite, target, model, passedCases, cases, passRate, passRateInterval, latencyP95Ms } =
    outcome;
  const interval =
    passRateInterval === undefined
      ? ''
      : ` (${formatRatio(passRateInterval[0])} … ${formatRatio(passRateInterval[1])})`;
  return [
    suite,
    target,
    model,
    `${passedCases}/${cases}`,
    passRate === undefined ? '-' : `${formatRatio(passRate)}${interval}`,
    latencyP95Ms === undefined ? '-' : formatDuration(latencyP95Ms),
    verdict(outcome, isMissed),
  ];
}

function verdict(outcome: SuiteOutcome, isMissed: boolean): string {
  const { misses, failedCases, errorCases, notExecutedCases, flakyCases } = outcome;
  const notes = [
    ...misses.map(({ message }) => message),
    failedCases > 0 && `${failedCases} failed`,
    errorCases > 0 && `${errorCases} with errors`,
    notExecutedCases > 0 && `${notExecutedCases} not executed`,
    flakyCases.length > 0 && `${flakyCases.length} flaky`,
  ].filter((note) => note !== false);
  const word = isMissed ? 'missed' : errorCases > 0 ? 'errors' : 'ok';
  return notes.length === 0 ? word : `${word} (${notes.join('; ')})`;
}

function failureList(failures: readonly FailedRun[], count: number, colors: Colors): string {
  if (failures.length === 0) return '';
  const lines = failures.map(({ suite, target, caseId, repeat, outcome, reason }) => {
    const draw = repeat > 0 ? `#${repeat + 1}` : '';
    const place = outputLine(`${suite} ${target} ${caseId}${draw}`);
    return `  ${colors.red(outcome)} ${colors.bold(place)} ${outputLine(reason)}\n`;
  });
  if (count > failures.length) lines.push(`  … and ${count - failures.length} more\n`);
  return lines.join('');
}

function totals(summary: EvaluationSummary): string {
  const { cases, passed, failed, errors, notExecuted, runs, requests, savedNanoUsd } = summary;
  const counts = [
    `${passed}/${cases} cases passed`,
    failed > 0 && `${failed} failed`,
    errors > 0 && `${errors} errors`,
    notExecuted > 0 && `${notExecuted} not executed`,
    `${runs} runs`,
    `${requests} requests`,
    `cost ${formatMoney(summary)}`,
    savedNanoUsd !== undefined && savedNanoUsd > 0 && `saved ${formatUsd(savedNanoUsd)}`,
  ];
  return counts.filter((part) => part !== false).join(' · ');
}
