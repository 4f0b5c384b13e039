import type { Case } from '../library/nodes.ts';
import { createLeastLoaded } from '../units/least-loaded.ts';
import { countRuns, type EvaluationPlan } from './evaluation-plan.ts';

/** One of the equal parts that a plan's cases are dealt into. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What of a plan, or of its header, decides which shard a case is in. */
interface DealtArm {
  readonly cases: readonly unknown[];
  readonly repeats: number;
}

/**
 * The 1-based shard of each case, by suite and then by the case's place in it. All draws of a case, on
 * every target and model, are in one shard. Cases are dealt in plan order to the shard that has the
 * fewest draws so far, so the shards differ by at most the draws of the largest case.
 */
export function dealCases(
  suites: readonly { readonly arms: readonly DealtArm[] }[],
  count: number,
): Uint16Array[] {
  const shards = createLeastLoaded(count);
  return suites.map(({ arms }) => {
    const cases = Math.max(0, ...arms.map((arm) => arm.cases.length));
    const dealt = new Uint16Array(cases);
    for (let place = 0; place < cases; place += 1) {
      let draws = 0;
      for (const arm of arms) if (place < arm.cases.length) draws += arm.repeats;
      dealt[place] = shards.load(draws) + 1;
    }
    return dealt;
  });
}

/** The part of a plan that is in one shard; its hash stays the whole plan's. */
export function shardPlan(plan: EvaluationPlan, { index, count }: Shard): EvaluationPlan {
  const shardOf = dealCases(plan.suites, count);
  const suites = plan.suites.map(({ suite, arms }, place) => {
    const known = new Map<readonly Case[], readonly Case[]>();
    const casesOf = (cases: readonly Case[]) => {
      const mine = known.get(cases) ?? cases.filter((_, at) => shardOf[place]?.[at] === index);
      known.set(cases, mine);
      return mine;
    };
    return { suite, arms: arms.map((arm) => ({ ...arm, cases: casesOf(arm.cases) })) };
  });
  return { ...plan, suites, runs: countRuns(suites) };
}
