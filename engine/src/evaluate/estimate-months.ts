import type { NanoUsd } from '../units/nano-usd.ts';
import type { PlannedArm } from './evaluation-plan.ts';

/** What a prompt would cost a month in production, going by the cases. */
export interface MonthEstimate {
  readonly target: string;
  /** The alias. */
  readonly model: string;
  readonly callsPerMonth: number;
  /** At uncached prices, with answers of the assumed length; `undefined`: unknown price. */
  readonly expectedNanoUsd: NanoUsd | undefined;
}

/** Adds list prices up by prompt and model, where one says how often that is called. */
export interface MonthEstimates {
  /** True when the arm's calls are worth pricing. */
  wants(arm: PlannedArm): boolean;
  add(arm: PlannedArm, listNanoUsd: NanoUsd | undefined): void;
  total(): readonly MonthEstimate[];
}

/** An empty set of estimates. */
export function createMonthEstimates(
  callsPerMonth: (target: string, model: string) => number | undefined,
): MonthEstimates {
  const sums = new Map<string, { arm: PlannedArm; calls: number; nanoUsd: NanoUsd | undefined }>();
  return {
    wants: ({ target, model }) => callsPerMonth(target, model) !== undefined,
    add(arm, listNanoUsd) {
      const key = JSON.stringify([arm.target, arm.model]);
      const sum = sums.get(key) ?? { arm, calls: 0, nanoUsd: 0 };
      const before = sum.nanoUsd;
      const nanoUsd =
        before === undefined || listNanoUsd === undefined ? undefined : before + listNanoUsd;
      sums.set(key, { arm, calls: sum.calls + 1, nanoUsd });
    },
    total: () =>
      [...sums.values()].map(({ arm: { target, model }, calls, nanoUsd }) => {
        const perMonth = callsPerMonth(target, model) ?? 0;
        const expected = nanoUsd === undefined ? undefined : (nanoUsd / calls) * perMonth;
        return {
          target,
          model,
          callsPerMonth: perMonth,
          expectedNanoUsd: expected === undefined ? undefined : Math.round(expected),
        };
      }),
  };
}
