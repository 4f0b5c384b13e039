import { expect, it } from 'vitest';
import { matchGlob } from './match-glob.ts';

it.each([
  ['support/refund', 'support/refund'],
  ['*', 'refund'],
  ['support/*', 'support/refund'],
  ['support/re*d', 'support/refund'],
  ['support/*f*n*', 'support/refund'],
  ['support/refund*', 'support/refund'],
  ['**', 'teams/support/refund'],
  ['**/refund', 'refund'],
  ['**/refund', 'teams/support/refund'],
  ['teams/**/refund', 'teams/refund'],
  ['teams/**/refund', 'teams/a/b/refund'],
  ['teams/**', 'teams/a/b'],
  ['**/a/**/b', 'x/a/a/y/b'],
])('%s fits %s', (glob, id) => {
  expect(matchGlob(glob, id)).toBe(true);
});

it.each([
  ['*', 'support/refund'],
  ['support', 'support/refund'],
  ['support/*', 'support'],
  ['support/*', 'support/eu/refund'],
  ['support/ref', 'support/refund'],
  ['refund', 'support/refund'],
  ['teams/**/refund', 'teams/refunds'],
  ['a*b*c', 'acb'],
])('%s does not fit %s', (glob, id) => {
  expect(matchGlob(glob, id)).toBe(false);
});

it('takes no longer for a hostile glob', () => {
  const id = `${'a'.repeat(120)}/`.repeat(2).slice(0, -1);
  expect(matchGlob('*a'.repeat(145), id)).toBe(false);
  expect(matchGlob(`${'**/a/'.repeat(58)}b`, Array(120).fill('a').join('/'))).toBe(false);
});
