import { compareProblems, type Position, type Problem } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import type { NodeKind } from '../nodes.ts';

/** `kind:id` of a document, or `project`. */
export type Owner = `${NodeKind}:${string}` | 'project';

/** Collects problems and remembers which documents have errors. */
export interface FaultCollector {
  /** Documents with an error of their own. */
  readonly faulty: Set<Owner>;
  add(owners: readonly Owner[], problem: Problem): void;
  error(
    owners: readonly Owner[],
    code: ProblemCode,
    message: string,
    at: Position & { readonly file: string },
    hint?: string | undefined,
  ): void;
  warning(
    code: ProblemCode,
    message: string,
    at: Position & { readonly file: string },
    hint?: string | undefined,
  ): void;
  /** Sorted by place; one problem that several documents reach is listed once. */
  sorted(): Problem[];
}

/** Starts with no problem. */
export function createFaultCollector(): FaultCollector {
  const problems = new Map<string, Problem>();
  const faulty = new Set<Owner>();
  const add: FaultCollector['add'] = (owners, problem) => {
    if (problem.severity === 'error') for (const owner of owners) faulty.add(owner);
    const { file, line, column, code, message } = problem;
    const key = `${file}\0${line}:${column}\0${code}\0${message}`;
    if (!problems.has(key)) problems.set(key, problem);
  };
  const make = (
    severity: Problem['severity'],
    code: ProblemCode,
    message: string,
    { file, line, column }: Position & { readonly file: string },
    hint: string | undefined,
  ): Problem => ({ code, severity, message, file, line, column, ...(hint && { hint }) });
  return {
    faulty,
    add,
    error: (owners, code, message, at, hint) => add(owners, make('error', code, message, at, hint)),
    warning: (code, message, at, hint) => add([], make('warning', code, message, at, hint)),
    sorted: () => [...problems.values()].sort(compareProblems),
  };
}
