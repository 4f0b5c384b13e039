import type { Comparison } from '../../evaluate/comparison.ts';
import type { Finding, SuiteComparison } from '../../proof/proof.ts';
import { formatRatio, formatRatioDelta } from '../../units/format-number.ts';
import { codeSpan, inlineText, messageText } from '../markdown/escape-markdown.ts';
import { plural } from '../plural.ts';

/** Everything one suite holds against one target in one sentence, without a final period. */
export function regressionText(findings: readonly Finding[], suite: SuiteComparison): string {
  const where =
    suite.suite === suite.target
      ? codeSpan(suite.target)
      : `${codeSpan(suite.target)} in suite ${codeSpan(suite.suite)}`;
  const clauses = [
    ...worseClauses(findings, suite),
    ...brokenClauses(findings, suite),
    ...findings
      .filter(({ code }) => code === 'minimum-missed')
      .map(({ message }) => messageText(afterPlace(message))),
  ];
  return `${where}: ${clauses.join('; ')}`;
}

/** The pass rate is left out when a check that makes it up is named. */
function worseClauses(findings: readonly Finding[], suite: SuiteComparison): string[] {
  const named = findings.filter(({ code }) => code === 'worse' || code === 'inconclusive');
  const comparisons = named.flatMap(({ check }) =>
    suite.comparisons.filter((comparison) => comparison.name === check),
  );
  const checks = comparisons.filter(({ kind }) => kind === 'check');
  return (checks.length > 0 ? checks : comparisons).map(comparisonClause);
}

function comparisonClause(comparison: Comparison): string {
  const { name, base = 0, head = 0, difference = 0, interval, verdict } = comparison;
  const spread =
    interval === undefined
      ? ''
      : ` (${formatRatioDelta(interval[0])} … ${formatRatioDelta(interval[1])})`;
  const unsure = verdict === 'inconclusive' ? ', inconclusive' : '';
  return `${inlineText(name)} ${formatRatio(base)} → ${formatRatio(head)}, ${formatRatioDelta(difference)}${spread}${unsure}`;
}

function brokenClauses(findings: readonly Finding[], suite: SuiteComparison): string[] {
  const checks = new Set(
    findings
      .filter(({ code }) => code === 'flip-confirmed' || code === 'hard-check-failed')
      .map(({ check }) => check),
  );
  const flips = suite.flips.filter(
    (flip) => checks.has(flip.check) && (flip.isHard || flip.state === 'confirmed'),
  );
  if (flips.length === 0) return [];
  const hard = flips.filter((flip) => flip.isHard).map((flip) => flip.check);
  const cases = new Set(flips.map((flip) => flip.caseId)).size;
  const why =
    hard.length > 0
      ? `hard check ${inlineText([...new Set(hard)].join(', '))}`
      : 'confirmed by fresh runs';
  return [
    `${plural(cases, 'case')} that passed on base ${cases === 1 ? 'fails' : 'fail'} (${why})`,
  ];
}

/** A finding's message without the target and suite that this sentence already names. */
function afterPlace(message: string): string {
  return message.replace(/^`[^`]*`(?: in suite `[^`]*`)?: /, '');
}
