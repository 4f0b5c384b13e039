import type { SuiteGate } from '../library/nodes.ts';
import { type ArmOfOutcome, type ArmOutcome, createArmOutcome } from './arm-outcome.ts';
import { armKey } from './evaluation-plan.ts';
import type { RunResult, SuiteOutcome } from './results.ts';

/** Collects how each suite, target and model went, while the results stream. */
export interface OutcomeCollector {
  add(result: RunResult): void;
  /** One outcome per arm of the plan, in plan order, also for arms that nothing was added to. */
  outcomes(): SuiteOutcome[];
}

/** A suite of a plan, or of the header of its results. */
export interface CollectedSuite {
  readonly suite: { readonly gate: SuiteGate };
  readonly arms: readonly ArmOfOutcome[];
}

/** A collector for a plan's results; fresh runs that confirm flips are left out. */
export function createOutcomeCollector({
  suites,
}: {
  readonly suites: readonly CollectedSuite[];
}): OutcomeCollector {
  const arms = new Map<string, ArmOutcome>();
  for (const { suite, arms: planned } of suites) {
    for (const arm of planned) arms.set(armKey(arm), createArmOutcome(arm, suite.gate));
  }
  return {
    add: (result) => arms.get(armKey(result))?.add(result),
    outcomes: () => [...arms.values()].map((arm) => arm.outcome()),
  };
}
