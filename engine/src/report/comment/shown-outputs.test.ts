import { describe, expect, it } from 'vitest';
import type { Flip } from '../../evaluate/comparison.ts';
import type { Proof } from '../../proof/proof.ts';
import { checkReports } from '../../publish/checks/check-reports.ts';
import { sampleComparison, sampleProof } from '../testing/sample-proof.ts';
import { formatComment } from './format-comment.ts';

const answers = {
  base: 'Ask ada.lovelace@acme.org for logistics.',
  head: 'Ask bob.builder@acme.org for billing.',
};
const [flip] = sampleComparison().flips;
if (flip === undefined) throw new TypeError('the sample has a flip');

function proofShowing(outputs: Proof['policy']['outputs'], head = answers.head): Proof {
  const sample = sampleProof();
  const suite = sampleComparison({
    flips: [{ ...flip, baseAnswer: answers.base, headAnswer: head } as Flip],
    changedAnswers: [
      { caseId: 'late-parcel', base: answers.base, head, basePassed: true, headPassed: false },
    ],
  });
  return {
    ...sample,
    policy: { mode: 'enforce', outputs },
    evaluation: { ...sample.evaluation, suites: [suite] },
  };
}

const everythingShown = (proof: Proof) =>
  formatComment([proof]) + JSON.stringify(checkReports([proof]));

describe("answers in the comment and the checks, by base's word", () => {
  it('are whole under full', () => {
    expect(formatComment([proofShowing('full')])).toContain('+Ask bob.builder@acme.org');
  });

  it('are without personal data and secrets under masked', () => {
    const shown = everythingShown(proofShowing('masked'));
    expect(shown).toContain('+Ask ••• for billing.');
    expect(shown).not.toContain('acme.org');
  });

  it('are named and not shown where they differ only in what is masked', () => {
    const other = answers.base.replace('ada.lovelace', 'eve');
    const shown = formatComment([proofShowing('masked', other)]);
    expect(shown).toContain('(differs only in what is masked)');
    expect(shown).not.toContain('acme.org');
  });

  it('are not there under none, but which cases changed is', () => {
    const shown = everythingShown(proofShowing('none'));
    expect(shown).not.toMatch(/logistics|billing/);
    expect(shown).toContain('Changed answers (1 of 48)');
    expect(shown).toContain('`late-parcel`: passed → **failed**');
    expect(shown).toContain('Answers are not shown');
  });
});
