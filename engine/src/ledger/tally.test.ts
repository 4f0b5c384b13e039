import { expect, it } from 'vitest';
import type { Answered } from '../models/answer.ts';
import { createTally } from './tally.ts';

const called: Answered = {
  kind: 'answered',
  answer: {
    text: 'We refund it.',
    toolCalls: [],
    finishReason: 'stop',
    usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20 },
    model: 'small',
    latencyMs: 640,
  },
  source: 'called',
  costNanoUsd: 165_000,
  isUpperBound: false,
  listCostNanoUsd: 165_000,
  savedNanoUsd: 0,
  requests: 2,
};

it('adds calls up in all, by model and by prompt', () => {
  const tally = createTally();
  tally.add({ model: 'chat', prompt: 'support/refund', outcome: called });
  tally.add({ model: 'judge', prompt: 'support/refund', outcome: called });
  tally.add({
    model: 'chat',
    prompt: 'triage',
    outcome: { ...called, source: 'cache', costNanoUsd: 0, savedNanoUsd: 165_000, requests: 0 },
  });
  expect(tally.totals()).toMatchObject({
    calls: 3,
    requestsSent: 4,
    cached: 1,
    inputTokens: 300,
    costNanoUsd: 330_000,
    savedNanoUsd: 165_000,
  });
  expect(Object.keys(tally.byModel())).toEqual(['chat', 'judge']);
  expect(tally.byPrompt()['support/refund']).toMatchObject({ calls: 2, costNanoUsd: 330_000 });
});

it('keeps an unknown cost unknown and says how many calls it is', () => {
  const tally = createTally();
  tally.add({ model: 'chat', prompt: 'triage', outcome: called });
  tally.add({ model: 'house', prompt: 'triage', outcome: { ...called, costNanoUsd: undefined } });
  tally.add({ model: 'chat', prompt: 'triage', outcome: called });
  expect(tally.totals()).toMatchObject({
    costNanoUsd: null,
    knownCostNanoUsd: 330_000,
    unknownCostCalls: 1,
  });
  expect(tally.byModel().chat).toMatchObject({ costNanoUsd: 330_000, unknownCostCalls: 0 });
});

it('counts what was not executed apart from what failed', () => {
  const tally = createTally();
  const outcomes = [
    { kind: 'not-executed', reason: 'mode replay', requests: 0 },
    { kind: 'error', message: 'HTTP 500', costNanoUsd: 7, isUpperBound: true, requests: 5 },
  ] as const;
  for (const outcome of outcomes) tally.add({ model: 'chat', prompt: 'triage', outcome });
  expect(tally.totals()).toMatchObject({
    notExecuted: 1,
    failed: 1,
    requestsSent: 5,
    costNanoUsd: 7,
    isUpperBound: true,
  });
});

it('counts what calls cost that were cut off, at no model and as an upper bound', () => {
  const tally = createTally();
  tally.add({ model: 'chat', prompt: 'triage', outcome: called });
  tally.addCutOff(0);
  expect(tally.totals()).toMatchObject({ isUpperBound: false });
  tally.addCutOff(700_000);
  expect(tally.totals()).toMatchObject({
    calls: 1,
    costNanoUsd: 865_000,
    knownCostNanoUsd: 865_000,
    isUpperBound: true,
  });
  expect(tally.byModel().chat).toMatchObject({ costNanoUsd: 165_000, isUpperBound: false });
});
