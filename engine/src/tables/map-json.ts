import type { Position } from '../errors/problem.ts';
import { nearestName } from '../matching/nearest.ts';
import { ownValue, recordOf } from '../units/own-value.ts';
import type { JsonRow } from './read-json-rows.ts';
import type { RawCase, TableColumns } from './table-case.ts';
import type { TableProblems } from './table-problems.ts';

const rowKeys = ['id', 'inputs', 'expected', 'history', 'tags', 'group', 'checks'];

/** JSON rows that are cases as they stand; keys that a case does not have are reported. */
export function mapJsonCases(rows: readonly JsonRow[], problems: TableProblems): MappedRow[] {
  return rows.map((row) => {
    for (const key of Object.keys(row.value)) {
      if (!rowKeys.includes(key) && !key.startsWith('x-')) reportKey(row, key, problems);
    }
    if (!Object.hasOwn(row.value, 'inputs')) {
      const hint = 'Put the values under `inputs`, or map the keys under `columns`.';
      problems.error('missing-key', row.at, 'a row has no `inputs`', hint);
    }
    return { raw: recordOf(rowKeys.map((key) => [key, ownValue(row.value, key)])), ...places(row) };
  });
}

/** JSON rows of any shape as cases by `columns`; other keys are ignored, values keep their types. */
export function mapJsonColumns(
  rows: readonly JsonRow[],
  columns: TableColumns,
  problems: TableProblems,
): MappedRow[] {
  const seen = new Set<string>();
  const take = (row: JsonRow, key: string) => {
    if (Object.hasOwn(row.value, key)) seen.add(key);
    return ownValue(row.value, key);
  };
  const takeMap = (row: JsonRow, mapped: Readonly<Record<string, string>>) =>
    recordOf(
      Object.entries(mapped)
        .map(([key, wanted]) => [key, take(row, wanted)] as const)
        .filter(([, value]) => value !== undefined),
    );
  const mapped = rows.map((row) => ({
    raw: {
      id: columns.id === undefined ? undefined : take(row, columns.id),
      inputs: takeMap(row, columns.inputs ?? {}),
      expected: emptyIsAbsent(takeMap(row, columns.expected ?? {})),
      tags: columns.tags === undefined ? undefined : take(row, columns.tags),
      group: columns.group === undefined ? undefined : take(row, columns.group),
    },
    at: row.at,
    keyAt: () => row.at,
  }));
  if (rows.length > 0) reportMissing(rows, columns, seen, problems);
  return mapped;
}

/** An unchecked case with the places of its parts. */
export interface MappedRow {
  readonly raw: RawCase;
  readonly at: Position;
  keyAt(key: string): Position;
}

function places(row: JsonRow): Pick<MappedRow, 'at' | 'keyAt'> {
  return { at: row.at, keyAt: (key) => row.keyAt(key) };
}

function emptyIsAbsent(map: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

function reportKey(row: JsonRow, key: string, problems: TableProblems): void {
  const shown = key.slice(0, 60);
  const near = nearestName(key, rowKeys);
  const hint =
    near === undefined ? `A row has the keys ${rowKeys.join(', ')}.` : `Did you mean \`${near}\`?`;
  problems.error('unknown-key', row.keyAt(key), `a row has no key \`${shown}\``, hint);
}

function reportMissing(
  rows: readonly JsonRow[],
  columns: TableColumns,
  seen: ReadonlySet<string>,
  problems: TableProblems,
): void {
  const wanted = [
    columns.id,
    ...Object.values(columns.inputs ?? {}),
    ...Object.values(columns.expected ?? {}),
    columns.tags,
    columns.group,
  ].filter((key) => key !== undefined);
  for (const key of new Set(wanted)) {
    if (seen.has(key)) continue;
    const near = nearestName(key, Object.keys(rows[0]?.value ?? {}));
    const message = `\`columns\` maps the key "${key}", which no row has`;
    const hint = near === undefined ? undefined : `Did you mean "${near}"?`;
    problems.error('column-missing', { line: 1, column: 1 }, message, hint);
  }
}
