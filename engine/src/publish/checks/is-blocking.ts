import type { Finding, Proof } from '../../proof/proof.ts';
import type { CheckReportOptions } from './check-report-options.ts';

/** What is open only because nobody approved it yet. */
const waitingCodes = new Set<Finding['code']>(['not-executed', 'budget']);

/**
 * The findings that block, under base's policy and given what is still waited for; none where base has
 * no galley.yaml.
 */
export function blockingFindings(
  { findings, verdict, revisions }: Proof,
  { waitsFor }: CheckReportOptions,
): readonly Finding[] {
  if (verdict.exitCode === 0 || revisions.policy.from === 'defaults') return [];
  return findings.filter(
    ({ severity, code }) =>
      severity === 'error' && !(waitsFor !== undefined && waitingCodes.has(code)),
  );
}
