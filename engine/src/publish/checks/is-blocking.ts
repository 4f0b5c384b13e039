import type { Finding, Proof } from '../../proof/proof.ts';
import type { CheckReportOptions } from './check-report-options.ts';

/** What is open only because nobody approved it yet. */
const waitingCodes = new Set<Finding['code']>(['not-executed', 'budget']);

/** Whether a project's findings are only shown: the door's word, or base's own. */
export function isObserved({ policy }: Proof, { mode }: CheckReportOptions): boolean {
  return mode === 'observe' || policy.mode === 'observe';
}

/**
 * The findings that block, under base's policy and given what is still waited for; none where base has
 * no galley.yaml. Under `observe` those that would block.
 */
export function blockingFindings(
  { findings, revisions, policy, verdict }: Proof,
  { waitsFor }: CheckReportOptions,
): readonly Finding[] {
  if (revisions.policy.from === 'defaults') return [];
  if (verdict.exitCode === 0 && policy.mode !== 'observe') return [];
  return findings.filter(
    ({ severity, code }) =>
      severity === 'error' && !(waitsFor !== undefined && waitingCodes.has(code)),
  );
}
