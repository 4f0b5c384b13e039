import { expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

it('icontains ignores letter case, also beyond ASCII', async () => {
  const outcome = async (wanted: string, text: string) =>
    (await resultOf(checkOf('icontains', wanted), subjectOf(text))).outcome;
  expect(await outcome('SORRY', 'We are sorry.')).toBe('passed');
  expect(await outcome('ÉCOLE', 'une école')).toBe('passed');
  expect(await outcome('ecole', 'une école')).toBe('failed');
});
