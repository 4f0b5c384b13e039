import type { PageColumn, PageRow } from '../src/report/html/page-data.ts';
import { cellText, compareCells, marks } from './cell.ts';
import { element } from './element.ts';

/** With more checks than this a row shows them as one list. */
const mostCheckColumns = 6;

/** A column of the big table: what it shows of a row, and how it orders rows. */
export interface Column extends PageColumn {
  compare(a: PageRow, b: PageRow): number;
  cell(row: PageRow): Node | string;
}

/** The columns of the data; one that says the same in every row is left out when it is minor. */
export function dataColumns(rows: readonly PageRow[], given: readonly PageColumn[]): Column[] {
  const columns = given.map(
    (column, index): Column => ({
      ...column,
      compare: (a, b) => compareCells(a.cells[index], b.cells[index]),
      cell: (row) =>
        column.label === 'Outcome'
          ? statusText(row.status, cellText(row.cells[index]))
          : cellText(row.cells[index]),
    }),
  );
  return columns.filter((column, index) => !column.isMinor || isVaried(rows, index));
}

/** A column per check of the rows, or one for all of them when there are many. */
export function checkColumns(rows: readonly PageRow[]): Column[] {
  const names = [...new Set(rows.flatMap(({ checks }) => checks.map(({ name }) => name)))];
  if (names.length > mostCheckColumns) return [allChecks];
  return names.map(oneCheck);
}

function isVaried(rows: readonly PageRow[], index: number): boolean {
  const first = cellText(rows[0]?.cells[index]);
  return rows.some((row) => cellText(row.cells[index]) !== first);
}

function oneCheck(name: string): Column {
  const find = (row: PageRow) => row.checks.find((check) => check.name === name);
  return {
    label: name,
    isMinor: true,
    compare: (a, b) => compareCells(find(a)?.score ?? null, find(b)?.score ?? null),
    cell: (row) => {
      const check = find(row);
      return check === undefined ? '–' : statusText(check.status, check.text);
    },
  };
}

const allChecks: Column = {
  label: 'Checks',
  isMinor: true,
  compare: (a, b) => passedShare(a) - passedShare(b),
  cell: ({ checks }) =>
    element(
      'ul',
      { class: 'checks' },
      ...checks.map(({ name, status, text }) =>
        element('li', { class: status, title: text }, `${marks[status]} ${name}`),
      ),
    ),
};

function passedShare({ checks }: PageRow): number {
  if (checks.length === 0) return -1;
  return checks.filter(({ status }) => status === 'good').length / checks.length;
}

function statusText(status: PageRow['status'], text: string): HTMLElement {
  return element(
    'span',
    { class: `word ${status}` },
    element('span', { 'aria-hidden': 'true' }, `${marks[status]} `),
    text,
  );
}
