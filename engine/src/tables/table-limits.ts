import type { Position } from '../errors/problem.ts';
import type { TableProblems } from './table-problems.ts';

/** What Galley reads of one data file; memory stays below about 1 GB. */
export const tableLimits = {
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 1_000,
} as const;

/** Reports that a data file has more rows than are read. */
export function reportTooManyRows(at: Position, problems: TableProblems): void {
  const message = `a data file has at most ${tableLimits.rows} rows`;
  problems.error('file-too-large', at, message, 'Split it into several datasets.');
}
