import { describe, expect, it } from 'vitest';
import type { Suite } from '../library/nodes.ts';
import { planEvaluation } from './plan-evaluation.ts';
import type { RunResult } from './results.ts';
import { createOutcomeCollector } from './suite-outcomes.ts';
import { casesOf, checkOf, libraryOf, promptOf, suiteOf } from './testing/library-in-memory.ts';
import { checkResultOf, runOf, runsOf } from './testing/run-in-memory.ts';

const gate = { passRate: {}, whenUnsure: 'warn', confirmRuns: 5 } as const;

function outcomeOf(runs: readonly RunResult[], more: Partial<Suite> = {}) {
  const suite = suiteOf('support/reply', {
    cases: casesOf(['Hello', 'Goodbye', 'Thanks', 'Hm']),
    checks: [checkOf('contains', 'Acme', { name: 'names Acme' })],
    ...more,
  });
  const prompts = [promptOf('support/reply', '{{ message }}')];
  const library = libraryOf({ prompts, suites: [suite] });
  const collector = createOutcomeCollector(planEvaluation(library, { side: 'head', mode: 'auto' }));
  for (const run of runs) collector.add(run);
  const [outcome] = collector.outcomes();
  if (outcome === undefined) throw new TypeError('the plan has one arm');
  return outcome;
}

describe('createOutcomeCollector', () => {
  it('takes the pass rate over judged cases alone', () => {
    const outcome = outcomeOf(
      runsOf({ 'case-1': 'p', 'case-2': 'f', 'case-3': 'e', 'case-4': 'n' }),
    );
    expect(outcome).toMatchObject({
      cases: 4,
      passedCases: 1,
      failedCases: 1,
      errorCases: 1,
      notExecutedCases: 1,
      passRate: 0.5,
    });
    const [low, high] = outcome.passRateInterval ?? [0, 0];
    expect(low).toBeCloseTo(0.0945, 4);
    expect(high).toBeCloseTo(0.9055, 4);
  });

  it('knows no rate where nothing was judged', () => {
    for (const outcome of [outcomeOf([]), outcomeOf(runsOf({ 'case-1': 'n' }))]) {
      expect(outcome.passRate).toBeUndefined();
      expect(outcome.passRateInterval).toBeUndefined();
      expect(outcome.score).toBeUndefined();
      expect(outcome.checks[0]).toMatchObject({ score: undefined, judged: 0 });
    }
  });

  it('lists flaky cases, and counts each case once in a check’s score', () => {
    const outcome = outcomeOf(runsOf({ 'case-1': 'ppf', 'case-2': 'ppp' }), { repeats: 3 });
    expect(outcome.flakyCases).toEqual(['case-1']);
    expect(outcome.checks[0]).toMatchObject({ name: 'names Acme', judged: 2 });
    expect(outcome.checks[0]?.score).toBeCloseTo((2 / 3 + 1) / 2);
  });

  it('moves the score by weighted checks without touching the pass rate', () => {
    const checks = [
      checkOf('contains', 'Acme', { name: 'names Acme' }),
      checkOf('judge', 'polite', { name: 'polite', weight: 0.5 }),
    ];
    const results = [
      checkResultOf('names Acme'),
      checkResultOf('polite', { outcome: 'failed', score: 0.4, weight: 0.5 }),
    ];
    const outcome = outcomeOf([runOf('case-1', { checks: results })], { checks });
    expect(outcome.passRate).toBe(1);
    expect(outcome.score).toBeCloseTo((1 + 0.5 * 0.4) / 1.5);
  });

  it('measures latency and cost over answered draws', () => {
    const runs = [100, 200, 300, 400].map((latencyMs, index) =>
      runOf(`case-${index + 1}`, { latencyMs, listCostNanoUsd: latencyMs * 10 }),
    );
    expect(outcomeOf(runs)).toMatchObject({ latencyP50Ms: 250, meanListCostNanoUsd: 2_500 });
    expect(outcomeOf(runs).latencyP95Ms).toBeCloseTo(385);
  });

  it('misses absolute gates with a sentence each', () => {
    const runs = [
      runOf('case-1', { latencyMs: 9_000, listCostNanoUsd: 600_000_000 }),
      runOf('case-2', {
        latencyMs: 9_000,
        listCostNanoUsd: 600_000_000,
        outcome: 'failed',
        checks: [checkResultOf('names Acme', { outcome: 'failed', isHard: true })],
      }),
    ];
    const strict = {
      ...gate,
      passRate: { min: 0.9 },
      maxCostPerRunNanoUsd: 500_000_000,
      maxLatencyP95Ms: 8_000,
    };
    expect(outcomeOf(runs, { gate: strict }).misses).toEqual([
      {
        gate: 'pass_rate.min',
        wanted: 0.9,
        got: 0.5,
        message: 'the pass rate is 0.50, at least 0.9 is needed',
      },
      {
        gate: 'cost_per_run_usd.max',
        wanted: 500_000_000,
        got: 600_000_000,
        message: 'one run costs $0.60 on average, at most $0.50 is allowed',
      },
      {
        gate: 'latency_p95_ms.max',
        wanted: 8_000,
        got: 9_000,
        message: '95 % of answers take up to 9000 ms, at most 8000 ms is allowed',
      },
      { gate: 'hard', wanted: 0, got: 1, message: 'hard check “names Acme” failed once' },
    ]);
    expect(outcomeOf(runs).misses.map((miss) => miss.gate)).toEqual(['hard']);
  });

  it('does not miss anything by a failed check that is not hard', () => {
    expect(outcomeOf(runsOf({ 'case-1': 'f' })).misses).toEqual([]);
  });

  it('misses a cost gate when the price is unknown, but not when nothing was executed', () => {
    const capped = { gate: { ...gate, maxCostPerRunNanoUsd: 1 } };
    const unknown = outcomeOf([runOf('case-1', { listCostNanoUsd: undefined })], capped);
    expect(unknown.misses).toEqual([
      {
        gate: 'cost_per_run_usd.max',
        wanted: 1,
        got: undefined,
        message: 'the cost per run is unknown, at most $0.000000001 is allowed',
      },
    ]);
    expect(unknown.meanListCostNanoUsd).toBeUndefined();
    const silent = runOf('case-1', {
      outcome: 'not-executed',
      text: undefined,
      latencyMs: undefined,
    });
    expect(outcomeOf([silent], capped).misses).toEqual([]);
  });
});
