import type { ProblemCode } from './problem-codes.ts';

/** A place in a text file. Lines and columns count from 1; columns count UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/**
 * A fault in a document, as a value: all are collected and shown at once.
 * `file` is relative to the project folder, with forward slashes.
 */
export interface Problem extends Position {
  code: ProblemCode;
  severity: 'error' | 'warning';
  /** What is wrong, what was expected and what came; one sentence, no trailing period needed. */
  message: string;
  file: string;
  /** What to do about it; absent when the message says it all. */
  hint?: string;
}

/** Orders problems by file, line, column, then code: the order in which they are shown. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.code, b.code)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
