import { CsvError, parse } from 'csv-parse/sync';
import type { Position } from '../errors/problem.ts';
import { reportTooManyRows, tableLimits } from './table-limits.ts';
import type { TableProblems } from './table-problems.ts';
import { textPositions } from './text-positions.ts';

/** A CSV file: its header cells with their places, and its rows with as many cells as the header. */
export interface CsvRows {
  readonly header: readonly { readonly name: string; readonly at: Position }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly at: Position }[];
}

interface Progress {
  /** Line breaks before `bytes`. */
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Reads a CSV file (RFC 4180: commas, double quotes; any line ends; a byte order mark). Blank lines
 * and rows of empty cells are skipped, ragged rows reported; reading stops at a stray or open quote.
 * `undefined` when there is no usable header.
 */
export function readCsvRows(
  bytes: Uint8Array,
  text: string,
  problems: TableProblems,
): CsvRows | undefined {
  const records: { cells: string[]; at: Position }[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let progress: Progress = { lines: 0, bytes: 0 };
  try {
    parse(buffer, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: tableLimits.rows + 2,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (cells: string[], context) => {
        const start = afterBlankLines(buffer, progress);
        const lines = start.lines + lineBreaks(buffer, start.bytes, context.bytes);
        progress = { lines, bytes: context.bytes };
        const at = { line: start.lines + 1, column: 1 };
        if (!problems.isFull()) keepRecord(records, cells, at, problems);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    reportSyntax(error, buffer, progress, problems);
  }
  const extra = records[tableLimits.rows + 1];
  if (extra !== undefined) {
    reportTooManyRows(extra.at, problems);
    records.length = tableLimits.rows + 1;
  }
  const [header, ...rows] = records;
  if (header === undefined) {
    const at = { line: 1, column: 1 };
    if (problems.list.length === 0)
      problems.error(
        'table-syntax',
        at,
        'expected a header row, got an empty file',
        'Write the names of the columns, separated by commas.',
      );
    return undefined;
  }
  const named = header.cells.map((name, index) => ({
    name: name.trim(),
    at: { line: header.at.line, column: columnOfCell(text, header.at.line, index) },
  }));
  return { header: named, rows };
}

function keepRecord(
  records: { cells: string[]; at: Position }[],
  cells: string[],
  at: Position,
  problems: TableProblems,
): void {
  const width = records[0]?.cells.length;
  if (width === undefined && cells.length > tableLimits.columns) {
    const message = `a table has at most ${tableLimits.columns} columns, this one ${cells.length}`;
    problems.error('table-syntax', at, message);
    cells.length = tableLimits.columns;
  }
  if (width !== undefined && cells.every((cell) => cell === '')) return;
  // A header of one cell with another separator is reported once, not row by row.
  if (width === 1 && /[;\t|]/.test(records[0]?.cells[0] ?? '')) return;
  if (width !== undefined && cells.length !== width) {
    const hint = 'Put a cell that holds a comma, a quote or a line break in double quotes.';
    const message = `expected ${width} cells as in the header, got ${cells.length}`;
    problems.error('table-syntax', at, message, hint);
    return;
  }
  records.push({ cells, at });
}

/** The parser counts a CRLF inside a quoted cell twice, so that lines are counted here. */
function lineBreaks(buffer: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at];
    if (byte === lineFeed || (byte === carriageReturn && buffer[at + 1] !== lineFeed)) count += 1;
  }
  return count;
}

function afterBlankLines(buffer: Buffer, done: Progress): Progress {
  let { bytes } = done;
  while (buffer[bytes] === lineFeed || buffer[bytes] === carriageReturn) bytes += 1;
  return { lines: done.lines + lineBreaks(buffer, done.bytes, bytes), bytes };
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function reportSyntax(
  error: CsvError,
  buffer: Buffer,
  done: Progress,
  problems: TableProblems,
): void {
  const rest = buffer.subarray(done.bytes).toString('utf8');
  const at = textPositions(rest)(quoteFault(rest));
  const place = { line: done.lines + at.line, column: at.column };
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const message = isOpen ? 'a quoted cell is not closed' : 'a quote stands inside a cell';
  const hint = 'Quote the whole cell and write a quote inside it twice: "say ""hi""".';
  problems.error('table-syntax', place, message, hint);
}

/** Offset of the first quote that neither opens, closes nor is doubled, else of the one left open. */
function quoteFault(text: string): number {
  let opened = -1;
  let isCellStart = true;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (opened !== -1) {
      if (character !== '"') continue;
      const next = text[index + 1];
      if (next === '"') index += 1;
      else if (next === undefined || ',\r\n'.includes(next)) opened = -1;
      else return index;
    } else if (character === '"') {
      if (!isCellStart) return index;
      opened = index;
    }
    isCellStart = ',\r\n'.includes(character);
  }
  return Math.max(0, opened);
}

/** Column at which the n-th cell of a line starts, for lines whose cells hold no line breaks. */
function columnOfCell(text: string, line: number, cell: number): number {
  const source = text.split(/\r\n|\n|\r/, line)[line - 1] ?? '';
  let isQuoted = false;
  let seen = 0;
  for (let index = 0; index < source.length && seen <= cell; index += 1) {
    if (seen === cell) return index + 1;
    if (source[index] === '"') isQuoted = !isQuoted;
    else if (source[index] === ',' && !isQuoted) seen += 1;
  }
  return Math.max(1, source.length);
}
