import type { Problem } from '../../errors/problem.ts';
import type { Finding } from '../../proof/proof.ts';
import { repositoryPath } from '../text/place-text.ts';
import { shortenText } from '../text/shorten-text.ts';

/** GitHub shows the beginning of a long remark only. */
const mostCharacters = 4_000;

/** One remark at a place of a file, as GitHub's log commands and check runs take it. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  /** Relative to the repository root, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
  readonly message: string;
}

/** A problem as an annotation; the project's folder goes before its file. */
export function problemAnnotation(problem: Problem, project: string): Annotation {
  const hint = problem.hint === undefined ? '' : ` (${problem.hint})`;
  return {
    level: problem.severity,
    file: repositoryPath(problem.file, project),
    line: problem.line,
    column: problem.column,
    title: `galley: ${problem.code}`,
    message: `${problem.message}${hint}`,
  };
}

/** A finding of a proof as an annotation, under its problem's own code where it has one. */
export function findingAnnotation(finding: Finding, project: string): Annotation {
  return {
    level: finding.severity,
    file: repositoryPath(finding.file, project),
    line: finding.line,
    column: finding.column,
    title: `galley: ${finding.problemCode ?? finding.code}`,
    message: finding.message,
  };
}

/**
 * GitHub log commands, one line each, ending in a newline; empty for none. Every part is escaped,
 * so no text of a repository or a model can start a command of its own.
 */
export function formatAnnotations(annotations: readonly Annotation[]): string {
  return annotations
    .map(({ level, file, line, column, title, message }) => {
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${line}`,
        `col=${column}`,
        `title=${escapeProperty(title)}`,
      ];
      return `::${level} ${properties.join(',')}::${escapeData(shortenText(message, mostCharacters))}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
