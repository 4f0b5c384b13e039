import { expect, it } from 'vitest';
import { toJson } from '../units/to-json.ts';
import { withoutMeasured } from './measured-fields.ts';
import type { RunResult } from './results.ts';
import { restoreResult, writtenResult } from './written-result.ts';

const check = {
  name: 'polite',
  key: 'judge',
  outcome: 'failed',
  score: undefined,
  reason: 'rude',
  isHard: false,
  weight: undefined,
  costNanoUsd: 20,
  savedNanoUsd: undefined,
} as const;

const result: RunResult = {
  suite: 'refunds',
  target: 'support/refund',
  model: 'default-chat',
  caseId: 'late',
  group: undefined,
  tags: ['slow'],
  repeat: 1,
  inputs: { order: null },
  expected: undefined,
  outcome: 'failed',
  reason: undefined,
  checks: [{ ...check, members: [check] }],
  rendered: [{ role: 'user', content: 'Where is it?' }],
  text: 'null',
  output: null,
  toolCalls: [{ name: 'look_up', arguments: { id: null } }],
  usage: { inputTokens: 12, cachedInputTokens: undefined, outputTokens: 3 },
  latencyMs: 81.5,
  source: 'called',
  costNanoUsd: 420,
  answerCostNanoUsd: 400,
  isUpperBound: false,
  savedNanoUsd: 0,
  listCostNanoUsd: undefined,
  requests: 2,
  requestKey: undefined,
};

const roundTrip = (one: RunResult) =>
  restoreResult(JSON.parse(JSON.stringify(writtenResult(one))) as Record<string, unknown>);

it('is restored as it was, unknown apart from null, at every depth', () => {
  expect(roundTrip(result)).toStrictEqual(result);
  const silent = { ...result, output: undefined };
  expect(roundTrip(silent)).toStrictEqual(silent);
});

it('is reported alike when it is restored and when it was just made', () => {
  expect(toJson(roundTrip(result))).toBe(toJson(result));
});

it('loses what was measured, its checks too, and nothing else', () => {
  const slower = {
    ...result,
    latencyMs: 5,
    source: 'cache',
    requests: 0,
    costNanoUsd: 0,
    answerCostNanoUsd: 0,
    savedNanoUsd: 420,
    checks: result.checks.map((one) => ({ ...one, costNanoUsd: 0, savedNanoUsd: 20 })),
  } as const;
  expect(toJson(withoutMeasured(slower))).toBe(toJson(withoutMeasured(result)));
  expect(toJson(withoutMeasured({ ...slower, text: 'other' }))).not.toBe(
    toJson(withoutMeasured(result)),
  );
});
