import type { GalleyError } from '../errors/galley-error.ts';
import { decideVerdict } from './decide-verdict.ts';
import type { Finding, Proof } from './proof.ts';

/**
 * The proof of a change whose evaluation was refused as a whole (no key, a host that is not allowed):
 * what is known without models, and the reason instead of every case that was not executed.
 * @param proof of the same change in mode replay
 */
export function refusedProof(
  proof: Proof,
  { message, hint }: Pick<GalleyError, 'message' | 'hint'>,
): Proof {
  const refusal: Finding = {
    severity: 'error',
    code: 'provider-error',
    message: hint === undefined ? message : `${message}. ${hint}`,
    file: 'galley.yaml',
    line: 1,
    column: 1,
  };
  const others = proof.findings.filter(({ code }) => code !== 'not-executed');
  const findings = [refusal, ...others];
  const verdict = decideVerdict(findings, { ...proof.revisions.policy, ...proof.policy }, false);
  return { ...proof, findings, verdict };
}
