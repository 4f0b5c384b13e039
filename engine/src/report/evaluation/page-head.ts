import type { EvaluationHeader } from '../../evaluate/evaluation-header.ts';
import { createGateTest, type GateTest } from '../../evaluate/gate-test.ts';
import type { SuiteOutcome } from '../../evaluate/results.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/format-money.ts';
import { formatCount, formatRatio } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';
import { plural } from '../../units/plural.ts';
import type { ChartPoint, PageCell, PageColumn, PageHead, PageTable } from '../html/page-data.ts';
import { alertNotes } from '../summary/alert-text.ts';
import type { EvaluationEnd } from './contract.ts';
import { gateText, passRateText } from './outcome-text.ts';
import { partNotes } from './part-notes.ts';

/** The part of an evaluation's page that stands above its rows. */
export function evaluationPageHead(
  { outcomes, summary, stoppedBy }: EvaluationEnd,
  header: EvaluationHeader,
  { withTimes }: { readonly withTimes: boolean },
): PageHead {
  const isGateMissed = createGateTest(header);
  const isBad = outcomes.some(isGateMissed) || stoppedBy !== undefined;
  const { cases, passed, failed, errors, notExecuted, scripted, savedNanoUsd } = summary;
  const notes = [
    ...partNotes(header),
    ...alertNotes(outcomes),
    stoppedBy && `Stopped before the end: ${stoppedBy.message}`,
    scripted > 0 &&
      `${plural(scripted, 'answer')} of ${summary.runs} came from a script: they test the plumbing, not a model.`,
    notExecuted > 0 && `${plural(notExecuted, 'case')} not executed: neither passed nor failed.`,
  ];
  const measured = [
    ['Requests', formatCount(summary.requests)],
    ['Cost', formatMoney(summary)],
    ['Saved', savedNanoUsd === undefined ? 'unknown' : formatUsd(savedNanoUsd)],
  ] as const;
  return {
    title: `${passed} of ${plural(cases, 'case')} passed`,
    status: isBad ? 'bad' : errors > 0 ? 'warning' : 'good',
    facts: [
      ['Failed', formatCount(failed)],
      ['Errors', formatCount(errors)],
      ['Answers', formatCount(summary.runs)],
      ['Tokens in', formatCount(summary.inputTokens)],
      ['Tokens out', formatCount(summary.outputTokens)],
      ...(withTimes ? measured : []),
    ],
    notes: notes.filter((note) => typeof note === 'string'),
    tables: [outcomeTable(outcomes, isGateMissed, withTimes)],
    chart: outcomes.flatMap((outcome) => outcomePoint(outcome, 'head')),
    rowsTitle: 'Cases',
    columns: withTimes ? caseColumns : caseColumns.filter(({ label }) => label !== 'Latency'),
  };
}

/** Columns of a case, in the order in which `evaluationPageRow` fills them. */
export const caseColumns: readonly PageColumn[] = [
  { label: 'Case' },
  { label: 'Outcome' },
  { label: 'Score', isNumeric: true },
  { label: 'Suite', isMinor: true },
  { label: 'Target', isMinor: true },
  { label: 'Model', isMinor: true },
  { label: 'List cost', isNumeric: true, isMinor: true },
  { label: 'Latency', isNumeric: true, isMinor: true },
];

/** An outcome's pass rate against its list price; nothing when either is unknown. */
export function outcomePoint(outcome: SuiteOutcome, series: ChartPoint['series']): ChartPoint[] {
  const { suite, target, model, passRate, score = passRate, meanListCostNanoUsd } = outcome;
  if (score === undefined || meanListCostNanoUsd === undefined) return [];
  const per1000 = Math.round(meanListCostNanoUsd * 1_000);
  return [
    {
      label: suite === target ? `${target} · ${model}` : `${suite} · ${target} · ${model}`,
      series,
      cost: [per1000 / 1e9, formatUsd(per1000)],
      score: [score, formatRatio(score)],
    },
  ];
}

function outcomeTable(
  outcomes: readonly SuiteOutcome[],
  isGateMissed: GateTest,
  withTimes: boolean,
): PageTable {
  const columns: PageColumn[] = [
    { label: 'Suite' },
    { label: 'Target', isMinor: true },
    { label: 'Model', isMinor: true },
    { label: 'Passed', isNumeric: true },
    { label: 'Rate (95 %)', isNumeric: true, isMinor: true },
    ...(withTimes ? [{ label: 'p95', isNumeric: true, isMinor: true }] : []),
    { label: 'Gate' },
  ];
  const rows = outcomes.map((outcome) => {
    const { suite, target, model, passedCases, cases, passRate, latencyP95Ms } = outcome;
    const isMissed = isGateMissed(outcome);
    const time: PageCell =
      latencyP95Ms === undefined ? null : [latencyP95Ms, formatDuration(latencyP95Ms)];
    const cells: PageCell[] = [
      suite,
      target,
      model,
      [passRate ?? -1, `${passedCases}/${cases}`],
      [passRate ?? -1, passRateText(outcome)],
      ...(withTimes ? [time] : []),
      gateText(outcome, isMissed),
    ];
    const status = isMissed ? 'bad' : outcome.errorCases > 0 ? 'warning' : 'good';
    return { cells, status } as const;
  });
  return { title: 'Suites', columns, rows };
}
