import { formatColumns } from '@galley/engine/units';
import { outputLine } from './output-line.ts';

/**
 * Rows as aligned columns, each row a line of output: cells are made one harmless line each;
 * `decorate` may colour a cell after its width is known.
 */
export function formatTable(
  rows: readonly (readonly string[])[],
  decorate?: (cell: string, row: number, column: number) => string,
): string {
  const plain = rows.map((row) => row.map(outputLine));
  return formatColumns(plain, decorate)
    .map((line) => `${line}\n`)
    .join('');
}
