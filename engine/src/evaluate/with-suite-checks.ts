import { armKey } from './evaluation-plan.ts';
import type { CheckOutcome, GateMiss, SuiteOutcome } from './results.ts';
import type { SuiteCheckVerdict } from './suite-checks.ts';

/**
 * Outcomes with the checks of all answers together added to their checks; an unweighted one that
 * failed, or could not be judged for a fault of its own, is a missed gate.
 */
export function withSuiteChecks(
  outcomes: readonly SuiteOutcome[],
  verdicts: ReadonlyMap<string, readonly SuiteCheckVerdict[]>,
): SuiteOutcome[] {
  return outcomes.map((outcome) => {
    const ofArm = verdicts.get(armKey(outcome)) ?? [];
    if (ofArm.length === 0) return outcome;
    return {
      ...outcome,
      checks: [...outcome.checks, ...ofArm.map(checkOutcome)],
      misses: [...outcome.misses, ...ofArm.flatMap(missOf)],
    };
  });
}

function checkOutcome({ check, outcome }: SuiteCheckVerdict): CheckOutcome {
  const isJudged = outcome === 'passed' || outcome === 'failed';
  return {
    name: check.name,
    key: check.key,
    weight: check.weight,
    isHard: check.isHard,
    score: isJudged ? Number(outcome === 'passed') : undefined,
    interval: undefined,
    judged: Number(isJudged),
  };
}

function missOf({ check, outcome, rows, reason }: SuiteCheckVerdict): GateMiss[] {
  if (check.weight !== undefined || outcome === 'passed' || outcome === 'not-executed') return [];
  const what = outcome === 'failed' ? 'fails' : 'cannot be judged';
  const message = `check “${check.name}” ${what}: ${reason ?? 'no verdict'}`;
  const got = outcome === 'failed' ? rows : undefined;
  return [{ gate: 'sql', check: check.name, wanted: 0, got, message }];
}
