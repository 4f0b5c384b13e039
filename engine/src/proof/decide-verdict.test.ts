import { describe, expect, it } from 'vitest';
import { decideVerdict } from './decide-verdict.ts';
import type { Finding } from './proof.ts';

const onBase = { from: 'base', mode: 'enforce' } as const;
const finding = (code: Finding['code'], change: Partial<Finding> = {}): Finding => ({
  severity: 'error',
  code,
  message: 'the queue is wrong',
  file: 'suites/queues.yaml',
  line: 1,
  column: 1,
  ...change,
});
const exitCodeOf = (...codes: Finding['code'][]) =>
  decideVerdict(
    codes.map((code) => finding(code)),
    onBase,
    false,
  ).exitCode;

describe('the exit code', () => {
  it('is the first that applies: documents, budget, world, gate', () => {
    expect(exitCodeOf('worse', 'provider-error', 'budget', 'problem')).toBe(2);
    expect(exitCodeOf('worse', 'provider-error', 'budget')).toBe(4);
    expect(exitCodeOf('worse', 'provider-error')).toBe(3);
    expect(exitCodeOf('worse')).toBe(1);
    expect(exitCodeOf()).toBe(0);
  });

  it('is 0 under observe, and what would block is still counted', () => {
    expect(decideVerdict([finding('problem')], { ...onBase, mode: 'observe' }, false)).toEqual({
      outcome: 'warned',
      exitCode: 0,
      headline: '1 problem',
    });
  });

  it('is 0 for warnings, and for anything where base has no policy', () => {
    const warning = finding('problem', { severity: 'warning' });
    expect(decideVerdict([warning], onBase, false)).toEqual({
      outcome: 'warned',
      exitCode: 0,
      headline: '1 warning',
    });
    const { outcome, exitCode } = decideVerdict(
      [finding('problem')],
      { ...onBase, from: 'defaults' },
      false,
    );
    expect([outcome, exitCode]).toEqual(['warned', 0]);
  });
});

describe('the headline', () => {
  const arm = { suite: 'queues', target: 'sort', model: 'default-chat' };

  it('counts one regression per suite, target and model', () => {
    const findings = [
      finding('worse', arm),
      finding('flip-confirmed', arm),
      finding('rendered-check-failed', { suite: 'queues', target: 'sort' }),
      finding('worse', { ...arm, model: 'cheap-chat' }),
    ];
    expect(decideVerdict(findings, onBase, false).headline).toBe('2 regressions');
  });

  it('counts what only rendering shows', () => {
    const failure = finding('rendered-check-failed', { suite: 'queues', target: 'sort' });
    expect(decideVerdict([failure, failure], onBase, false).headline).toBe('1 regression');
  });

  it('names problems first and leaves warnings out when something blocks', () => {
    const findings = [
      finding('cost-increase'),
      finding('worse', arm),
      finding('problem'),
      finding('version-bump', { severity: 'warning' }),
    ];
    expect(decideVerdict(findings, onBase, false).headline).toBe(
      '1 problem, 1 regression, 1 other reason',
    );
    expect(decideVerdict([finding('budget')], onBase, false).headline).toBe('1 reason');
  });

  it('says nothing of a change that changed nothing', () => {
    expect(decideVerdict([], onBase, true).outcome).toBe('nothing');
    expect(decideVerdict([], onBase, false)).toEqual({
      outcome: 'passed',
      exitCode: 0,
      headline: '',
    });
  });
});
