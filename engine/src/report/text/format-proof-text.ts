import type { Comparison } from '../../evaluate/comparison.ts';
import { differenceText } from '../../proof/difference-text.ts';
import type { Proof } from '../../proof/proof.ts';
import { formatColumns } from '../../units/format-columns.ts';
import { formatRatio } from '../../units/format-number.ts';
import { plainLine, plainText } from '../../units/plain-text.ts';
import { plural } from '../../units/plural.ts';
import type { CommentOptions } from '../comment/comment-options.ts';
import { plainMarkup } from '../markdown/markup.ts';
import { alertRows } from '../summary/alert-rows.ts';
import { evaluationRemarks } from '../summary/evaluation-remarks.ts';
import { headlineText } from '../summary/headline-text.ts';
import { type MustFixItem, mustFixItems } from '../summary/must-fix-items.ts';
import { proofNotes } from '../summary/proof-notes.ts';
import { type SummaryRow, summaryRows } from '../summary/summary-rows.ts';
import { placeText } from './place-text.ts';

const mostListed = 50;

const marks: Record<SummaryRow['status'], string> = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  none: '-',
  cost: '$',
};

/**
 * One proof for a terminal: the verdict, a line per step, what must be fixed, warnings, the verdicts
 * that moved, remarks. Plain text without colours or control characters, ending in a newline.
 */
export function formatProofText(proof: Proof, options: Pick<CommentOptions, 'spend'> = {}): string {
  const rows = summaryRows(proof, { ...options, markup: plainMarkup });
  const outcome = proof.verdict.outcome === 'nothing' ? 'passed' : proof.verdict.outcome;
  const steps = formatColumns(rows.map(({ name, status, text }) => [marks[status], name, text]));
  return [
    `${marks[outcome]} ${headlineText(proof, plainMarkup)}\n\n${steps.join('\n')}`,
    section('Must fix', mustFixItems(proof, plainMarkup).map(itemText)),
    section('Warnings', warnings(proof)),
    section('Against base', verdicts(proof)),
    section('Guardrails', guardrailLines(proof)),
    section('Remarks', [
      ...evaluationRemarks(proof, plainMarkup),
      ...proofNotes(proof).map((note) => note.replace(/_/g, '')),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length - mostListed;
  const listed = lines.slice(0, mostListed);
  const all = more > 0 ? [...listed, `… and ${more} more`] : listed;
  return `${title}\n${all.map((line) => line.replace(/^/gm, '  ')).join('\n')}`;
}

function itemText({ text, example }: MustFixItem): string {
  if (example === undefined) return text;
  const lines = example.diff.map(
    (line) => `  ${plainText(line.replace(/[\r\u2028\u2029]/g, ' '))}`,
  );
  return [`${text}; for example ${plainLine(example.caseId)}:`, ...lines].join('\n');
}

function warnings({ findings, project }: Proof): string[] {
  return findings
    .filter(({ severity }) => severity === 'warning')
    .map((finding) => plainMarkup.message(`${placeText(finding, project)} ${finding.message}`));
}

/** What guardrails suspect on head, aligned. */
function guardrailLines(proof: Proof): string[] {
  const rows = alertRows(proof).map(({ suite, alert, baseCases }) => [
    ...[suite.suite, suite.target, suite.model].map(plainMarkup.name),
    `${alert.guard} ${alert.rule} in ${alert.where}`,
    `${baseCases} → ${plural(alert.cases, 'case')}`,
    plainMarkup.text(`${alert.caseId}: ${alert.excerpt}`),
  ]);
  return formatColumns(rows);
}

/** Every verdict but `no evidence`, aligned; how many of those there are. */
function verdicts({ evaluation }: Proof): string[] {
  const all = evaluation.suites.flatMap(({ suite, target, model, comparisons }) =>
    comparisons.map((comparison) => ({ suite, target, model, comparison })),
  );
  const moved = all.filter(({ comparison }) => comparison.verdict !== 'no-evidence');
  const still = all.filter(({ comparison }) => comparison.verdict === 'no-evidence');
  const checks = still.filter(({ comparison }) => comparison.kind === 'check').length;
  const rates = still.length - checks;
  const rows = moved.map(({ suite, target, model, comparison }) => [
    ...[suite, target, model, comparison.name].map(plainMarkup.name),
    ...numbers(comparison),
    comparison.verdict,
  ]);
  const counts = [
    checks > 0 ? plural(checks, 'check') : '',
    rates > 0 ? plural(rates, 'pass rate') : '',
  ].filter((part) => part !== '');
  const rest = counts.length > 0 ? [`${counts.join(' and ')} without evidence of a change`] : [];
  return [...formatColumns(rows), ...rest];
}

function numbers(comparison: Comparison): string[] {
  const ratio = (value: number | undefined) => (value === undefined ? '-' : formatRatio(value));
  const rates = `${ratio(comparison.base)} → ${ratio(comparison.head)}`;
  return [rates, differenceText(comparison) ?? '-'];
}
