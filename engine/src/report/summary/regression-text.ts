import type { Comparison, Flip } from '../../evaluate/comparison.ts';
import { differenceText } from '../../proof/difference-text.ts';
import type { Finding, SuiteComparison } from '../../proof/proof.ts';
import { formatRatio } from '../../units/format-number.ts';
import { plural } from '../../units/plural.ts';
import type { Markup } from '../markdown/markup.ts';

/** Everything one suite holds against one target in one sentence, without a final period. */
export function regressionText(
  findings: readonly Finding[],
  suite: SuiteComparison,
  markup: Markup,
): string {
  const where =
    suite.suite === suite.target
      ? markup.name(suite.target)
      : `${markup.name(suite.target)} in suite ${markup.name(suite.suite)}`;
  const clauses = [
    ...worseClauses(findings, suite, markup),
    ...brokenClauses(findings, suite, markup),
    ...suite.head.misses
      .filter((miss) => findings.some(({ gate }) => gate === miss.gate))
      .map(({ message }) => markup.message(message)),
  ];
  return `${where}: ${clauses.join('; ')}`;
}

/** The pass rate is left out when a check that makes it up is named. */
function worseClauses(
  findings: readonly Finding[],
  suite: SuiteComparison,
  markup: Markup,
): string[] {
  const named = findings.filter(({ code }) => code === 'worse' || code === 'inconclusive');
  const comparisons = named.flatMap(({ check }) =>
    suite.comparisons.filter((comparison) => comparison.name === check),
  );
  const checks = comparisons.filter(({ kind }) => kind === 'check');
  return (checks.length > 0 ? checks : comparisons).map((comparison) =>
    comparisonClause(comparison, markup),
  );
}

function comparisonClause(comparison: Comparison, markup: Markup): string {
  const { name, base, head, verdict } = comparison;
  const change = differenceText(comparison);
  if (base === undefined || head === undefined || change === undefined) {
    return `${markup.text(name)} inconclusive, no case was executed on both sides`;
  }
  const unsure = verdict === 'inconclusive' ? ', inconclusive' : '';
  return `${markup.text(name)} ${formatRatio(base)} → ${formatRatio(head)}, ${change}${unsure}`;
}

function brokenClauses(
  findings: readonly Finding[],
  suite: SuiteComparison,
  markup: Markup,
): string[] {
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
  const why =
    hard.length > 0
      ? `hard check ${markup.text([...new Set(hard)].join(', '))}`
      : 'confirmed by fresh runs';
  const [known, added] = [flips.filter(hasBase), flips.filter((flip) => !hasBase(flip))].map(
    (some) => new Set(some.map((flip) => flip.caseId)).size,
  );
  return [failing(known, 'case', ' that passed on base'), failing(added, 'new case', '')]
    .filter((clause) => clause !== '')
    .map((clause) => `${clause} (${why})`);
}

/** False for a case that base does not have. */
function hasBase({ baseAnswer }: Flip): boolean {
  return baseAnswer !== undefined;
}

function failing(count = 0, noun: string, which: string): string {
  return count === 0 ? '' : `${plural(count, noun)}${which} ${count === 1 ? 'fails' : 'fail'}`;
}
