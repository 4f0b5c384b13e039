import { expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

it('contains finds the text anywhere, letter case counted', async () => {
  const outcome = async (text: string) =>
    (await resultOf(checkOf('contains', 'Acme'), subjectOf(text))).outcome;
  expect(await outcome('Acme refunds you')).toBe('passed');
  expect(await outcome('refunded by Acme')).toBe('passed');
  expect(await outcome('refunded by ACME')).toBe('failed');
});
