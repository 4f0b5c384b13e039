import { describe, expect, it } from 'vitest';
import { createSteeredClock } from '../../models/testing/steered-clock.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { hostileProof, hostileText, unprintable } from '../../report/testing/hostile-proof.ts';
import { sampleComparison, sampleProof } from '../../report/testing/sample-proof.ts';
import { createMemoryGitHub } from '../testing/memory-github.ts';
import type { CheckReportOptions } from './check-report-options.ts';
import { checkReports } from './check-reports.ts';
import { publishCheck } from './publish-check.ts';

const finding: Finding = {
  severity: 'error',
  code: 'not-executed',
  message: '12 of 48 cases were not executed',
  file: 'galley.yaml',
  line: 1,
  column: 1,
};
const failed = sampleProof();
const passed = sampleProof({
  project: 'teams/billing',
  validation: { ...failed.validation, problems: [] },
  evaluation: {
    ...failed.evaluation,
    suites: [sampleComparison({ comparisons: [], flips: [] })],
  },
  findings: [],
  verdict: { outcome: 'passed', exitCode: 0, headline: '' },
});
const unasked = {
  ...passed,
  findings: [finding],
  verdict: { outcome: 'failed', exitCode: 1, headline: '1 reason' },
} as const satisfies Proof;
const nothing = sampleProof({
  findings: [],
  verdict: { outcome: 'nothing', exitCode: 0, headline: 'nothing changed' },
});

function conclusions(proofs: readonly Proof[], options?: CheckReportOptions) {
  return Object.fromEntries(
    checkReports(proofs, options).map(({ check, conclusion }) => [check, conclusion]),
  );
}

const gateOf = (proofs: readonly Proof[], options?: CheckReportOptions) =>
  checkReports(proofs, options).at(-1);

describe('conclusions', () => {
  it('are failures where something blocks', () => {
    expect(conclusions([failed])).toEqual({
      validate: 'failure',
      render: 'success',
      evaluate: 'failure',
      gate: 'failure',
    });
  });

  it('are successes or neutral where nothing does', () => {
    expect(conclusions([passed])).toEqual({
      validate: 'success',
      render: 'success',
      evaluate: 'success',
      gate: 'success',
    });
  });

  it('of warnings are neutral, but for the gate', () => {
    const [problem] = failed.validation.problems;
    const warned = {
      ...passed,
      validation: {
        ...passed.validation,
        problems: problem === undefined ? [] : [{ ...problem, severity: 'warning' as const }],
      },
      findings: [{ ...finding, severity: 'warning' as const, code: 'problem' as const }],
      verdict: { outcome: 'warned', exitCode: 0, headline: '1 warning' } as const,
    };
    expect(conclusions([warned])).toMatchObject({ validate: 'neutral', gate: 'success' });
  });

  it('ask for action while an approval is waited for', () => {
    for (const waitsFor of ['fork-approval', 'spend-approval'] as const) {
      expect(conclusions([unasked], { waitsFor })).toMatchObject({
        validate: 'success',
        evaluate: 'action_required',
        gate: 'action_required',
      });
    }
    expect(gateOf([unasked], { waitsFor: 'fork-approval' })?.actions).toEqual([
      expect.objectContaining({ identifier: 'approve' }),
    ]);
    expect(conclusions([unasked])).toMatchObject({ evaluate: 'failure', gate: 'failure' });
  });

  it('are failures all the same when free checks fail before any approval', () => {
    expect(conclusions([failed], { waitsFor: 'fork-approval' })).toMatchObject({
      validate: 'failure',
      gate: 'failure',
    });
  });

  it('block nothing under observe', () => {
    for (const waitsFor of [undefined, 'fork-approval'] as const) {
      const found = Object.values(conclusions([failed, unasked], { mode: 'observe', waitsFor }));
      expect(found).not.toContain('failure');
      expect(found).not.toContain('action_required');
    }
    expect(gateOf([failed], { mode: 'observe' })?.title).toBe(
      'observing only: 1 problem, 1 regression',
    );
  });

  it('block nothing of a project whose own policy observes, and the others still do', () => {
    const policy = { ...failed.policy, mode: 'observe' as const };
    const verdict = { ...failed.verdict, outcome: 'warned' as const, exitCode: 0 as const };
    const observed = { ...failed, policy, verdict };
    expect(conclusions([observed])).toEqual({
      validate: 'neutral',
      render: 'success',
      evaluate: 'neutral',
      gate: 'neutral',
    });
    expect(gateOf([observed])?.title).toBe('observing only: 1 problem, 1 regression');
    expect(conclusions([observed], { waitsFor: 'fork-approval' })).toMatchObject({
      evaluate: 'neutral',
      gate: 'neutral',
    });
    expect(conclusions([observed, passed])).toMatchObject({ gate: 'neutral' });
    expect(gateOf([observed, passed])?.title).toBe('2 projects, nothing blocks');
    const both = [observed, { ...failed, project: 'teams/support' }];
    expect(gateOf(both)).toMatchObject({
      conclusion: 'failure',
      title: '1 of 2 projects blocked: teams/support',
    });
    expect(conclusions([observed, passed], { waitsFor: 'fork-approval' })).toMatchObject({
      gate: 'action_required',
    });
  });

  it('pass the gate where nothing changed or base has no policy', () => {
    expect(conclusions([])).toMatchObject({ gate: 'success', evaluate: 'neutral' });
    expect(conclusions([nothing])).toMatchObject({ gate: 'success' });
    const policy = { ...failed.revisions.policy, from: 'defaults' as const };
    const first = { ...failed, revisions: { ...failed.revisions, policy } };
    expect(conclusions([first])).toMatchObject({ validate: 'neutral', gate: 'success' });
  });
});

