import { expect, it } from 'vitest';
import { plural } from './plural.ts';

it('counts a noun', () => {
  expect([0, 1, 2, 14_000].map((count) => plural(count, 'file'))).toEqual([
    '0 files',
    '1 file',
    '2 files',
    '14,000 files',
  ]);
});
