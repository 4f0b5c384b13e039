import { expect, it } from 'vitest';
import type { AlertCount } from '../../evaluate/results.ts';
import type { Proof } from '../../proof/proof.ts';
import { sampleProof } from '../testing/sample-proof.ts';
import { formatProofText } from '../text/format-proof-text.ts';
import { guardrailsSection } from './section-guardrails.ts';

const email: AlertCount = {
  guard: 'pii',
  rule: 'email',
  excerpt: 'ada@… (28 characters) | @acme/all',
  where: 'output',
  cases: 3,
  caseId: 'late-parcel',
};

function proofWith(alerts: readonly AlertCount[], baseAlerts: readonly AlertCount[] = []): Proof {
  const proof = sampleProof();
  const [first, ...others] = proof.evaluation.suites;
  if (first === undefined) throw new TypeError('the sample has suites');
  const suite = {
    ...first,
    base: first.base && { ...first.base, alerts: baseAlerts },
    head: { ...first.head, alerts },
  };
  return { ...proof, evaluation: { ...proof.evaluation, suites: [suite, ...others] } };
}

it('is absent where nothing was found', () => {
  expect(guardrailsSection(sampleProof())).toBeUndefined();
});

it('shows what head has more of than base first, and lets nothing of a repository out', () => {
  const phone: AlertCount = { ...email, rule: 'phone', excerpt: '+49 …' };
  const section = guardrailsSection(proofWith([phone, email], [phone]));
  expect(section?.summary).toBe('Guardrails (2 finds, 1 more often than on base)');
  const [first, second] = section?.items ?? [];
  expect(first).toContain('| pii email | output |');
  expect(first).toContain('| 0 cases | 3 cases |');
  expect(first).not.toContain('@acme/all');
  expect(first?.match(/(?<!\\)\|/g)).toHaveLength(7);
  expect(second).toContain('| 3 cases | 3 cases |');
});

it('stands in the text report too', () => {
  expect(formatProofText(proofWith([email]))).toContain('pii email in output');
});
