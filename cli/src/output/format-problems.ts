import type { Problem } from '@galley/engine/errors';
import type { Colors } from './colors.ts';
import { outputLine } from './output-line.ts';

/** A problem as the JSON contract has it: every key present, `hint` null when there is none. */
export interface JsonProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly hint: string | null;
}

/** The problem with exactly the keys of the JSON contract. */
export function toJsonProblem(problem: Problem): JsonProblem {
  const { code, severity, message, file, line, column, hint } = problem;
  return { code, severity, message, file, line, column, hint: hint ?? null };
}

/** One line per problem: `file:line:col severity code message (hint)`. */
export function formatProblems(problems: readonly Problem[], colors: Colors): string {
  return problems.map((problem) => `${formatProblem(problem, colors)}\n`).join('');
}

function formatProblem(problem: Problem, colors: Colors): string {
  const place = outputLine(`${problem.file}:${problem.line}:${problem.column}`);
  const severity =
    problem.severity === 'error' ? colors.red(problem.severity) : colors.yellow(problem.severity);
  const hint = problem.hint === undefined ? '' : colors.dim(` (${outputLine(problem.hint)})`);
  return `${colors.bold(place)} ${severity} ${problem.code} ${outputLine(problem.message)}${hint}`;
}

/** How many problems of each severity there are. */
export function countProblems(problems: readonly Problem[]): { errors: number; warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}
