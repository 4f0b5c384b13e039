import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

describe('check latency_ms', () => {
  it('includes both limits', async () => {
    const check = checkOf('latency_ms', { min: 100, max: 200 });
    const outcomes = await Promise.all(
      [99, 100, 200, 201].map(
        async (latencyMs) => (await resultOf(check, subjectOf('Hi', { latencyMs }))).outcome,
      ),
    );
    expect(outcomes).toEqual(['failed', 'passed', 'passed', 'failed']);
  });

  it('cannot be judged when nobody measured the time', async () => {
    const check = checkOf('latency_ms', { max: 200 });
    expect((await resultOf(check, subjectOf('Hi', { latencyMs: Number.NaN }))).outcome).toBe(
      'error',
    );
  });
});
