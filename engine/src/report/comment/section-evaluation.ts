import type { Comparison } from '../../evaluate/comparison.ts';
import { differenceText } from '../../proof/difference-text.ts';
import type { Proof, SuiteComparison } from '../../proof/proof.ts';
import { formatCount, formatRatio } from '../../units/format-number.ts';
import { plural } from '../../units/plural.ts';
import { codeCell, inlineText } from '../markdown/escape-markdown.ts';
import { markdownMarkup } from '../markdown/markup.ts';
import { evaluationRemarks } from '../summary/evaluation-remarks.ts';
import type { Section } from './fit-sections.ts';

/** A number of cases that nobody will write is not worth naming. */
const mostTimesNeeded = 100;

const verdictText: Record<Comparison['verdict'], string> = {
  better: '✅ better',
  worse: '❌ worse',
  'no-evidence': '➖ no evidence',
  inconclusive: '❔ inconclusive',
  new: '🆕 new',
};

const rank: Record<Comparison['verdict'], number> = {
  worse: 0,
  better: 1,
  inconclusive: 2,
  new: 3,
  'no-evidence': 4,
};

/** What moved first, then the rest, check by check: base, head, difference with its interval, verdict. */
export function evaluationSection(proof: Proof): Section | undefined {
  const { evaluation } = proof;
  const rows = evaluation.suites
    .flatMap((suite) => suite.comparisons.map((comparison) => ({ suite, comparison })))
    .map((entry, order) => ({ ...entry, order }))
    .sort((a, b) => rank[a.comparison.verdict] - rank[b.comparison.verdict] || a.order - b.order)
    .map(({ suite, comparison }) => comparisonRow(suite, comparison));
  const remarks = evaluationRemarks(proof, markdownMarkup).map((remark) => `- ${remark}`);
  if (rows.length === 0 && remarks.length === 0) return undefined;
  const table = [
    '| suite · target | check | base | head | Δ (95 % CI) | verdict |',
    '|---|---|---:|---:|---:|---|',
  ].join('\n');
  return {
    summary: `Evaluation against base (same cases, seed ${evaluation.seed}, mode ${evaluation.mode})`,
    intro: rows.length === 0 ? '' : table,
    items:
      rows.length === 0
        ? remarks
        : remarks.length === 0
          ? rows
          : [...rows, `\n${remarks[0]}`, ...remarks.slice(1)],
    separator: '\n',
    noun: 'lines',
  };
}

function comparisonRow(suite: SuiteComparison, comparison: Comparison): string {
  const target =
    suite.target === suite.suite
      ? codeCell(suite.suite)
      : `${codeCell(suite.suite)} · ${codeCell(suite.target)}`;
  const model = codeCell(suite.model);
  const change = differenceText(comparison) ?? '–';
  const name = comparison.kind === 'pass-rate' ? '**pass rate**' : inlineText(comparison.name);
  return `| ${target} (${model}) | ${name}${comparison.isWeighted ? ' _(weighted)_' : ''} | ${ratio(comparison.base)} | ${ratio(comparison.head)} | ${change} | ${verdictText[comparison.verdict]}${powerText(comparison, suite.pairedCases)} |`;
}

function powerText({ verdict, power }: Comparison, cases: number): string {
  if (verdict !== 'inconclusive') return '';
  if (cases === 0) return ' (no case was executed on both sides)';
  if (power === undefined) return '';
  const shown =
    power.detectableDrop >= 1
      ? `${plural(cases, 'case')} can show no drop`
      : `${plural(cases, 'case')} can show drops over ${formatRatio(power.detectableDrop)}`;
  const { casesNeeded = Number.POSITIVE_INFINITY, wantedDrop } = power;
  const needed =
    casesNeeded > mostTimesNeeded * cases
      ? ''
      : `, about ${formatCount(casesNeeded)} would show a drop of ${wantedDrop}`;
  return ` (${shown}${needed})`;
}

function ratio(value: number | undefined): string {
  return value === undefined ? '–' : formatRatio(value);
}
