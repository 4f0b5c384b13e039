import { describe, expect, it } from 'vitest';
import { planEvaluation } from './plan-evaluation.ts';
import type { RunResult } from './results.ts';
import { createSummarizer } from './summarize.ts';
import { casesOf, checkOf, libraryOf, promptOf, suiteOf } from './testing/library-in-memory.ts';
import { checkResultOf, runOf, runsOf } from './testing/run-in-memory.ts';

const suite = suiteOf('support/reply', {
  cases: casesOf(['Hello', 'Goodbye', 'Thanks', 'Hm']),
  checks: [checkOf('contains', 'Acme')],
  repeats: 3,
});
const library = libraryOf({
  prompts: [promptOf('support/reply', '{{ message }}')],
  suites: [suite],
});
const plan = planEvaluation(library, { side: 'head', mode: 'auto' });

function summaryOf(runs: readonly RunResult[]) {
  const summarizer = createSummarizer(plan);
  for (const run of runs) summarizer.add(run);
  return summarizer.summary();
}

describe('createSummarizer', () => {
  it('counts a case once, by its draws, and runs each', () => {
    const runs = runsOf({ 'case-1': 'ppf', 'case-2': 'fff', 'case-3': 'pfe', 'case-4': 'nnn' });
    expect(summaryOf(runs)).toMatchObject({
      cases: 4,
      runs: 12,
      passed: 1,
      failed: 1,
      errors: 1,
      notExecuted: 1,
      requests: 12,
      inputTokens: 120,
      outputTokens: 48,
    });
  });

  it('sums answers and judges in whole nano-dollars', () => {
    const checks = [checkResultOf('polite', { costNanoUsd: 450_000 })];
    const run = runOf('case-1', { costNanoUsd: 900_000, answerCostNanoUsd: 450_000, checks });
    expect(summaryOf([run])).toMatchObject({
      costNanoUsd: 900_000,
      knownCostNanoUsd: 900_000,
      unknownCostCalls: 0,
      isUpperBound: false,
    });
  });

  it('keeps the cost unknown, and the known part apart', () => {
    const checks = [checkResultOf('polite', { costNanoUsd: undefined })];
    const run = runOf('case-1', { costNanoUsd: undefined, answerCostNanoUsd: 7, checks });
    const summary = summaryOf([run, runOf('case-2', { costNanoUsd: 5 })]);
    expect(summary).toMatchObject({ unknownCostCalls: 1, knownCostNanoUsd: 12 });
    expect(summary.costNanoUsd).toBeUndefined();
  });

  it('counts where answers came from, and what that saved', () => {
    const summary = summaryOf([
      runOf('case-1', { source: 'cache', savedNanoUsd: 30, requests: 0 }),
      runOf('case-2', { source: 'cassette', savedNanoUsd: 12, requests: 0 }),
      runOf('case-3', { source: 'cassette-local', requests: 0 }),
      runOf('case-4', { source: 'scripted', requests: 0, isUpperBound: true }),
    ]);
    expect(summary).toMatchObject({
      cached: 1,
      replayed: 2,
      scripted: 1,
      requests: 0,
      costNanoUsd: 0,
      savedNanoUsd: 42,
      isUpperBound: true,
    });
    expect(summaryOf([runOf('case-1', { savedNanoUsd: undefined })]).savedNanoUsd).toBeUndefined();
  });

  it('counts fresh draws as runs and money, not as draws of the case', () => {
    const fresh = runOf('case-1', { repeat: 3, outcome: 'failed', costNanoUsd: 4 });
    const summary = summaryOf([...runsOf({ 'case-1': 'ppp' }), fresh]);
    expect(summary).toMatchObject({ cases: 1, passed: 1, runs: 4, costNanoUsd: 4 });
  });
});
