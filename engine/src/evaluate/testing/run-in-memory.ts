import type { CheckResult, RunResult } from '../results.ts';

/** A result of one check, for tests; passed with score 1 unless told otherwise. */
export function checkResultOf(name: string, more: Partial<CheckResult> = {}): CheckResult {
  const outcome = more.outcome ?? 'passed';
  return {
    name,
    key: 'contains',
    outcome,
    score: outcome === 'passed' ? 1 : outcome === 'failed' ? 0 : undefined,
    reason: outcome === 'passed' ? undefined : 'expected output to contain “Acme”, got “nobody”',
    isHard: false,
    weight: undefined,
    costNanoUsd: 0,
    savedNanoUsd: 0,
    ...more,
  };
}

/** One draw of `support/reply`, for tests; passed, called and free unless told otherwise. */
export function runOf(caseId: string, more: Partial<RunResult> = {}): RunResult {
  const costNanoUsd = 'costNanoUsd' in more ? more.costNanoUsd : 0;
  return {
    suite: 'support/reply',
    target: 'support/reply',
    model: 'default-chat',
    caseId,
    group: undefined,
    tags: [],
    repeat: 0,
    outcome: 'passed',
    reason: undefined,
    checks: [],
    inputs: {},
    rendered: undefined,
    text: 'Dear you, Acme',
    output: 'Dear you, Acme',
    toolCalls: [],
    usage: { inputTokens: 10, cachedInputTokens: undefined, outputTokens: 4 },
    latencyMs: 100,
    source: 'called',
    answerCostNanoUsd: costNanoUsd,
    isUpperBound: false,
    savedNanoUsd: 0,
    listCostNanoUsd: 0,
    requests: 1,
    requestKey: undefined,
    ...more,
    costNanoUsd,
  };
}

/**
 * Draws of many cases, one letter per draw: `p` passed, `f` failed, `e` error, `n` not executed;
 * `{'late-parcel': 'ppf'}` is one case drawn three times. The one check is named `names Acme`.
 */
export function runsOf(
  cases: Readonly<Record<string, string>>,
  more: Partial<RunResult> & { readonly check?: Partial<CheckResult> } = {},
): RunResult[] {
  const { check, ...run } = more;
  const outcomes = { p: 'passed', f: 'failed', e: 'error', n: 'not-executed' } as const;
  return Object.entries(cases).flatMap(([caseId, draws]) =>
    [...draws].map((letter, repeat) => {
      const outcome = outcomes[letter as keyof typeof outcomes];
      const checks = [checkResultOf('names Acme', { outcome, ...check })];
      return runOf(caseId, { repeat, outcome, checks, ...run });
    }),
  );
}
