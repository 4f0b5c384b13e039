import type { RunResult } from '../evaluate/results.ts';

/** Mean tokens per answer; `undefined` when any answer's usage is unknown, or none was executed. */
export interface ArmUsage {
  readonly meanInputTokens: number | undefined;
  readonly meanOutputTokens: number | undefined;
}

/** Means over the answered runs of one arm. */
export function armUsage(runs: readonly RunResult[]): ArmUsage {
  const answered = runs.filter((run) => run.usage !== undefined);
  return {
    meanInputTokens: mean(answered.map((run) => run.usage?.inputTokens)),
    meanOutputTokens: mean(answered.map((run) => run.usage?.outputTokens)),
  };
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return values.length === 0 ? undefined : sum / values.length;
}