describe('several projects', () => {
  it('fail together when one fails, and the title names it', () => {
    const gate = gateOf([{ ...failed, project: 'teams/support' }, passed, nothing]);
    expect(gate).toMatchObject({
      conclusion: 'failure',
      title: '1 of 2 projects blocked: teams/support',
    });
    expect(gate?.summary).toContain('Galley `teams/billing`');
  });

  it('pass together', () => {
    expect(gateOf([passed, { ...passed, project: 'b' }])?.title).toBe('2 projects, nothing blocks');
  });
});

describe('annotations', () => {
  const many = (count: number, code: Finding['code'] | 'problem') =>
    Array.from({ length: count }, (_, line) => ({ ...finding, code, line: line + 1 }));

  it('name the place in the repository, problems at validate and judgements at evaluate', () => {
    const reports = checkReports([{ ...failed, project: 'teams/support' }]);
    expect(reports.map(({ annotations }) => annotations.map(({ path }) => path))).toEqual([
      ['teams/support/prompts/support/refund.yaml'],
      [],
      ['teams/support/suites/escalations.yaml'],
      [],
    ]);
  });

  it('are 200 together at most', () => {
    const [problem] = failed.validation.problems;
    const problems = Array.from({ length: 500 }, (_, line) => ({ ...problem, line: line + 1 }));
    const proof = {
      ...failed,
      validation: { ...failed.validation, problems },
      findings: many(500, 'worse'),
    } as Proof;
    const counts = checkReports([proof]).map(({ annotations }) => annotations.length);
    expect(counts).toEqual([100, 0, 100, 0]);
  });
});

describe('what a hostile repository wrote', () => {
  const huge = hostileProof(hostileText.repeat(50));
  const proofs = [
    hostileProof(hostileText),
    { ...huge, findings: Array.from({ length: 5_000 }, () => huge.findings[0] as Finding) },
  ];
  const reports = checkReports(proofs, { waitsFor: 'fork-approval' });

  it('never breaks a limit of GitHub', async () => {
    const head = 'a'.repeat(40);
    const github = createMemoryGitHub(head);
    const self = { login: 'galley[bot]', appId: 7 };
    const target = { owner: 'a', repo: 'b', pullRequest: 1, head, self, instance: 'default' };
    for (const report of reports) {
      const bytes = (text = '') => new TextEncoder().encode(text).length;
      expect(bytes(report.summary)).toBeLessThanOrEqual(65_535);
      expect(bytes(report.text)).toBeLessThanOrEqual(65_535);
      await publishCheck(github.client, target, report, {
        clock: createSteeredClock(),
        secrets: { values: () => [] },
        attempt: 1,
      });
    }
    expect(github.checkRuns).toHaveLength(4);
  });

  it('puts no control character and no second line into a title', () => {
    for (const { title, summary, text = '', annotations } of reports) {
      expect(title.length).toBeLessThanOrEqual(120);
      expect(`${title}${summary}${text}`).not.toMatch(unprintable);
      expect(title).not.toContain('\n');
      for (const { message } of annotations) expect(message).not.toMatch(unprintable);
    }
  });
});
