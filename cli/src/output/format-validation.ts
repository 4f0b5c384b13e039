import type { Problem } from '@galley/engine/errors';
import { type Annotation, formatAnnotations, problemAnnotation } from '@galley/engine/report';
import { plainText } from '@galley/engine/units';
import type { PlacedFailure } from '../workspace/rendered-checks.ts';
import type { Colors } from './colors.ts';
import { formatProblems, toJsonProblem } from './format-problems.ts';
import { outputLine } from './output-line.ts';

/** What `validate` found. */
export interface ValidationReport {
  readonly problems: readonly Problem[];
  readonly renderedFailures: readonly PlacedFailure[];
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Problems that the baseline accepts; they are not in `problems`. */
  readonly accepted: number;
  /** YAML below the document folders that is no Galley document. */
  readonly otherFiles: readonly string[];
}

export interface ValidationFormat {
  readonly format: string;
  /** Project folder relative to the repository's root, for annotations; `''` at the root. */
  readonly prefix: string;
  readonly colors: Colors;
}

/** The report as `--format` asks: text, json or github. */
export function formatValidation(
  report: ValidationReport,
  { format, prefix, colors }: ValidationFormat,
): string {
  if (format === 'json') return `${JSON.stringify(toJson(report), undefined, 2)}\n`;
  if (format === 'github') return annotate(report, prefix);
  const failures = report.renderedFailures.map((failure) => {
    const place = colors.bold(outputLine(`${failure.file}:${failure.line}:${failure.column}`));
    return `${place} ${colors.red('failed')} rendered-check ${outputLine(describe(failure))}\n`;
  });
  return formatProblems(report.problems, colors) + failures.join('');
}

function toJson({ problems, renderedFailures, ...counts }: ValidationReport) {
  return {
    problems: problems.map(toJsonProblem),
    renderedFailures: renderedFailures.map(
      ({ suite, target, caseId, check, reason, file, line, column }) => ({
        suite,
        target,
        caseId,
        check,
        reason,
        file,
        line,
        column,
      }),
    ),
    ...counts,
  };
}

function annotate({ problems, renderedFailures }: ValidationReport, prefix: string): string {
  const failed = renderedFailures.map(
    (failure): Annotation => ({
      level: 'error',
      title: 'galley: rendered-check',
      message: describe(failure),
      file: prefix === '' ? failure.file : `${prefix}/${failure.file}`,
      line: failure.line,
      column: failure.column,
    }),
  );
  const found = problems.map((problem) => problemAnnotation(problem, prefix));
  return plainText(formatAnnotations([...found, ...failed]));
}

function describe({ check, target, caseId, reason }: PlacedFailure): string {
  return `check “${check}” fails for ${target}, case ${caseId}: ${reason}`;
}
