import type { PageCell, PageStatus } from '../src/report/html/page-data.ts';

/** What a cell shows; unknown is a dash. */
export function cellText(cell: PageCell | undefined): string {
  if (cell === null || cell === undefined) return '–';
  return String(typeof cell === 'object' ? cell[1] : cell);
}

/** Orders two cells: numbers by size, text as a reader would; unknown last. */
export function compareCells(a: PageCell | undefined, b: PageCell | undefined): number {
  const [left, right] = [sortValue(a), sortValue(b)];
  if (left === undefined || right === undefined) {
    return Number(left === undefined) - Number(right === undefined);
  }
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

function sortValue(cell: PageCell | undefined): string | number | undefined {
  if (cell === null || cell === undefined) return undefined;
  return typeof cell === 'object' ? cell[0] : cell;
}

const collator = new Intl.Collator('en', { numeric: true });

/** The mark before a status, so that colour is never alone. */
export const marks: Readonly<Record<PageStatus, string>> = {
  good: '✓',
  warning: '!',
  bad: '✗',
  neutral: '·',
};
