import { expect, it } from 'vitest';
import { plainUsage } from './plain-usage.ts';
import { readAnswer } from './read-answer.ts';

const counts = { inputTokens: 100, cachedInputTokens: undefined, outputTokens: 20 };

it('gives a fresh answer and one that was stored the same keys', () => {
  const fresh = { ...counts, cacheWriteTokens: undefined, reasoningTokens: undefined };
  const kept = { text: '', toolCalls: [], finishReason: 'stop', model: 'm', latencyMs: 1 };
  const stored = readAnswer(JSON.parse(JSON.stringify({ ...kept, usage: fresh })));
  expect(Object.entries(plainUsage(fresh))).toEqual(Object.entries(stored?.usage ?? {}));
});

it('keeps what was said', () => {
  expect(plainUsage({ ...counts, reasoningTokens: 7 })).toEqual({ ...counts, reasoningTokens: 7 });
});
