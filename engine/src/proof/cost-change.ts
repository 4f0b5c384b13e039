import type { SuiteOutcome } from '../evaluate/results.ts';
import type { ArmUsage } from './arm-usage.ts';
import type { ProductionCalls } from './production-calls.ts';
import type { PromptCost, SuiteComparison } from './proof.ts';

/** One suite's arm with the tokens its answers used on each side. */
export interface MeasuredArm {
  readonly comparison: SuiteComparison;
  readonly baseUsage: ArmUsage | undefined;
  readonly headUsage: ArmUsage;
}

/**
 * What calling each changed prompt costs before and after: the mean list cost over its cases, per
 * 1,000 calls. A prompt in several suites is measured by the one with the most cases.
 */
export function costChange(
  arms: readonly MeasuredArm[],
  callsPerMonth: ProductionCalls,
): PromptCost[] {
  const byPrompt = new Map<string, MeasuredArm>();
  for (const arm of arms) {
    const key = JSON.stringify([arm.comparison.target, arm.comparison.model]);
    const known = byPrompt.get(key);
    if (known === undefined || known.comparison.head.cases < arm.comparison.head.cases) {
      byPrompt.set(key, arm);
    }
  }
  // A prompt that names no model may be measured on several; production calls it once.
  const counted = new Set<string>();
  return [...byPrompt.values()].map((arm) => {
    const { target, model } = arm.comparison;
    const calls = counted.has(target) ? undefined : callsPerMonth(target, model);
    if (calls !== undefined) counted.add(target);
    return promptCost(arm, calls);
  });
}

function promptCost(
  { comparison, baseUsage, headUsage }: MeasuredArm,
  callsPerMonth: number | undefined,
): PromptCost {
  const base = perThousand(comparison.base);
  const head = perThousand(comparison.head);
  return {
    target: comparison.target,
    model: comparison.model,
    callsPerMonth,
    basePer1000NanoUsd: base,
    headPer1000NanoUsd: head,
    changeRatio:
      base === undefined || head === undefined || base === 0 ? undefined : (head - base) / base,
    baseInputTokens: baseUsage?.meanInputTokens,
    headInputTokens: headUsage.meanInputTokens,
    baseOutputTokens: baseUsage?.meanOutputTokens,
    headOutputTokens: headUsage.meanOutputTokens,
    baseLatencyP95Ms: comparison.base?.latencyP95Ms,
    headLatencyP95Ms: comparison.head.latencyP95Ms,
  };
}

function perThousand(outcome: SuiteOutcome | undefined): number | undefined {
  const mean = outcome?.meanListCostNanoUsd;
  return mean === undefined ? undefined : Math.round(mean * 1_000);
}
