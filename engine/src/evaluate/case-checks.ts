import type { Case, Check } from '../library/nodes.ts';

/** A check as an arm lists it. */
export type ListedCheck = Check & {
  /** True when only some cases have it, under `checks` of their own. */
  readonly isOfCase?: true;
};

/**
 * The checks of single cases by name, in the order of the cases. Where several cases have checks of one
 * name, the first stands for all: their results are counted together.
 */
export function caseChecksOf(cases: readonly Case[]): readonly ListedCheck[] {
  const byName = new Map<string, ListedCheck>();
  for (const item of cases) {
    for (const check of item.checks ?? []) {
      if (!byName.has(check.name)) byName.set(check.name, { ...check, isOfCase: true });
    }
  }
  return [...byName.values()];
}

/** Every check of an arm, by name: those of all cases first, then those of single ones. */
export function listChecks<Listed>({
  checks,
  caseChecks = [],
}: {
  readonly checks: readonly Listed[];
  readonly caseChecks?: readonly Listed[];
}): readonly Listed[] {
  return caseChecks.length === 0 ? checks : [...checks, ...caseChecks];
}

/** What each case of an arm must satisfy: the checks of all cases, then its own. */
export function checksByCase({
  checks,
  cases = [],
}: {
  readonly checks: readonly Check[];
  readonly cases?: readonly Case[];
}): (caseId: string) => readonly Check[] {
  const own = new Map<string, readonly Check[]>();
  for (const item of cases) {
    if (item.checks !== undefined) own.set(item.id, [...checks, ...item.checks]);
  }
  return (caseId) => own.get(caseId) ?? checks;
}
