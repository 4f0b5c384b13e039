import type { Finding, Proof, Verdict } from './proof.ts';

const regressionCodes = new Set<Finding['code']>([
  'rendered-check-failed',
  'worse',
  'inconclusive',
  'flip-confirmed',
  'hard-check-failed',
  'minimum-missed',
  'suite-weakened',
]);

/**
 * The verdict that the findings give. Without galley.yaml on base nothing blocks.
 * Exit codes in DESIGN's order: 2 invalid documents, 4 budget, 3 the world failed, 1 gate, 0.
 */
export function decideVerdict(
  findings: readonly Finding[],
  { from }: Proof['revisions']['policy'],
  isUnchanged: boolean,
): Verdict {
  if (isUnchanged && findings.length === 0) {
    return { outcome: 'nothing', exitCode: 0, headline: 'nothing changed' };
  }
  const blocking = findings.filter((finding) => finding.severity === 'error');
  const exitCode = from === 'defaults' ? 0 : exitCodeOf(blocking);
  const outcome = exitCode !== 0 ? 'failed' : findings.length > 0 ? 'warned' : ('passed' as const);
  return { outcome, exitCode, headline: headlineOf(findings) };
}

function exitCodeOf(blocking: readonly Finding[]): Verdict['exitCode'] {
  const has = (code: Finding['code']) => blocking.some((finding) => finding.code === code);
  if (has('problem')) return 2;
  if (has('budget')) return 4;
  if (has('provider-error')) return 3;
  return blocking.length > 0 ? 1 : 0;
}

/** Counts what blocks; warnings are counted only when nothing does. */
function headlineOf(findings: readonly Finding[]): string {
  const blocking = findings.filter((finding) => finding.severity === 'error');
  const count = (test: (finding: Finding) => boolean) => blocking.filter(test).length;
  const problems = count(({ code }) => code === 'problem');
  const regressions = regressedCount(blocking);
  const others = count(({ code }) => code !== 'problem' && !regressionCodes.has(code));
  const parts = [
    plural(problems, 'problem'),
    plural(regressions, 'regression'),
    plural(others, 'other reason'),
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join(', ');
  return plural(findings.length, 'warning');
}

/** One regression per suite, target and model, however many checks show it. */
function regressedCount(blocking: readonly Finding[]): number {
  return new Set(
    blocking
      .filter(({ code }) => regressionCodes.has(code))
      .map(({ suite, target, model }) => JSON.stringify([suite, target, model])),
  ).size;
}

function plural(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
