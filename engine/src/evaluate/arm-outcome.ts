import type { SuiteGate } from '../library/nodes.ts';
import { type AlertTally, createAlertTally } from './alert-tally.ts';
import { listChecks } from './case-checks.ts';
import { createCaseTally } from './case-tally.ts';
import { createCheckTally, type TalliedCheck } from './check-tally.ts';
import type { PlannedArm } from './evaluation-plan.ts';
import { gateMisses } from './gate-misses.ts';
import type { RunResult, SuiteOutcome } from './results.ts';
import { percentile } from './statistics/percentile.ts';
import { wilsonInterval } from './statistics/wilson-interval.ts';

/** Collects one suite on one target and model. */
export interface ArmOutcome {
  add(result: RunResult): void;
  outcome(): SuiteOutcome;
}

/** What an arm, of a plan or of a header, says of how its results are judged. */
export type ArmOfOutcome = Pick<
  PlannedArm,
  'suite' | 'target' | 'model' | 'repeats' | 'passAtLeast'
> & { readonly checks: readonly TalliedCheck[]; readonly caseChecks?: readonly TalliedCheck[] };

/** An empty collection for an arm; `gate` says which absolute minima it must meet. */
export function createArmOutcome(arm: ArmOfOutcome, gate: SuiteGate): ArmOutcome {
  const cases = createCaseTally(arm);
  const checks = createCheckTally(listChecks(arm));
  const alerts = createAlertTally();
  const latencies: number[] = [];
  const cost = { sumNanoUsd: 0, answers: 0, unknown: 0 };
  return {
    add(result) {
      if (result.repeat >= arm.repeats) return;
      cases.add(result);
      checks.add(result);
      alerts.add(result);
      if (result.latencyMs !== undefined) latencies.push(result.latencyMs);
      if (result.text === undefined) return;
      cost.answers += 1;
      if (result.listCostNanoUsd === undefined) cost.unknown += 1;
      else cost.sumNanoUsd += result.listCostNanoUsd;
    },
    outcome() {
      const verdicts = cases.verdicts();
      const judged = verdicts.passed + verdicts.failed;
      const interval = wilsonInterval(verdicts.passed, judged);
      const measured = {
        passRate: judged === 0 ? undefined : verdicts.passed / judged,
        meanListCostNanoUsd:
          cost.answers === 0 || cost.unknown > 0 ? undefined : cost.sumNanoUsd / cost.answers,
        latencyP95Ms: percentile(latencies, 0.95),
      };
      return {
        suite: arm.suite,
        target: arm.target,
        model: arm.model,
        cases: cases.counts.size,
        passedCases: verdicts.passed,
        failedCases: verdicts.failed,
        errorCases: verdicts.error,
        notExecutedCases: verdicts['not-executed'],
        ...measured,
        passRateInterval: interval && [interval.low, interval.high],
        checks: checks.outcomes(),
        score: checks.score(),
        flakyCases: [...cases.counts]
          .filter(([, draws]) => draws.passed > 0 && draws.failed > 0)
          .map(([caseId]) => caseId),
        latencyP50Ms: percentile(latencies, 0.5),
        ...alertsOf(alerts),
        misses: gateMisses(gate, {
          ...measured,
          answers: cost.answers,
          hardFailures: checks.hardFailures(),
        }),
      };
    },
  };
}

/** Nothing is said where nothing was found, so that reports without guardrails stay as they are. */
function alertsOf(tally: AlertTally): Pick<SuiteOutcome, 'alerts'> {
  const counts = tally.counts();
  return counts.length === 0 ? {} : { alerts: counts };
}
