import { expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

it('ends_with looks at the very last character', async () => {
  const outcome = async (text: string) =>
    (await resultOf(checkOf('ends_with', 'Acme Support'), subjectOf(text))).outcome;
  expect(await outcome('Yours, Acme Support')).toBe('passed');
  expect(await outcome('Yours, Acme Support.')).toBe('failed');
});

it('ends_with shows the end of a text that should have ended otherwise', async () => {
  const text = `${'word '.repeat(200)}Yours, nobody`;
  const result = await resultOf(checkOf('ends_with', 'Acme Support'), subjectOf(text));
  expect(result.reason).toMatch(/got “….*Yours, nobody”$/);
});
