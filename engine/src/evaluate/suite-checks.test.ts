import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Check } from '../library/nodes.ts';
import type { Clock } from '../ports/clock.ts';
import { planEvaluation } from './plan-evaluation.ts';
import type { RunResult } from './results.ts';
import { createSuiteChecks } from './suite-checks.ts';
import { createOutcomeCollector } from './suite-outcomes.ts';
import { casesOf, checkOf, libraryOf, promptOf, suiteOf } from './testing/library-in-memory.ts';
import { withSuiteChecks } from './with-suite-checks.ts';

const clock: Clock = {
  now: () => 0,
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
const { signal } = new AbortController();
const noTwins = 'SELECT text, count(*) AS times FROM answers GROUP BY text HAVING count(*) > 1';

function planOf(checks: readonly Check[], messages: readonly string[]) {
  const suite = suiteOf('support/refund', { cases: casesOf(messages), checks });
  const library = libraryOf({
    prompts: [promptOf('support/refund', '{{ message }}')],
    suites: [suite],
  });
  return planEvaluation(library, { side: 'head', mode: 'auto' });
}

function runOf(caseId: string, text: string | undefined, more: Partial<RunResult> = {}): RunResult {
  return {
    suite: 'support/refund',
    target: 'support/refund',
    model: 'default-chat',
    caseId,
    group: undefined,
    tags: ['refund'],
    repeat: 0,
    outcome: text === undefined ? 'error' : 'passed',
    reason: undefined,
    checks: [],
    inputs: { message: 'Refund please' },
    expected: { decision: 'refund' },
    rendered: [],
    text,
    output: text,
    toolCalls: [{ name: 'lookup_order', arguments: { id: '7' } }],
    usage: { inputTokens: 20, cachedInputTokens: undefined, outputTokens: undefined },
    latencyMs: 120,
    source: 'called',
    costNanoUsd: 450_000,
    answerCostNanoUsd: 450_000,
    isUpperBound: false,
    savedNanoUsd: 0,
    listCostNanoUsd: 450_000,
    requests: 1,
    requestKey: undefined,
    ...more,
  };
}

async function judged(sql: string, runs: readonly RunResult[], more: Partial<Check> = {}) {
  const plan = planOf([checkOf('sql', sql, { name: 'no twins', ...more })], ['one', 'two']);
  const checks = createSuiteChecks(plan);
  const collector = createOutcomeCollector(plan);
  for (const run of runs) {
    checks.add(run);
    collector.add(run);
  }
  const verdicts = await checks.judge({ clock, signal });
  const [outcome] = withSuiteChecks(collector.outcomes(), verdicts);
  return { verdict: [...verdicts.values()][0]?.[0], outcome };
}

const twins = [runOf('case-1', 'Dear you'), runOf('case-2', 'Dear you')];
const apart = [runOf('case-1', 'Dear you'), runOf('case-2', 'No.')];

describe('a check of all answers together', () => {
  it('is none of the checks of one answer', () => {
    const [suite] = planOf([checkOf('contains', 'Dear'), checkOf('sql', noTwins)], ['one']).suites;
    expect(suite?.arms[0]?.checks.map(({ key }) => key)).toEqual(['contains']);
    expect(suite?.arms[0]?.suiteChecks?.map(({ key }) => key)).toEqual(['sql']);
  });

  it('passes when its query finds no row', async () => {
    const { verdict, outcome } = await judged(noTwins, apart);
    expect(verdict).toMatchObject({ outcome: 'passed', rows: 0 });
    expect(outcome?.misses).toEqual([]);
    expect(outcome?.checks).toMatchObject([{ name: 'no twins', key: 'sql', score: 1, judged: 1 }]);
  });

  it('is a missed gate that shows the first rows when it finds some', async () => {
    const { outcome } = await judged(noTwins, twins);
    expect(outcome?.misses).toEqual([
      {
        gate: 'sql',
        check: 'no twins',
        wanted: 0,
        got: 1,
        message: 'check “no twins” fails: the query finds a row: text Dear you, times 2',
      },
    ]);
    expect(outcome?.checks).toMatchObject([{ score: 0 }]);
  });

  it('only moves its own score when it is weighted', async () => {
    const { outcome } = await judged(noTwins, twins, { weight: 0.5 });
    expect(outcome).toMatchObject({ misses: [], checks: [{ score: 0, weight: 0.5 }] });
  });

  it('is turned around by `not`', async () => {
    const some = "SELECT 1 FROM answers WHERE text LIKE 'Dear%'";
    expect((await judged(some, apart, { isNegated: true })).verdict?.outcome).toBe('passed');
    const none = "SELECT 1 FROM answers WHERE text LIKE 'Ahoy%'";
    expect((await judged(none, apart, { isNegated: true })).verdict?.outcome).toBe('failed');
  });

  it('reads every column with its type', async () => {
    const sql = `SELECT case_id, repeat + 1, outcome, inputs->>'message', expected->>'decision',
      output, tool_calls->0->>'name', latency_ms, cost_usd, input_tokens, output_tokens, tags->>0, "group"
      FROM answers WHERE case_id = 'case-1' AND cost_usd = 0.00045`;
    const { verdict } = await judged(sql, [
      runOf('case-1', 'Dear you', { group: 'g' }),
      runOf('case-2', 'No.'),
    ]);
    const shown = [
      'case-1',
      '1',
      'passed',
      'Refund please',
      'refund',
      'lookup_order',
      '120',
      '0.00045',
      '20',
      'null',
    ];
    for (const value of shown) expect(verdict?.reason).toContain(value);
  });

  it('cannot be said to pass while an answer is missing, and fails all the same', async () => {
    const missing = [runOf('case-1', 'Dear you'), runOf('case-2', undefined)];
    const { verdict, outcome } = await judged(noTwins, missing);
    expect(verdict).toMatchObject({ outcome: 'not-executed' });
    expect(outcome?.checks).toMatchObject([{ score: undefined, judged: 0 }]);
    const all = 'SELECT case_id FROM answers WHERE text IS NULL';
    expect((await judged(all, missing)).verdict?.outcome).toBe('failed');
    expect((await judged(noTwins, [apart[0] as RunResult])).verdict?.outcome).toBe('not-executed');
  });

  it('is a missed gate, never a pass, when the query is none', async () => {
    for (const sql of [
      'SELEKT 1',
      'DROP TABLE answers',
      "SELECT * FROM '/etc/passwd'",
      'SELECT x FROM answers',
    ]) {
      const { verdict, outcome } = await judged(sql, apart);
      expect(verdict?.outcome).toBe('error');
      expect(outcome?.misses).toMatchObject([{ gate: 'sql', got: undefined }]);
    }
  });

  it('leaves out the fresh draws that confirm flips', async () => {
    const fresh = runOf('case-1', 'No.', { repeat: 1 });
    expect((await judged(noTwins, [...apart, fresh])).verdict?.outcome).toBe('passed');
  });

  it('is an error, with the answers let go, when they are more than a query may read', async () => {
    const long = 'a'.repeat(40 * 1024 * 1024);
    const { verdict, outcome } = await judged(noTwins, [
      runOf('case-1', long),
      runOf('case-2', long),
    ]);
    expect(verdict).toMatchObject({ outcome: 'error', rows: undefined });
    expect(outcome?.misses).toMatchObject([{ gate: 'sql', got: undefined }]);
  });

  it('is not executed where the door answers no queries', async () => {
    const checks = createSuiteChecks(planOf([checkOf('sql', noTwins)], ['one']));
    const verdicts = await checks.judge({ clock: undefined, signal });
    expect([...verdicts.values()].flat()).toMatchObject([{ outcome: 'not-executed' }]);
  });
});
