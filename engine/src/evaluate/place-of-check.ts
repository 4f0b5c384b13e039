import type { Position } from '../errors/problem.ts';
import type { Suite } from '../library/nodes.ts';

/** Where a check stands: in the suite's document, or where the case that has it stands. */
export interface CheckPlace extends Position {
  readonly file: string;
}

/**
 * The place of a check by its name; of a case's own check, that of the case given, else of the first
 * case that has one of the name. `undefined` for a check that is written nowhere (`output schema`).
 */
export function placeOfCheck(
  suite: Pick<Suite, 'checks' | 'cases' | 'file'>,
  name: string,
  caseId?: string,
): CheckPlace | undefined {
  const named = (checks: Suite['checks'] | undefined) =>
    checks?.find((check) => check.name === name);
  const ofCase = () => {
    const own = suite.cases.filter((item) => named(item.checks) !== undefined);
    return named((own.find(({ id }) => id === caseId) ?? own[0])?.checks);
  };
  const found = named(suite.checks) ?? ofCase();
  return found && { file: found.file ?? suite.file, line: found.at.line, column: found.at.column };
}
