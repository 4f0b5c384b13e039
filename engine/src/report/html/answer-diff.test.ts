import { expect, it } from 'vitest';
import { answerDiff } from './answer-diff.ts';

it('compares one paragraph word by word', () => {
  expect(answerDiff('Diff', 'Dear Ada, bye', 'Dear Ada, hello')).toEqual({
    kind: 'diff',
    title: 'Diff',
    by: 'words',
    pieces: [
      [' ', 'Dear Ada, '],
      ['-', 'bye'],
      ['+', 'hello'],
    ],
  });
});

it('reads a word or two that stay between changes as part of them', () => {
  const pieces = (before: string, after: string) => {
    const detail = answerDiff('Diff', before, after);
    return detail.kind === 'diff' ? detail.pieces : [];
  };
  expect(pieces('the vase is broken today', 'the lamp is lost today')).toEqual([
    [' ', 'the '],
    ['-', 'vase is broken'],
    ['+', 'lamp is lost'],
    [' ', ' today'],
  ]);
});

it('compares several lines line by line', () => {
  expect(answerDiff('Diff', 'a\nb', 'a\nc')).toMatchObject({
    by: 'lines',
    pieces: [
      [' ', 'a'],
      ['-', 'b'],
      ['+', 'c'],
    ],
  });
});

it('stays small for texts without end', () => {
  const long = (mark: string) => `${mark}\n`.repeat(500_000);
  expect(JSON.stringify(answerDiff('Diff', long('a'), long('b'))).length).toBeLessThan(20_000);
});
