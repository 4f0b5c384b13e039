import type { Proof, SuiteComparison } from '../../proof/proof.ts';
import { formatRatio } from '../../units/format-number.ts';
import type { Markup } from '../markdown/markup.ts';

const mostNamed = 5;

/** What got better, `triage/classify right queue 0.79 → 0.96; …`, in one line; empty for nothing. */
export function betterText({ evaluation }: Proof, markup: Markup): string {
  const named = evaluation.suites.flatMap((suite) => betterClauses(suite, markup));
  const more = named.length - mostNamed;
  return [...named.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

/** The pass rate is left out when a check that makes it up is named. */
function betterClauses({ target, comparisons }: SuiteComparison, markup: Markup): string[] {
  const better = comparisons.filter(({ verdict }) => verdict === 'better');
  const checks = better.filter(({ kind }) => kind === 'check');
  return (checks.length > 0 ? checks : better).flatMap(({ name, base, head }) =>
    base === undefined || head === undefined
      ? []
      : [`${markup.name(target)} ${markup.text(name)} ${formatRatio(base)} → ${formatRatio(head)}`],
  );
}
