import { expect, it } from 'vitest';
import { formatColumns } from './format-columns.ts';

it('aligns by characters and leaves no space at the end of a line', () => {
  const rows = [
    ['🙂', 'b', 'c'],
    ['long', 'b', ''],
  ];
  expect(formatColumns(rows)).toEqual(['🙂     b  c', 'long  b']);
});
