/** A place of a file, line and column from 1. */
export interface Place {
  /** Relative to the project folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `teams/support/prompts/refund.yaml:23:11`: a place as the whole repository names it. */
export function placeText({ file, line, column }: Place, project: string): string {
  return `${repositoryPath(file, project)}:${line}:${column}`;
}

/** A project's file relative to the repository root, forward slashes. */
export function repositoryPath(file: string, project: string): string {
  return project === '' ? file : `${project}/${file}`;
}
