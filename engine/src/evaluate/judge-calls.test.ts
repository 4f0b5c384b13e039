import { describe, expect, it } from 'vitest';
import type { Check } from '../library/nodes.ts';
import { asksPerCase, judgeCalls } from './judge-calls.ts';
import { checkOf } from './testing/library-in-memory.ts';
import { subjectOf } from './testing/subject-in-memory.ts';

const { answer, ...subject } = subjectOf('answer answer answer');

async function calls(...checks: readonly Check[]) {
  if (answer === undefined) throw new TypeError('the subject has an answer');
  return judgeCalls(checks, { ...subject, answer });
}

describe('judgeCalls', () => {
  it.each([
    ['judge', 'polite', 1],
    ['rubric', { levels: { 1: 'bad', 2: 'good' } }, 1],
    ['factuality', 'You have 30 days.', 1],
    ['closed_question', 'Is it polite?', 1],
    ['pairwise', { against: 'You have 30 days.', prefer: 'warmth' }, 2],
    ['faithfulness', { context: 'Returns: 30 days.' }, 2],
    ['answer_relevance', { question: 'How long?' }, 1],
    ['context_recall', { context: 'Returns: 30 days.', expected: 'There are 30 days.' }, 2],
    ['similar', { to: 'You have 30 days.' }, 2],
    ['contains', 'Acme', 0],
    ['command', 'tone', 0],
  ] as const)('knows how often %s asks', async (key, argument, count) => {
    expect(await calls(checkOf(key, argument))).toHaveLength(count);
  });

  it('finds judges in groups, and holds the answer and the case’s texts', async () => {
    const member = checkOf('factuality', '${{ case.expected.decision }}', { model: 'strict' });
    const [call] = await calls(checkOf('any_of', [], { members: [member] }));
    expect(call?.alias).toBe('strict');
    expect(call?.recording).toBeUndefined();
    expect(call?.messages[1]?.content).toMatch(/refund[\s\S]*answer answer answer/);
  });
});

describe('asksPerCase', () => {
  it('is true only for what asks and reads the case', () => {
    expect(asksPerCase([checkOf('judge', 'polite to ${{ case.inputs.name }}')])).toBe(true);
    expect(asksPerCase([checkOf('judge', 'polite')])).toBe(false);
    expect(asksPerCase([checkOf('contains', '${{ case.inputs.brand }}')])).toBe(false);
  });
});
