import type { Proof } from '../../proof/proof.ts';
import { codeSpan } from '../markdown/escape-markdown.ts';

const icons = { passed: '✅', warned: '⚠️', failed: '❌', nothing: '✅' } as const;

/** `### ❌ Galley: 1 problem, 1 regression · …` with the commits that were compared. */
export function headline(proof: Proof): string {
  const { base, head, policy } = proof.revisions;
  const project = proof.project === '' ? '' : ` ${codeSpan(proof.project)}`;
  const what = proof.verdict.headline === '' ? 'nothing to fix' : proof.verdict.headline;
  return `### ${icons[proof.verdict.outcome]} Galley${project}: ${what} · ${codeSpan(shortRevision(head))} against ${codeSpan(shortRevision(base))} (${policyText(policy)})`;
}

/** The first seven digits of a commit id; any other name as it is. */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : revision;
}

function policyText(policy: Proof['revisions']['policy']): string {
  if (policy.from === 'defaults') return 'policy: built-in defaults, base has no `galley.yaml`';
  const at = codeSpan(
    policy.ref === policy.commit
      ? shortRevision(policy.commit)
      : `${policy.ref}@${shortRevision(policy.commit)}`,
  );
  return policy.from === 'head' ? "policy: **head's own**" : `policy ${at}`;
}
