import { describe, expect, it } from 'vitest';
import type { Finding, Proof } from '../../proof/proof.ts';
import { formatComment } from '../../report/comment/format-comment.ts';
import { sampleProof } from '../../report/testing/sample-proof.ts';
import { type Acceptance, acceptableCodes, acceptVerdict } from './accept-verdict.ts';
import { applyAcceptances } from './apply-acceptances.ts';

const sample = sampleProof();
const [problem, worse] = sample.findings as [Finding, Finding];
const flip = { ...worse, code: 'flip-confirmed', check: 'friendly' } as const;
const regressed = sampleProof({
  findings: [worse],
  verdict: { outcome: 'failed', exitCode: 1, headline: '1 regression' },
});
const reason = 'logistics merged with billing';
const accepted = (proofs: readonly Proof[], of: string) =>
  acceptVerdict(proofs, { of, reason }, 'mona');

describe('what is accepted', () => {
  it.each([
    ['escalations', undefined],
    ['escalations/right queue', 'right queue'],
    ['escalations/Right-Queue', 'right queue'],
    ['escalations/right_queue', 'right queue'],
  ])('%s is found', (of, check) => {
    expect(accepted([regressed], of).acceptance).toEqual({
      project: '',
      suite: 'escalations',
      ...(check !== undefined && { check }),
      head: regressed.revisions.head,
      by: 'mona',
      reason,
    });
  });

  it.each(['refunds', 'escalations/polite', 'escalation', 'escalations/', 'toString'])(
    '%s is not there',
    (of) => {
      expect(accepted([regressed], of)).toEqual({ refused: 'unknown' });
    },
  );

  it('of two projects needs the folder in front', () => {
    const both = ['teams/a', 'teams/b'].map((project) => ({ ...regressed, project }));
    expect(accepted(both, 'escalations')).toEqual({ refused: 'ambiguous' });
    expect(accepted(both, 'teams/b/escalations/right-queue').acceptance).toMatchObject({
      project: 'teams/b',
      check: 'right queue',
    });
  });

  it('must block', () => {
    const fine = sampleProof({ findings: [{ ...worse, severity: 'warning' }] });
    expect(accepted([fine], 'escalations')).toEqual({ refused: 'nothing-to-accept' });
  });

  it.each(['rendered-check-failed', 'not-executed', 'budget', 'cost-increase'] as const)(
    'is never %s',
    (code) => {
      const proof = sampleProof({ findings: [{ ...worse, code }] });
      expect(accepted([proof], 'escalations')).toEqual({ refused: 'cannot-be-accepted' });
    },
  );
});

describe('a proof with an acceptance', () => {
  const acceptance = accepted([regressed], 'escalations/right-queue').acceptance as Acceptance;

  it('passes with a warning that says who and why', () => {
    const proof = applyAcceptances(regressed, [acceptance]);
    expect(proof.verdict).toEqual({ outcome: 'warned', exitCode: 0, headline: '1 warning' });
    const comment = formatComment([proof]);
    expect(comment).toContain('accepted by `mona` for `9f2c1ab`: “logistics merged with billing”');
    expect(comment).not.toContain('Must fix');
  });

  it('is the same when it is accepted twice', () => {
    const once = applyAcceptances(regressed, [acceptance]);
    expect(applyAcceptances(once, [acceptance])).toEqual(once);
    expect(applyAcceptances(regressed, [acceptance, acceptance])).toEqual(once);
  });

  it('still fails for everything else', () => {
    const proof = applyAcceptances({ ...regressed, findings: [problem, worse, flip] }, [
      acceptance,
    ]);
    expect(proof.findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
    expect(proof.verdict).toMatchObject({ outcome: 'failed', exitCode: 2 });
  });

  it('of a whole suite passes all its judgements, and only those', () => {
    const codes: Finding['code'][] = [
      'problem',
      'rendered-check-failed',
      'worse',
      'inconclusive',
      'flip-confirmed',
      'hard-check-failed',
      'minimum-missed',
      'suite-weakened',
      'not-executed',
      'provider-error',
      'budget',
      'cost-increase',
      'version-bump',
    ];
    const findings = codes.map((code) => ({ ...worse, code }));
    const { check: _, ...whole } = acceptance;
    const left = applyAcceptances({ ...regressed, findings }, [whole]).findings.filter(
      ({ severity }) => severity === 'error',
    );
    expect(left.map(({ code }) => code)).toEqual(
      codes.filter((code) => !acceptableCodes.has(code)),
    );
  });

  it('is not changed by one for another commit or project', () => {
    expect(applyAcceptances(regressed, [{ ...acceptance, head: 'b'.repeat(40) }])).toBe(regressed);
    expect(applyAcceptances(regressed, [{ ...acceptance, project: 'team' }])).toBe(regressed);
  });

  it('shows a hostile reason as text', () => {
    const hostile = { ...acceptance, reason: '`</details>` @acme/team <!-- x --> ```' };
    const comment = formatComment([applyAcceptances(regressed, [hostile])]);
    expect(comment).toContain("'&lt;/details&gt;'");
    expect(comment).not.toMatch(/<!--|@acme/);
  });
});
