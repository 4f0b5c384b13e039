import { plural } from '../units/plural.ts';
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
 * The verdict that the findings give. Without galley.yaml on base, and under `observe`, nothing blocks.
 * The exit code is the first that applies: 2 invalid documents, 4 budget, 3 a provider or the world
 * failed, 1 anything else that blocks, 0.
 */
export function decideVerdict(
  findings: readonly Finding[],
  { from, mode }: Pick<Proof['revisions']['policy'], 'from'> & Pick<Proof['policy'], 'mode'>,
  isUnchanged: boolean,
): Verdict {
  if (isUnchanged && findings.length === 0) {
    return { outcome: 'nothing', exitCode: 0, headline: 'nothing changed' };
  }
  const blocking = findings.filter((finding) => finding.severity === 'error');
  const isToothless = from === 'defaults' || mode === 'observe';
  const exitCode = isToothless ? 0 : exitCodeOf(blocking);
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
  if (blocking.length === 0) return counted(findings.length, 'warning');
  const problems = blocking.filter(({ code }) => code === 'problem').length;
  const others = blocking.filter(({ code }) => code !== 'problem' && !regressionCodes.has(code));
  return [
    counted(problems, 'problem'),
    counted(regressedCount(blocking), 'regression'),
    counted(others.length, problems + regressedCount(blocking) > 0 ? 'other reason' : 'reason'),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/**
 * One regression per suite, target and model, however many checks show it; what rendering alone
 * shows names no model and counts only where no answer shows more.
 */
function regressedCount(blocking: readonly Finding[]): number {
  const regressions = blocking.filter(({ code }) => regressionCodes.has(code));
  const answered = regressions.filter(({ model }) => model !== undefined);
  const keys = new Set(answered.map(({ suite, target, model }) => keyOf(suite, target, model)));
  const judged = new Set(answered.map(({ suite, target }) => keyOf(suite, target)));
  for (const { suite, target, model } of regressions) {
    if (model === undefined && !judged.has(keyOf(suite, target))) keys.add(keyOf(suite, target));
  }
  return keys.size;
}

function keyOf(...names: readonly (string | undefined)[]): string {
  return JSON.stringify(names);
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : plural(count, noun);
}
