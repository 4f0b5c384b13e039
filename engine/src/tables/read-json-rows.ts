import type { Position } from '../errors/problem.ts';
import type { JsonValue } from '../units/json-value.ts';
import { JsonSyntaxError, type ParsedJson, parseJson, skipSpace } from './parse-json.ts';
import { reportTooManyRows, tableLimits } from './table-limits.ts';
import type { TableProblems } from './table-problems.ts';
import { textPositions } from './text-positions.ts';

/** One object of a JSON or JSONL file with its places. */
export interface JsonRow {
  readonly value: Readonly<Record<string, JsonValue>>;
  readonly at: Position;
  /** Place of a key of the row; the row's own for one that it does not have. */
  keyAt(key: string): Position;
}

const jsonlHint = 'JSONL holds one complete JSON object per line.';

/** Rows of a JSONL text, one object per line; blank lines are skipped, faulty lines reported. */
export function readJsonlRows(text: string, problems: TableProblems): JsonRow[] {
  const rows: JsonRow[] = [];
  let start = 0;
  for (let line = 1; start < text.length && !problems.isFull(); line += 1) {
    if (rows.length > tableLimits.rows) break;
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const source = text.slice(start, end);
    const positionOf = (offset: number) => ({ line, column: offset + 1 });
    if (source.trim() !== '') {
      try {
        const parsed = parseJson(source);
        const rest = skipSpace(source, parsed.end);
        if (rest < source.length) throw new JsonSyntaxError('expected the end of the line', rest);
        addRow(rows, parsed, skipSpace(source, 0), positionOf, problems);
      } catch (error) {
        reportSyntax(error, positionOf, problems, jsonlHint);
      }
    }
    start = end + 1;
  }
  return withinLimit(rows, problems);
}

/** Rows of a JSON text that is one array of objects; reading stops at the first syntax fault. */
export function readJsonRows(text: string, problems: TableProblems): JsonRow[] {
  const rows: JsonRow[] = [];
  const positionOf = textPositions(text);
  try {
    let at = skipSpace(text, 0);
    if (text[at] !== '[') throw new JsonSyntaxError('expected an array of objects', at);
    at = skipSpace(text, at + 1);
    while (text[at] !== ']' && !problems.isFull()) {
      if (rows.length > tableLimits.rows) return withinLimit(rows, problems);
      const parsed = parseJson(text, at);
      addRow(rows, parsed, at, positionOf, problems);
      at = skipSpace(text, parsed.end);
      if (text[at] === ']') break;
      if (text[at] !== ',') throw new JsonSyntaxError('expected a comma or ] after a row', at);
      at = skipSpace(text, at + 1);
      if (text[at] === ']') throw new JsonSyntaxError('expected another row after the comma', at);
    }
    const rest = skipSpace(text, at + 1);
    if (rest < text.length && !problems.isFull()) {
      throw new JsonSyntaxError('expected the end of the file', rest);
    }
  } catch (error) {
    reportSyntax(error, positionOf, problems, 'A JSON data file is one array: [{…}, {…}].');
  }
  return rows;
}

function withinLimit(rows: JsonRow[], problems: TableProblems): JsonRow[] {
  const extra = rows[tableLimits.rows];
  if (extra === undefined) return rows;
  reportTooManyRows(extra.at, problems);
  // Nothing is run on a file with an error: its rows would only fill memory.
  return [];
}

function addRow(
  rows: JsonRow[],
  { value, keys }: ParsedJson,
  start: number,
  positionOf: (offset: number) => Position,
  problems: TableProblems,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const got = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
    problems.error(
      'table-syntax',
      positionOf(start),
      `expected a row to be an object, got ${got}`,
      'Write {"inputs": {…}}.',
    );
    return;
  }
  const at = positionOf(start);
  rows.push({ value, at, keyAt: (key) => positionOf(keys.get(key) ?? start) });
}

function reportSyntax(
  error: unknown,
  positionOf: (offset: number) => Position,
  problems: TableProblems,
  hint: string,
): void {
  if (!(error instanceof JsonSyntaxError)) throw error;
  problems.error('table-syntax', positionOf(error.offset), error.message, hint);
}
