import { expect, it } from 'vitest';
import { type CassetteLine, readCassetteLine, writeCassetteLine } from './cassette-line.ts';

const line: CassetteLine = {
  key: 'a'.repeat(64),
  caseId: 'late-parcel',
  repeat: 0,
  answer: {
    text: 'We refund it.',
    toolCalls: [],
    finishReason: 'stop',
    usage: {
      inputTokens: 100,
      cachedInputTokens: 40,
      cacheWriteTokens: 30,
      longCacheWriteTokens: 10,
      outputTokens: 20,
      reasoningTokens: 5,
    },
    model: 'claude-sonnet-4-5',
    serviceTier: 'standard',
    latencyMs: 640,
  },
  at: '2026-11-21',
};

it('keeps everything that an answer’s price depends on', () => {
  expect(readCassetteLine(writeCassetteLine(line))?.answer).toEqual(line.answer);
});

it('says nothing of what the vendor did not say', () => {
  const { serviceTier: _, ...answer } = line.answer;
  const usage = { inputTokens: 100, cachedInputTokens: undefined, outputTokens: undefined };
  const written = writeCassetteLine({ ...line, answer: { ...answer, usage } });
  expect(written).not.toContain('serviceTier');
  expect(written).toContain('"usage":{"inputTokens":100}');
  expect(readCassetteLine(written)?.answer).toEqual({ ...answer, usage });
});

it.each([
  ['a count below zero', '"inputTokens":100', '"inputTokens":-1'],
  ['a tier that is no text', '"serviceTier":"standard"', '"serviceTier":7'],
])('is no line with %s', (_, written, wrong) => {
  const text = writeCassetteLine(line);
  expect(text).toContain(written);
  expect(readCassetteLine(text.replace(written, wrong))).toBeUndefined();
});
