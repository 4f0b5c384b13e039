import type { Comparison } from '../../evaluate/comparison.ts';
import type { Proof, SuiteComparison } from '../../proof/proof.ts';
import { formatCount, formatRatio, formatRatioDelta } from '../../units/format-number.ts';
import { codeSpan, inlineText, messageText } from '../markdown/escape-markdown.ts';
import { plural } from '../plural.ts';
import type { Section } from './fit-sections.ts';

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
  const remarks = [
    ...evaluation.suites.flatMap(suiteRemarks),
    ...evaluation.notJudged.map(
      ({ suite, target, reason }) =>
        `- ${codeSpan(target === undefined ? suite : `${suite}: ${target}`)} not judged: ${messageText(reason)}`,
    ),
    ...evaluation.notCovered.map(
      (prompt) => `- ${codeSpan(prompt)} changed and no suite covers it`,
    ),
    ...evaluation.weakened.map(
      ({ suite, differences, isFailing }) =>
        `- suite ${codeSpan(suite)} is weaker than on base (${inlineText(differences.join('; '))})${isFailing ? ' and **fails** as base has it' : '; as base has it, it still passes'}`,
    ),
    ...evaluation.editedExpectations.map(
      ({ suite, caseId, base, head }) =>
        `- ${codeSpan(`${suite}: ${caseId}`)} expectation edited, both sides judged by the new one: ${codeSpan(jsonText(base))} → ${codeSpan(jsonText(head))}`,
    ),
  ];
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
      ? codeSpan(suite.suite)
      : `${codeSpan(suite.suite)} · ${codeSpan(suite.target)}`;
  const model = codeSpan(suite.model);
  const { difference, interval } = comparison;
  const spread =
    interval === undefined
      ? ''
      : ` (${formatRatioDelta(interval[0])} … ${formatRatioDelta(interval[1])})`;
  const change = difference === undefined ? '–' : `${formatRatioDelta(difference)}${spread}`;
  const name = comparison.kind === 'pass-rate' ? '**pass rate**' : inlineText(comparison.name);
  return `| ${target} (${model}) | ${name}${comparison.isWeighted ? ' _(weighted)_' : ''} | ${ratio(comparison.base)} | ${ratio(comparison.head)} | ${change} | ${verdictText[comparison.verdict]}${powerText(comparison, suite.pairedCases)} |`;
}

function powerText({ verdict, power }: Comparison, cases: number): string {
  if (verdict !== 'inconclusive' || power === undefined) return '';
  const shown =
    power.detectableDrop >= 1
      ? `${plural(cases, 'case')} can show no drop`
      : `${plural(cases, 'case')} can show drops over ${formatRatio(power.detectableDrop)}`;
  const needed =
    power.casesNeeded === undefined ? '' : `, about ${formatCount(power.casesNeeded)} are needed`;
  return ` (${shown}${needed})`;
}

function suiteRemarks(suite: SuiteComparison): string[] {
  const name = codeSpan(
    suite.target === suite.suite ? suite.suite : `${suite.suite}: ${suite.target}`,
  );
  const remarks: string[] = [];
  const flaky = suite.head.flakyCases;
  if (flaky.length > 0) {
    remarks.push(
      `- ${name} flaky on head: ${flaky.slice(0, 10).map(codeSpan).join(', ')}${flaky.length > 10 ? ` and ${flaky.length - 10} more` : ''}`,
    );
  }
  const open = suite.flips.filter((flip) => flip.state !== 'confirmed' && !flip.isHard);
  if (open.length > 0) {
    const cases = [...new Set(open.map((flip) => flip.caseId))];
    remarks.push(
      `- ${name} passed on base and failed on head, not confirmed, not blocking: ${cases.slice(0, 10).map(codeSpan).join(', ')}${cases.length > 10 ? ` and ${cases.length - 10} more` : ''}`,
    );
  }
  for (const miss of suite.head.misses) remarks.push(`- ${name} ${messageText(miss.message)}`);
  if (suite.head.notExecutedCases > 0) {
    remarks.push(
      `- ${name} ${suite.head.notExecutedCases} of ${suite.head.cases} cases not executed`,
    );
  }
  if (suite.head.errorCases > 0) {
    remarks.push(
      `- ${name} ${suite.head.errorCases} of ${suite.head.cases} cases ended in an error`,
    );
  }
  return remarks;
}

function ratio(value: number | undefined): string {
  return value === undefined ? '–' : formatRatio(value);
}

function jsonText(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
