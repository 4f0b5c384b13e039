import { expect, it } from 'vitest';
import { shownLines } from './shown-lines.ts';

it('numbers what the new side shows, over several hunks', () => {
  const patch = [
    '@@ -1,3 +1,3 @@ kind: Prompt',
    ' a',
    '-b',
    '+B',
    ' c',
    '@@ -20 +20,2 @@',
    ' x',
    '+@@ -1 +1 @@',
    '\\ No newline at end of file',
  ].join('\n');
  expect([...shownLines(patch)]).toEqual([
    [1, 'a'],
    [2, 'B'],
    [3, 'c'],
    [20, 'x'],
    [21, '@@ -1 +1 @@'],
  ]);
});

it.each(['', 'Binary files differ', '@@ nonsense @@\n+a', '+a'])('sees nothing in %j', (patch) => {
  expect(shownLines(patch).size).toBe(0);
});

it('stops where the form breaks', () => {
  expect([...shownLines('@@ -1 +1,2 @@\n+a\n*\n+b')]).toEqual([[1, 'a']]);
});
