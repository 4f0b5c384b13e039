/** Rows as aligned columns, two spaces apart; the last column is not padded. Cells are one line each. */
export function formatColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** In characters as a reader counts them, not in UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}
