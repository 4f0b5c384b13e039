import type { Proof } from '../../proof/proof.ts';
import { shortRevision } from '../../units/short-revision.ts';
import type { Markup } from '../markdown/markup.ts';

/** `Galley: 1 problem, 1 regression · …` with the commits that were compared and the policy. */
export function headlineText(proof: Proof, markup: Markup): string {
  const { base, head, policy } = proof.revisions;
  const project = proof.project === '' ? '' : ` ${markup.name(proof.project)}`;
  const what = proof.verdict.headline === '' ? 'nothing to fix' : proof.verdict.headline;
  const [old, now] = [base, head].map((revision) => markup.name(shortRevision(revision)));
  return `Galley${project}: ${what} · ${now} against ${old} (${policyText(policy, markup)})`;
}

function policyText(policy: Proof['revisions']['policy'], markup: Markup): string {
  if (policy.from === 'defaults') {
    return `policy: built-in defaults, base has no ${markup.name('galley.yaml')}`;
  }
  if (policy.from === 'head') return `policy: ${markup.strong("head's own")}`;
  const at =
    policy.ref === policy.commit
      ? shortRevision(policy.commit)
      : `${policy.ref}@${shortRevision(policy.commit)}`;
  return `policy ${markup.name(at)}`;
}
