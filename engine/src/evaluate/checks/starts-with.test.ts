import { expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

it('starts_with looks at the very first character, white space included', async () => {
  const outcome = async (text: string) =>
    (await resultOf(checkOf('starts_with', 'Summary:'), subjectOf(text))).outcome;
  expect(await outcome('Summary: all is well')).toBe('passed');
  expect(await outcome(' Summary: all is well')).toBe('failed');
  expect(await outcome('In Summary: all is well')).toBe('failed');
});
