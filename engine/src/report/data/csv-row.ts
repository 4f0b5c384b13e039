import { plainText } from '../../units/plain-text.ts';

/** A cell of a CSV file; `undefined` is an empty one. */
export type CsvCell = string | number | undefined;

/**
 * One line of RFC 4180 with its line break. Text that a spreadsheet would take for a formula (after
 * white space too) gets an apostrophe in front, control characters go, a line that a CI runner would
 * take for a command gets `./` in front, and text is quoted where it must be.
 */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const plain = withoutCommands(plainText(cell));
  const isFormula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^\t/.test(plain);
  const text = isFormula ? `'${plain}` : plain;
  return /[",\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function withoutCommands(text: string): string {
  return text.replace(/^(?=\s*::)/gm, './').replaceAll('##[', '## [');
}
