import type { RunRecord } from '@galley/engine/ledger';
import type { Amount } from './amount.ts';

/** The record of a run that came to no end, with what it cost at the most. */
export function interruptedRecord(
  record: RunRecord,
  taken: Amount & { readonly isUpperBound: boolean },
): RunRecord {
  const { totals } = record;
  return {
    ...record,
    status: 'interrupted',
    totals: {
      ...totals,
      billedTokens: taken.tokens,
      costNanoUsd: totals.costNanoUsd === null ? null : taken.nanoUsd,
      knownCostNanoUsd: taken.nanoUsd,
      isUpperBound: taken.isUpperBound,
    },
  };
}
