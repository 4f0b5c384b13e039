import type { NanoUsd } from '../units/nano-usd.ts';
import { journalledCost } from './journalled-run.ts';
import type { EvaluationSummary } from './results.ts';

const prefix = 'cut-off';

/**
 * Key in a run's journal of money that no finished draw stands for. A run that goes on and is stopped
 * again writes another one, for by then its journal has more entries.
 * @param of the draw that failed; absent: the calls that were cut off before their draws were done
 */
export function cutOffKey(finished: ReadonlyMap<string, unknown>, of = 'calls'): string {
  return `${prefix} ${finished.size} ${of}`;
}

/** True for a key of such money. */
export function isCutOffKey(key: string): boolean {
  return key.startsWith(prefix);
}

/** The journal entry of that money; `journalledCost` counts it like any other. */
export function cutOffEntry(costNanoUsd: NanoUsd): Record<string, unknown> {
  return { costNanoUsd, isUpperBound: true };
}

/** What a journal says was spent without a finished draw, in nano-dollars. */
export function earlierCutOff(finished: ReadonlyMap<string, unknown>): NanoUsd {
  const entries = [...finished].filter(([key]) => isCutOffKey(key));
  return journalledCost(entries.map(([, entry]) => entry));
}

/**
 * The summary of a run that was stopped, with what was spent on calls whose draws were never done:
 * their worst case, for nobody knows what they were billed.
 */
export function withCutOff(summary: EvaluationSummary, cutOffNanoUsd: NanoUsd): EvaluationSummary {
  if (cutOffNanoUsd <= 0) return summary;
  const { costNanoUsd, knownCostNanoUsd } = summary;
  return {
    ...summary,
    costNanoUsd: costNanoUsd === undefined ? undefined : costNanoUsd + cutOffNanoUsd,
    knownCostNanoUsd: knownCostNanoUsd + cutOffNanoUsd,
    isUpperBound: true,
  };
}
