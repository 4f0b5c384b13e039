import type { Position } from '../errors/problem.ts';
import { nearestName } from '../matching/nearest.ts';
import { recordOf } from '../units/own-value.ts';
import type { CsvRows } from './read-csv-rows.ts';
import type { RawCase, TableColumns } from './table-case.ts';
import type { TableProblems } from './table-problems.ts';

/** What a column becomes; one column may feed several. */
interface Assignment {
  readonly column: number;
  readonly part: 'id' | 'tags' | 'group' | 'inputs' | 'expected';
  /** Key within `inputs` or `expected`. */
  readonly key: string;
}

/**
 * Rows of a CSV file as unchecked cases: by `columns` where given (other columns are then ignored),
 * else by header. A header that no part takes is a warning, and so is one without a name.
 * Empty cells are absent.
 */
export function mapCsv(
  csv: CsvRows,
  columns: TableColumns | undefined,
  knownInputs: ReadonlySet<string> | undefined,
  problems: TableProblems,
): { raw: RawCase; at: Position }[] {
  if (isSeparatedOtherwise(csv)) {
    const message = 'the header is one cell; expected cells separated by commas';
    problems.error('table-syntax', { line: 1, column: 1 }, message, separatorHint);
    return [];
  }
  reportDuplicates(csv, problems);
  const assignments =
    columns === undefined
      ? byHeader(csv, knownInputs, problems)
      : byColumns(csv, columns, problems);
  return csv.rows.map(({ cells, at }) => ({ raw: rawCase(cells, assignments), at }));
}

function rawCase(cells: readonly string[], assignments: readonly Assignment[]): RawCase {
  const filled = assignments.filter(({ column }) => (cells[column] ?? '') !== '');
  const cellOf = (part: Assignment['part']) => {
    const found = filled.find((assignment) => assignment.part === part);
    return found === undefined ? undefined : cells[found.column];
  };
  const mapOf = (part: Assignment['part']) =>
    filled
      .filter((assignment) => assignment.part === part)
      .map(({ key, column }) => [key, cells[column] ?? ''] as const);
  const expected = mapOf('expected');
  return {
    id: cellOf('id'),
    inputs: recordOf(mapOf('inputs')),
    ...(expected.length > 0 && { expected: recordOf(expected), isExpectedText: true as const }),
    tags: cellOf('tags'),
    group: cellOf('group'),
  };
}

function byHeader(
  { header }: CsvRows,
  knownInputs: ReadonlySet<string> | undefined,
  problems: TableProblems,
): Assignment[] {
  const assignments: Assignment[] = [];
  header.forEach(({ name, at }, column) => {
    if (knownInputs?.has(name)) assignments.push({ column, part: 'inputs', key: name });
    else if (name === 'id' || name === 'tags' || name === 'group') {
      assignments.push({ column, part: name, key: name });
    } else if (name.startsWith('expected.') && name.length > 'expected.'.length) {
      assignments.push({ column, part: 'expected', key: name.slice('expected.'.length) });
    } else if (knownInputs === undefined && name !== '') {
      assignments.push({ column, part: 'inputs', key: name });
    } else reportUnmapped(name, at, knownInputs, problems);
  });
  return assignments;
}

function byColumns(
  { header }: CsvRows,
  columns: TableColumns,
  problems: TableProblems,
): Assignment[] {
  const names = header.map(({ name }) => name);
  const assignments: Assignment[] = [];
  const assign = (part: Assignment['part'], key: string, wanted: string | undefined) => {
    if (wanted === undefined) return;
    const column = names.indexOf(wanted.trim());
    if (column !== -1) {
      assignments.push({ column, part, key });
      return;
    }
    const place = part === key ? part : `${part}.${key}`;
    const message = `\`columns\` maps ${place} to column "${wanted}", which the file does not have`;
    problems.error('column-missing', { line: 1, column: 1 }, message, missingHint(wanted, names));
  };
  assign('id', 'id', columns.id);
  for (const [key, wanted] of Object.entries(columns.inputs ?? {})) assign('inputs', key, wanted);
  for (const [key, wanted] of Object.entries(columns.expected ?? {}))
    assign('expected', key, wanted);
  assign('tags', 'tags', columns.tags);
  assign('group', 'group', columns.group);
  return assignments;
}

function missingHint(wanted: string, names: readonly string[]): string {
  const near = nearestName(wanted, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return `Columns: ${names
    .slice(0, 20)
    .map((name) => `"${name.slice(0, 60)}"`)
    .join(', ')}.`;
}

function isSeparatedOtherwise({ header }: CsvRows): boolean {
  return header.length === 1 && /[;\t|]/.test(header[0]?.name ?? '');
}

const separatorHint = 'Cells are separated by commas; this file seems to use another sign.';

function reportUnmapped(
  name: string,
  at: Position,
  knownInputs: ReadonlySet<string> | undefined,
  problems: TableProblems,
): void {
  const near = nearestName(name, [...(knownInputs ?? []), 'id', 'tags', 'group']);
  const hint = /[;\t|]/.test(name)
    ? separatorHint
    : near !== undefined
      ? `Did you mean "${near}"?`
      : 'Name it as an input, `expected.<key>`, `id`, `tags` or `group`, or map it under `columns`.';
  const message = name === '' ? 'a column has no name' : `column "${name}" maps to nothing`;
  problems.warning('column-unmapped', at, message, hint);
}

function reportDuplicates({ header }: CsvRows, problems: TableProblems): void {
  const seen = new Set<string>();
  for (const { name, at } of header) {
    if (name !== '' && seen.has(name)) {
      problems.error(
        'table-syntax',
        at,
        `the header has the column "${name}" twice`,
        'Rename one.',
      );
    }
    seen.add(name);
  }
}
