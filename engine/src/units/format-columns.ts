/**
 * Rows as lines of aligned columns, two spaces apart; the last column is not padded. Cells are one
 * line each; `decorate` may colour a cell after its width is known.
 */
export function formatColumns(
  rows: readonly (readonly string[])[],
  decorate: (cell: string, row: number, column: number) => string = (cell) => cell,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    });
  }
  return rows.map((row, index) =>
    row
      .map((cell, column) => {
        const gap = column === row.length - 1 ? 0 : (widths[column] ?? 0) - lengthOf(cell);
        return decorate(cell, index, column) + ' '.repeat(gap);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** In characters as a reader counts them, not in UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}
