import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

describe('check cost_usd', () => {
  it('compares exact nano-dollars, also for amounts that floats cannot hold', async () => {
    const check = checkOf('cost_usd', { max: '0.000000003' });
    const cost = async (listCostNanoUsd: number) =>
      (await resultOf(check, subjectOf('Hi', { listCostNanoUsd }))).outcome;
    expect(await cost(3)).toBe('passed');
    expect(await cost(4)).toBe('failed');
  });

  it('cannot be judged when the price is unknown, also under `not`', async () => {
    for (const isNegated of [false, true]) {
      const check = checkOf('cost_usd', { max: 1 }, { isNegated });
      expect(await resultOf(check, subjectOf('Hi', { listCostNanoUsd: undefined }))).toMatchObject({
        outcome: 'error',
        reason: 'the check cannot be judged: the price is unknown',
      });
    }
  });

  it('says what the call costs', async () => {
    const check = checkOf('cost_usd', { max: 0.001 });
    expect((await resultOf(check, subjectOf('Hi'))).reason).toBe(
      'expected the call to cost at most $0.001, got $0.003',
    );
  });
});
