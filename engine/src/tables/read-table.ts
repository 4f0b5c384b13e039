import type { Position } from '../errors/problem.ts';
import { checkCase } from './check-case.ts';
import { decodeText } from './decode-text.ts';
import { mapCsv } from './map-csv.ts';
import { type MappedRow, mapJsonCases, mapJsonColumns } from './map-json.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readJsonlRows, readJsonRows } from './read-json-rows.ts';
import type { Table, TableCase, TableSource } from './table-case.ts';
import { type TableProblems, tableProblems } from './table-problems.ts';

/**
 * The cases of a data file, in its order, and everything that is wrong with it at its line and column:
 * `file-too-large`, `file-not-utf8`, `table-syntax`, `column-missing`, `column-unmapped` (a warning),
 * `unknown-key`, `missing-key`, `wrong-type`, `case-duplicate`.
 * A faulty row is left out of the cases; at most 100 problems are reported. A file without rows gives
 * no cases and no problem.
 */
export function readTable(source: TableSource): Table {
  const problems = tableProblems(source.file);
  const text = decodeText(source.bytes, problems);
  if (text === undefined) return { cases: [], problems: problems.list };
  return {
    cases: checkedCases(mapRows(source, text, problems), problems),
    problems: problems.list,
  };
}

function mapRows(source: TableSource, text: string, problems: TableProblems): MappedRow[] {
  const { bytes, format, columns, knownInputs } = source;
  if (format === 'csv') {
    const csv = readCsvRows(bytes, text, problems);
    if (csv === undefined) return [];
    const rows = mapCsv(csv, columns, knownInputs, problems);
    return rows.map((row) => ({ ...row, keyAt: (): Position => row.at }));
  }
  const rows = format === 'jsonl' ? readJsonlRows(text, problems) : readJsonRows(text, problems);
  return columns === undefined
    ? mapJsonCases(rows, problems)
    : mapJsonColumns(rows, columns, problems);
}

/** The sound cases, the first of each id; stops when enough is wrong. */
function checkedCases(rows: readonly MappedRow[], problems: TableProblems): TableCase[] {
  const lineOfId = new Map<string, number>();
  const cases: TableCase[] = [];
  for (const row of rows) {
    if (problems.isFull()) break;
    const tableCase = checkCase(row, problems);
    if (tableCase === undefined) continue;
    const earlier = lineOfId.get(tableCase.id);
    if (earlier !== undefined) {
      reportDuplicate(tableCase, earlier, problems);
      continue;
    }
    lineOfId.set(tableCase.id, tableCase.line);
    cases.push(tableCase);
  }
  return cases;
}

function reportDuplicate(tableCase: TableCase, earlier: number, problems: TableProblems): void {
  const { id, hasOwnId, line } = tableCase;
  const message = hasOwnId
    ? `the case id \`${id.slice(0, 60)}\` is taken by line ${earlier}`
    : `the row has the same inputs as line ${earlier}`;
  const hint = hasOwnId ? 'Give it another id.' : 'Remove one of them, or give both an id.';
  problems.error('case-duplicate', { line, column: 1 }, message, hint);
}
