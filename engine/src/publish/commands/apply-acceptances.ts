import { decideVerdict } from '../../proof/decide-verdict.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { shortRevision } from '../../units/short-revision.ts';
import { type Acceptance, acceptableCodes, isAbout } from './accept-verdict.ts';

/**
 * The proof with what was accepted for its very head commit: such findings no longer block, stay as
 * warnings that say who accepted them and why, and the verdict is decided anew. Acceptances for another
 * commit or project, and all of what cannot be accepted (problems in documents, budgets, cases that were
 * not executed), change nothing. Pure; applying the same ones twice is applying them once.
 */
export function applyAcceptances(proof: Proof, acceptances: readonly Acceptance[]): Proof {
  const valid = acceptances.filter(
    ({ project, head }) => project === proof.project && head === proof.revisions.head,
  );
  let accepted = 0;
  const findings = proof.findings.map((finding): Finding => {
    if (finding.severity !== 'error' || !acceptableCodes.has(finding.code)) return finding;
    const acceptance = valid.find((one) => isAbout(finding, one));
    if (acceptance === undefined) return finding;
    accepted += 1;
    const message = `${finding.message}: ${acceptedText(acceptance)}`;
    return { ...finding, severity: 'warning', message };
  });
  if (accepted === 0) return proof;
  const sorted = [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
  const verdict = decideVerdict(sorted, { ...proof.revisions.policy, ...proof.policy }, false);
  return { ...proof, findings: sorted, verdict };
}

/** Backticks would make code spans of what stands between them. */
function acceptedText({ by, head, reason }: Acceptance): string {
  const plain = (text: string) => text.replaceAll('`', "'");
  return `accepted by \`${plain(by)}\` for \`${shortRevision(head)}\`: “${plain(reason)}”`;
}
