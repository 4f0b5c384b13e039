import { describe, expect, it } from 'vitest';
import { documentIdOf, idNames, plainNames } from './import-names.ts';

describe('the id that a text makes', () => {
  it.each([
    ['Reply to a Customer!', 'reply-to-a-customer'],
    ['support/Refund v2', 'support/refund-v2'],
    ['Café – déjà vu', 'cafe-deja-vu'],
    ['../../etc/passwd', 'etc/passwd'],
    ['json_output', 'json_output'],
    [`${'long '.repeat(100)}`, `${'long-'.repeat(16).slice(0, -1)}`],
  ])('of %j is %s', (text, id) => {
    expect(documentIdOf(text)).toBe(id);
  });

  it.each(['', '日本', '/', '...', '--'])('is none of %j', (text) => {
    expect(documentIdOf(text)).toBeUndefined();
  });
});

describe('names', () => {
  it('get a number when they are taken', () => {
    const ids = idNames();
    expect([ids.take('Late parcel', 'x'), ids.take('late parcel', 'x')]).toEqual([
      'late-parcel',
      'late-parcel-2',
    ]);
    const names = plainNames(['contains']);
    expect([names.take('contains', 'x'), names.take(' ', 'regex')]).toEqual([
      'contains 2',
      'regex',
    ]);
  });
});
