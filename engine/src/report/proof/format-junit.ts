import type { Comparison, Flip } from '../../evaluate/comparison.ts';
import { differenceText } from '../../proof/difference-text.ts';
import type { Finding, Proof, SuiteComparison } from '../../proof/proof.ts';
import { decimalUsd } from '../../units/decimal-usd.ts';
import { formatRatio } from '../../units/format-number.ts';
import { type JunitCase, junitEnd, junitStart, junitSuite } from '../data/junit-suite.ts';
import { placeText } from '../text/place-text.ts';
import type { ProofFormat } from './contract.ts';

/**
 * For CI servers: a `testcase` per comparison, flip and finding. What blocks is a failure; what only
 * warns is skipped, because JUnit has no warnings.
 */
export const junitFormat: ProofFormat = {
  name: 'junit',
  mediaType: 'application/xml',
  format: (proofs) => `${junitStart('galley proof')}${proofs.map(proofSuites).join('')}${junitEnd}`,
};

/** Findings that a comparison or a flip of a suite shows already. */
const comparedCodes = new Set<Finding['code']>(['worse', 'inconclusive', 'flip-confirmed']);

/** Findings that speak of flips, all those of a check together. */
const flipCodes = new Set<Finding['code']>(['flip-confirmed', 'hard-check-failed']);

function proofSuites({ project, findings, evaluation, cost }: Proof): string {
  const prefix = project === '' ? '' : `${project}: `;
  const others = findings.filter(
    ({ code, suite }) => suite === undefined || !comparedCodes.has(code),
  );
  const spent = cost.runNanoUsd === undefined ? 'unknown' : decimalUsd(cost.runNanoUsd);
  return [
    junitSuite({
      name: `${prefix}findings`,
      cases: others.map((finding) => findingCase(finding, project)),
      properties: [['cost_usd', spent]],
    }),
    ...evaluation.suites.map((suite) => comparedSuite(suite, findings, prefix)),
  ].join('');
}

function findingCase(finding: Finding, project: string): JunitCase {
  const { code, problemCode = code, message, severity, caseId } = finding;
  return {
    classname: problemCode,
    name: `${placeText(finding, project)}${caseId === undefined ? '' : ` ${caseId}`}`,
    fault: { kind: severity === 'error' ? 'failure' : 'skipped', type: problemCode, message },
  };
}

function comparedSuite(
  compared: SuiteComparison,
  findings: readonly Finding[],
  prefix: string,
): string {
  const { suite, target, model, comparisons, flips, pairedCases, repeats } = compared;
  const classname = `${suite}.${target}.${model}`;
  const blocking = findings.filter(
    (finding) =>
      finding.severity === 'error' &&
      flipCodes.has(finding.code) &&
      finding.suite === suite &&
      finding.target === target &&
      finding.model === model,
  );
  return junitSuite({
    name: `${prefix}${suite} · ${target} · ${model}`,
    properties: [
      ['paired_cases', pairedCases],
      ['repeats', repeats],
    ],
    cases: [
      ...comparisons.map((comparison) => comparisonCase(comparison, classname)),
      ...flips.map((flip) => flipCase(flip, classname, blocking)),
    ],
  });
}

function comparisonCase(comparison: Comparison, classname: string): JunitCase {
  const { name, base, head, verdict, isBlocking } = comparison;
  const rate = (value: number | undefined) => (value === undefined ? '-' : formatRatio(value));
  const difference = differenceText(comparison);
  const message = `${verdict}: ${rate(base)} → ${rate(head)}${difference === undefined ? '' : `, ${difference}`}`;
  const isOpen = verdict === 'worse' || verdict === 'inconclusive';
  if (!isBlocking && !isOpen) return { classname, name };
  return {
    classname,
    name,
    fault: { kind: isBlocking ? 'failure' : 'skipped', type: verdict, message },
  };
}

function flipCase(flip: Flip, classname: string, blocking: readonly Finding[]): JunitCase {
  const { caseId, check, state, reason, baseAnswer, headAnswer } = flip;
  const isBlocking = state === 'confirmed' && blocking.some((finding) => finding.check === check);
  const answers = `base: ${baseAnswer ?? '-'}\nhead: ${headAnswer ?? '-'}`;
  const message = `passed on base, fails on head (${state}): ${reason ?? check}`;
  return {
    classname,
    name: `${caseId}: ${check}`,
    fault: {
      kind: isBlocking ? 'failure' : 'skipped',
      type: `flip-${state}`,
      message,
      details: `${message}\n${answers}`,
    },
  };
}
