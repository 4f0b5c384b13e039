import { plainLine } from './plain-text.ts';

/**
 * Rows as aligned columns, two spaces apart; the last column is never padded. Cells are made one
 * plain line each; `decorate` may colour a cell after its width is known.
 */
export function formatColumns(
  rows: readonly (readonly string[])[],
  decorate: (cell: string, row: number, column: number) => string = (cell) => cell,
): string {
  const plain = rows.map((row) => row.map(plainLine));
  const widths: number[] = [];
  for (const row of plain) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
    });
  }
  return plain
    .map((row, index) => {
      const cells = row.map((cell, column) => {
        const gap = column === row.length - 1 ? 0 : (widths[column] ?? 0) - [...cell].length;
        return decorate(cell, index, column) + ' '.repeat(gap);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
