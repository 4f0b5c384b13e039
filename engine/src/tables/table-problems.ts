import type { Position, Problem } from '../errors/problem.ts';

const mostProblems = 100;

export interface TableProblems {
  readonly list: readonly Problem[];
  /** True when so many were found that reading on serves nobody. */
  isFull(): boolean;
  error(code: Problem['code'], at: Position, message: string, hint?: string): void;
  warning(code: Problem['code'], at: Position, message: string, hint?: string): void;
}

/** Collects the problems of one data file, at most 100. */
export function tableProblems(file: string): TableProblems {
  const list: Problem[] = [];
  const add = (severity: Problem['severity']) => {
    return (code: Problem['code'], at: Position, message: string, hint?: string) => {
      if (list.length >= mostProblems) return;
      const problem = { code, severity, message, file, line: at.line, column: at.column };
      list.push(hint === undefined ? problem : { ...problem, hint });
    };
  };
  return {
    list,
    isFull: () => list.length >= mostProblems,
    error: add('error'),
    warning: add('warning'),
  };
}
