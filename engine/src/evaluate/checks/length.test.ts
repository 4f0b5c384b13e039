import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

describe('check length', () => {
  it('includes both limits and counts characters, not UTF-16 units', async () => {
    const check = checkOf('length', { min: 2, max: 3 });
    const outcomes = await Promise.all(
      ['a', 'ab', 'abc', 'abcd', '🙂🙂🙂'].map(
        async (text) => (await resultOf(check, subjectOf(text))).outcome,
      ),
    );
    expect(outcomes).toEqual(['failed', 'passed', 'passed', 'failed', 'passed']);
  });

  it('says how long the value is', async () => {
    const result = await resultOf(checkOf('length', { max: 3 }), subjectOf('abcd'));
    expect(result.reason).toBe('expected output to have at most 3 characters, got 4');
  });
});
