import { expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

it('breaks at spaces, and inside a word that is too long', () => {
  expect(wrapText('We refund your money today', 10)).toEqual(['We refund', 'your money', 'today']);
  expect(wrapText('Donaudampfschiff', 5)).toEqual(['Donau', 'dampf', 'schif', 'f']);
});

it('keeps line breaks and counts characters, not code units', () => {
  expect(wrapText('one\n\ntwo', 10)).toEqual(['one', '', 'two']);
  expect(wrapText('😀😀😀', 2)).toEqual(['😀😀', '😀']);
});
