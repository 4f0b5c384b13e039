import { checksByCase } from '../evaluate/case-checks.ts';
import { readsRendered } from '../evaluate/checks/read-subject.ts';
import type { Flip } from '../evaluate/comparison.ts';
import type { PlannedArm } from '../evaluate/evaluation-plan.ts';
import { findCheck } from '../evaluate/pair-cases.ts';
import type { RunResult } from '../evaluate/results.ts';
import type { Check } from '../library/nodes.ts';

/**
 * Cases that base does not have and that fail a hard check on head: base did not have the failure
 * either, so each stands among the confirmed flips, without an answer of base.
 * @param isNew whether base lacks a case
 */
export function newHardFailures(
  arm: PlannedArm,
  runs: readonly RunResult[],
  isNew: (caseId: string) => boolean,
): Flip[] {
  const checksOf = checksByCase(arm);
  const seen = new Set<string>();
  return runs.flatMap((run) =>
    checksOf(run.caseId)
      .filter(isHardOnAnswers)
      .flatMap(({ name }): Flip[] => {
        const result = findCheck(run, name);
        const key = JSON.stringify([run.caseId, name]);
        if (result?.outcome !== 'failed' || seen.has(key) || !isNew(run.caseId)) return [];
        seen.add(key);
        return [
          {
            caseId: run.caseId,
            check: name,
            state: 'confirmed',
            isHard: true,
            baseAnswer: undefined,
            headAnswer: run.text,
            reason: result.reason,
          },
        ];
      }),
  );
}

function isHardOnAnswers(check: Check): boolean {
  return check.isHard && check.weight === undefined && !readsRendered(check);
}
