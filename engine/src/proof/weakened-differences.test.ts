import { describe, expect, it } from 'vitest';
import type { Case, Check, Suite } from '../library/nodes.ts';
import { weakenedDifferences } from './weakened-differences.ts';

const check: Check = {
  key: 'expected',
  argument: true,
  name: 'right queue',
  of: 'output',
  isNegated: false,
  weight: undefined,
  isHard: true,
  at: { line: 3, column: 5 },
};
const late: Case = {
  id: 'late',
  inputs: { message: 'Late' },
  expected: 'logistics',
  tags: [],
};
const suite = (change: Partial<Suite> = {}): Suite => ({
  kind: 'suite',
  id: 'tickets',
  file: 'suites/tickets.yaml',
  version: undefined,
  description: undefined,
  metadata: {},
  hash: 'a',
  closureHash: 'a',
  reaches: [],
  isInline: false,
  targets: [{ prompt: 'sort' }],
  models: [],
  dataset: undefined,
  cases: [late],
  repeats: 3,
  passAtLeast: undefined,
  checks: [check],
  gate: { passRate: {}, whenUnsure: 'warn', confirmRuns: 5 },
  ...change,
});
const sorry: Check = { ...check, key: 'icontains', argument: 'sorry', name: 'sorry' };
const strict = suite({ cases: [{ ...late, checks: [sorry] }] });
const gate = (change: Partial<Suite['gate']>) => suite({ gate: { ...suite().gate, ...change } });

describe('how often a case must pass', () => {
  it.each([
    ['more repeats by the majority', { repeats: 5 }, []],
    ['one of three', { passAtLeast: 1 }, ['pass_at_least lowered from 2 to 1']],
    ['all of three', { passAtLeast: 3 }, []],
    [
      'two of nine',
      { repeats: 9, passAtLeast: 2 },
      ['pass_at_least lowered from 2 of 3 to 2 of 9'],
    ],
  ])('%s', (_, change, differences) => {
    expect(weakenedDifferences(suite(), suite(change))).toEqual(differences);
  });
});

describe('what is weaker', () => {
  it.each([
    [
      'a check no longer hard',
      suite({ checks: [{ ...check, isHard: false }] }),
      'check right queue changed',
    ],
    [
      'a check of a case removed',
      suite({ cases: [late] }),
      'case late: check sorry removed',
      strict,
    ],
    [
      'a check of a case changed',
      suite({ cases: [{ ...late, checks: [{ ...sorry, argument: 'pardon' }] }] }),
      'case late: check sorry changed',
      strict,
    ],
    ['a case put into a group', suite({ cases: [{ ...late, group: 'ann' }] }), 'case late changed'],
    [
      'models named',
      suite({ models: ['cheap-chat'] }),
      "models named instead of each prompt's own",
    ],
    ['nightly', suite({ when: 'nightly' }), 'when pull_request became nightly'],
  ])('%s', (_, head, difference, base = suite()) => {
    expect(weakenedDifferences(base, head)).toEqual([difference]);
  });

  it.each([
    ['a cost limit raised', { maxCostPerRunNanoUsd: 5 }, { maxCostPerRunNanoUsd: 9 }],
    ['a latency limit dropped', { maxLatencyP95Ms: 800 }, {}],
    ['unexecuted cases made a warning', { notExecuted: 'error' }, { notExecuted: 'warn' }],
  ] as const)('%s', (_, base, head) => {
    expect(weakenedDifferences(gate(base), gate(head))).toHaveLength(1);
    expect(weakenedDifferences(gate(head), gate(base))).toEqual([]);
  });
});

describe('what is not weaker', () => {
  it.each([
    ['the same suite', suite()],
    ['another place of the check', suite({ checks: [{ ...check, at: { line: 9, column: 1 } }] })],
    ['another expectation', suite({ cases: [{ ...late, expected: 'billing' }] })],
    ['tags', suite({ cases: [{ ...late, tags: ['slow'] }] })],
    ['a check of a case added', strict],
  ])('%s', (_, head) => {
    expect(weakenedDifferences(suite(), head)).toEqual([]);
  });

  it('a suite that leaves the night for pull requests, or goes from night to by name', () => {
    const nightly = suite({ when: 'nightly' });
    expect(weakenedDifferences(nightly, suite())).toEqual([]);
    expect(weakenedDifferences(nightly, suite({ when: 'manual' }))).toEqual([]);
  });
});
