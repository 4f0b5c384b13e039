import { describe, expect, it } from 'vitest';
import type { AskResult, ModelCall } from '../../models/model-desk.ts';
import { answeredWith, checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';

const check = checkOf('judge', 'The reply is polite.', { name: 'polite', min: 0.8 });

function judgeSaying(text: string, more: Parameters<typeof answeredWith>[1] = {}) {
  const asked: ModelCall[] = [];
  const ask = async (call: ModelCall): Promise<AskResult> => {
    asked.push(call);
    return { ...answeredWith(text, more), requestKey: 'a judge' };
  };
  return { asked, ask };
}

describe('check judge', () => {
  it('passes from `min` up and keeps the score', async () => {
    const grade = async (score: number, more = {}) =>
      resultOf(
        { ...check, ...more },
        subjectOf('Hi'),
        judgeSaying(`{"reason":"so so","score":${score}}`).ask,
      );
    expect(await grade(0.8)).toMatchObject({ outcome: 'passed', score: 0.8, reason: undefined });
    expect(await grade(0.79)).toMatchObject({
      outcome: 'failed',
      score: 0.79,
      reason: 'expected output to score at least 0.8 from the judge, got 0.79: “so so”',
    });
    expect(await grade(0.5, { min: undefined })).toMatchObject({ outcome: 'passed' });
    expect(await grade(0.2, { isNegated: true })).toMatchObject({ outcome: 'passed', score: 0.8 });
  });

  it('asks the alias `judge`, or the check’s own model, with the draw’s index', async () => {
    const judge = judgeSaying('{"reason":"kind","score":1}');
    await resultOf(check, { ...subjectOf('Hi'), repeat: 2 }, judge.ask);
    await resultOf({ ...check, model: 'strict-judge' }, subjectOf('Hi'), judge.ask);
    expect(judge.asked[0]).toMatchObject({
      alias: 'judge',
      parameters: {},
      repeat: 2,
      recording: { suite: 'support/refund', caseId: 'within-30-days' },
      output: { format: 'json' },
    });
    expect(judge.asked[1]?.alias).toBe('strict-judge');
  });

  it('counts what the judge cost, also when its answer is of no use', async () => {
    const price = { costNanoUsd: 450_000, savedNanoUsd: 0 };
    const good = judgeSaying('{"reason":"kind","score":1}', price);
    expect((await resultOf(check, subjectOf('Hi'), good.ask)).costNanoUsd).toBe(450_000);
    for (const text of [
      '9/10',
      '{"score": 1}',
      '{"reason": "x", "score": 7}',
      '```\n{}\n```',
      'null',
    ]) {
      const bad = judgeSaying(text, price);
      expect(await resultOf(check, subjectOf('Hi'), bad.ask)).toMatchObject({
        outcome: 'error',
        score: undefined,
        costNanoUsd: 450_000,
      });
      expect(bad.asked).toHaveLength(1);
    }
  });

  it('is an error when the judge fails, and not executed when it may not be asked', async () => {
    const failing = async (): Promise<AskResult> => ({
      kind: 'error',
      message: 'HTTP 503',
      costNanoUsd: undefined,
      isUpperBound: false,
      requests: 5,
      requestKey: 'a judge',
    });
    expect(await resultOf(check, subjectOf('Hi'), failing)).toMatchObject({
      outcome: 'error',
      reason: 'the judge failed: HTTP 503',
      costNanoUsd: undefined,
    });
    const silent = async (): Promise<AskResult> => ({
      kind: 'not-executed',
      reason: 'replay sends nothing',
      requests: 0,
      requestKey: 'a judge',
    });
    expect((await resultOf(check, subjectOf('Hi'), silent)).outcome).toBe('not-executed');
  });

  it('fails an absent value without asking', async () => {
    const judge = judgeSaying('{"reason":"kind","score":1}');
    const absent = await resultOf({ ...check, of: 'output.reply' }, jsonSubject({}), judge.ask);
    expect(absent.outcome).toBe('failed');
    expect(judge.asked).toEqual([]);
  });
});
