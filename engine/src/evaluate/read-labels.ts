import { GalleyError } from '../errors/galley-error.ts';
import type { JsonValue } from '../library/nodes.ts';
import { readCsvRows } from '../tables/read-csv-rows.ts';
import { tableProblems } from '../tables/table-problems.ts';
import { isPlainObject } from '../units/own-value.ts';

/** An answer with what a person thinks of it. */
export interface Label {
  /** Line of the file it begins on. */
  readonly line: number;
  /** Id of a case of the suite; `undefined` when the check reads no case. */
  readonly caseId: string | undefined;
  readonly answer: JsonValue;
  /** Pass or fail, or a score from 0 to 1. */
  readonly human: boolean | number;
}

const example = '{"case": "late-parcel", "answer": "…", "human": "pass"}';
const mostLabels = 100_000;

/**
 * Labels of a file: JSONL, one object a line, or CSV with the same names as header. `human` is `pass`,
 * `fail` or a score from 0 to 1.
 * @param name for messages; `.csv` says that it is CSV
 * @throws GalleyError `input-invalid` naming the line
 */
export function readLabels(name: string, text: string): Label[] {
  const rows = name.toLowerCase().endsWith('.csv') ? csvRows(name, text) : jsonlRows(name, text);
  if (rows.length === 0) throw refused(name, 1, 'there is no label in it');
  if (rows.length > mostLabels) throw refused(name, 1, `it holds more than ${mostLabels} labels`);
  return rows.map((row) => readLabel(name, row));
}

interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

function jsonlRows(name: string, text: string): Row[] {
  return text.split(/\r?\n/).flatMap((written, index): Row[] => {
    if (written.trim() === '') return [];
    return [{ line: index + 1, values: parseLine(name, written, index + 1) }];
  });
}

function parseLine(name: string, written: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused(name, line, 'the line is no JSON');
  }
  if (isPlainObject(value)) return value;
  throw refused(name, line, 'the line is no object');
}

function csvRows(name: string, text: string): Row[] {
  const problems = tableProblems(name);
  const table = readCsvRows(new TextEncoder().encode(text), text, problems);
  const [problem] = problems.list;
  if (problem !== undefined) throw refused(name, problem.line, problem.message);
  return (table?.rows ?? []).map(({ cells, at }) => ({
    line: at.line,
    values: Object.fromEntries(
      (table?.header ?? []).map((column, index) => [column.name, cells[index]]),
    ),
  }));
}

function readLabel(name: string, { line, values }: Row): Label {
  const { case: caseId, answer, human, ...unknown } = values;
  const [stray] = Object.keys(unknown).filter((key) => !key.startsWith('x-'));
  if (stray !== undefined)
    throw refused(name, line, `the key \`${stray.slice(0, 60)}\` is unknown`);
  if (answer === undefined) throw refused(name, line, '`answer` is missing');
  if (caseId !== undefined && typeof caseId !== 'string') {
    throw refused(name, line, '`case` is no text');
  }
  const opinion = readHuman(human);
  if (opinion === undefined) {
    throw refused(name, line, '`human` is neither pass, fail nor a score from 0 to 1');
  }
  return { line, caseId: caseId || undefined, answer: answer as JsonValue, human: opinion };
}

function readHuman(human: unknown): boolean | number | undefined {
  if (human === 'pass' || human === true) return true;
  if (human === 'fail' || human === false) return false;
  const score = typeof human === 'string' && human.trim() !== '' ? Number(human) : human;
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined;
}

function refused(name: string, line: number, reason: string): GalleyError {
  return new GalleyError('input-invalid', `${name}:${line} ${reason}`, {
    hint: `Write one label a line: ${example}`,
  });
}
