import type { Comparison, Flip } from '../evaluate/comparison.ts';
import { placeOfCheck } from '../evaluate/place-of-check.ts';
import type { GateMiss } from '../evaluate/results.ts';
import type { Suite } from '../library/nodes.ts';
import type { GatePolicy, Severity } from '../library/project.ts';
import { formatRatio } from '../units/format-number.ts';
import { differenceText } from './difference-text.ts';
import type { EvaluationProof, Finding, SuiteComparison } from './proof.ts';

const flipsNamed = 3;
const start = { line: 1, column: 1 };

export interface EvaluationFindingsOptions {
  readonly gate: GatePolicy;
  /** Head's suites, for the places of their checks. */
  readonly suites?: ReadonlyMap<string, Suite>;
}

/** What the evaluation gives reason to block or to warn about, in the order of the suites. */
export function evaluationFindings(
  evaluation: Pick<EvaluationProof, 'suites' | 'weakened'>,
  { gate, suites = new Map() }: EvaluationFindingsOptions,
): Finding[] {
  if (gate.evaluate === 'off') return [];
  return [
    ...evaluation.suites
      .flatMap((suite) => suiteFindings(suite, gate))
      .map((entry) => ({ ...entry, ...placeOf(entry, suites) })),
    ...weakenedFindings(evaluation, gate),
  ];
}

/** Where the check stands, else the suite's beginning. */
function placeOf({ suite, check, caseId }: Finding, suites: ReadonlyMap<string, Suite>) {
  const found = check === undefined ? undefined : suites.get(suite ?? '');
  return (found && placeOfCheck(found, check ?? '', caseId)) ?? start;
}

function suiteFindings(suite: SuiteComparison, gate: GatePolicy): Finding[] {
  const flips = flipFindings(suite);
  // Where fresh runs already show what broke, doubt about the share of it says nothing more.
  const compared = suite.comparisons
    .flatMap((comparison) => comparisonFindings(suite, comparison))
    .filter(({ code, severity }) => flips.length === 0 || isMore(code, severity));
  return [
    ...compared,
    ...flips,
    ...suite.head.misses
      .filter((miss) => isNewMiss(miss, suite, gate))
      .map((miss) => ({
        ...finding(suite, 'minimum-missed', 'error', `${nameOf(suite)}: ${missText(miss, suite)}`),
        gate: miss.gate,
        ...(miss.check !== undefined && { check: miss.check }),
      })),
  ];
}

function isMore(code: Finding['code'], severity: Finding['severity']): boolean {
  return code !== 'inconclusive' || severity === 'error';
}

function comparisonFindings(suite: SuiteComparison, comparison: Comparison): Finding[] {
  const { name, difference = 0, verdict, isBlocking, isWeighted } = comparison;
  const change = changeText(comparison);
  if (verdict === 'worse') {
    const message = `${nameOf(suite)}, ${name}: worse, ${change}`;
    return [{ ...finding(suite, 'worse', isBlocking ? 'error' : 'warning', message), check: name }];
  }
  // What head was not asked is neither pass nor fail: `not-executed` says so.
  if (verdict !== 'inconclusive' || suite.head.passRate === undefined) return [];
  if (isBlocking) {
    const message = `${nameOf(suite)}, ${name}: inconclusive, ${change}, and the suite says when_unsure: block`;
    return [{ ...finding(suite, 'inconclusive', 'error', message), check: name }];
  }
  const isUnsure = difference < 0 || comparison.difference === undefined;
  if (isUnsure && !isWeighted && comparison.kind === 'pass-rate' && suite.whenUnsure === 'warn') {
    const message = `${nameOf(suite)}: whether the pass rate changed is inconclusive, ${change}`;
    return [{ ...finding(suite, 'inconclusive', 'warning', message), check: name }];
  }
  return [];
}

function changeText({ base, head, difference }: Comparison): string {
  const change = differenceText({ base, head, difference, interval: undefined });
  if (base === undefined || head === undefined || change === undefined) {
    return 'as no case was executed on both sides';
  }
  return `${formatRatio(base)} → ${formatRatio(head)} (${change})`;
}

/** One finding per check: the cases it broke, the first few by name. */
function flipFindings(suite: SuiteComparison): Finding[] {
  const blocking = suite.flips.filter((flip) => flip.isHard || flip.state === 'confirmed');
  const byCheck = Map.groupBy(blocking, (flip) => flip.check);
  return [...byCheck].map(([check, flips]) => {
    const isHard = flips.some((flip) => flip.isHard);
    const what = isHard
      ? 'fails and base did not (hard check)'
      : 'passed on base and fails again and again';
    const message = `${nameOf(suite)}, ${check}: ${casesText(flips)} ${what}`;
    return {
      ...finding(suite, isHard ? 'hard-check-failed' : 'flip-confirmed', 'error', message),
      check,
      caseId: flips[0]?.caseId ?? '',
    };
  });
}

function casesText(flips: readonly Flip[]): string {
  const names = flips.slice(0, flipsNamed).map((flip) => `\`${flip.caseId}\``);
  const more = flips.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Under `regression`, a minimum that base missed already counts only when head is worse; a hard
 * check's failures that base did not have stand among the flips.
 */
function isNewMiss(miss: GateMiss, suite: SuiteComparison, gate: GatePolicy): boolean {
  if (gate.evaluate === 'absolute') return true;
  if (miss.gate === 'hard') return false;
  const before = suite.base?.misses.find(isSameGate(miss));
  if (before?.got === undefined || miss.got === undefined) return before === undefined;
  return miss.gate === 'pass_rate.min' ? miss.got < before.got : miss.got > before.got;
}

function isSameGate({ gate, check }: GateMiss): (other: GateMiss) => boolean {
  return (other) => other.gate === gate && other.check === check;
}

/** Of a query: whether base held it. */
function missText(miss: GateMiss, { base }: SuiteComparison): string {
  if (miss.gate !== 'sql' || miss.got === undefined) return miss.message;
  const held = base?.checks.find(({ name }) => name === miss.check)?.score === 1;
  return held ? `${miss.message} (held on base)` : miss.message;
}

function weakenedFindings(
  { weakened }: Pick<EvaluationProof, 'weakened'>,
  gate: GatePolicy,
): Finding[] {
  const severity = severityOf(gate.suiteWeakened);
  if (severity === undefined) return [];
  return weakened
    .filter((suite) => suite.isFailing)
    .map(({ suite, file, differences }) => ({
      severity,
      code: 'suite-weakened',
      message: `suite \`${suite}\` was weakened (${differences.join('; ')}) and fails as base has it`,
      file,
      ...start,
      suite,
    }));
}

/** `error` and `warn` as a finding's severity; `off` is no finding. */
export function severityOf(severity: Severity): Finding['severity'] | undefined {
  return severity === 'off' ? undefined : severity === 'warn' ? 'warning' : 'error';
}

function finding(
  suite: SuiteComparison,
  code: Finding['code'],
  severity: Finding['severity'],
  message: string,
): Finding {
  return {
    severity,
    code,
    message,
    file: suite.file,
    ...start,
    suite: suite.suite,
    target: suite.target,
    model: suite.model,
  };
}

function nameOf({ suite, target }: SuiteComparison): string {
  return suite === target ? `\`${target}\`` : `\`${target}\` in suite \`${suite}\``;
}
