import { expect, it } from 'vitest';
import { formatTable } from './format-table.ts';

it('aligns columns, leaves no space at the end of a line, and keeps every row on its line', () => {
  const rows = [
    ['prompt', 'support/reply', 'sound'],
    ['part', 'tone', 'a\nb'],
    ['suite', 'x', ''],
  ];
  expect(formatTable(rows)).toBe(
    'prompt  support/reply  sound\npart    tone           a b\nsuite   x\n',
  );
});

it('colours a cell without moving the columns', () => {
  const rows = [
    ['a', 'b'],
    ['long', 'b'],
  ];
  expect(formatTable(rows, (cell, _row, column) => (column === 0 ? `<${cell}>` : cell))).toBe(
    '<a>     b\n<long>  b\n',
  );
});
