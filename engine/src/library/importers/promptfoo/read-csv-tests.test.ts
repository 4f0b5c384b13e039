import { expect, it } from 'vitest';
import { assertionOf } from './read-csv-tests.ts';

it.each([
  ['I love Paris', { type: 'equals', value: 'I love Paris' }],
  ['contains:paris', { type: 'contains', value: 'paris' }],
  ['contains: sorry: we cannot', { type: 'contains', value: 'sorry: we cannot' }],
  ['not-contains:yes', { type: 'not-contains', value: 'yes' }],
  ['icontains:x', { type: 'icontains', value: 'x' }],
  ['regex:^b', { type: 'regex', value: '^b' }],
  ['starts-with:pol', { type: 'starts-with', value: 'pol' }],
  ['levenshtein(5): Hello', { type: 'levenshtein', threshold: 5, value: 'Hello' }],
  ['similar(0.8):Hello', { type: 'similar', threshold: 0.8, value: 'Hello' }],
  ['similar:dot(0.8):Hello', { type: 'similar:dot', threshold: 0.8, value: 'Hello' }],
  ['not-similar:cosine:x', { type: 'not-similar:cosine', value: 'x' }],
  ['is-json', { type: 'is-json' }],
  ['note: call back', { type: 'equals', value: 'note: call back' }],
])('%s', (cell, assertion) => {
  expect(assertionOf(cell)).toEqual(assertion);
});
