import type { NanoUsd } from '../units/nano-usd.ts';
import type { CostProof } from './proof.ts';
import type { AnswerBill } from './share-answers.ts';

/**
 * What a proof spent, as it shows it.
 * @param spentNanoUsd what all desks have spent: above the bill it went into calls that were cut off
 */
export function runCost(
  bill: AnswerBill,
  spentNanoUsd: NanoUsd = bill.knownNanoUsd,
): Omit<CostProof, 'capNanoUsd' | 'prompts'> {
  const { unknownCalls, savedNanoUsd } = bill;
  const knownNanoUsd = Math.max(bill.knownNanoUsd, spentNanoUsd);
  return {
    runNanoUsd: unknownCalls > 0 ? undefined : knownNanoUsd,
    knownRunNanoUsd: knownNanoUsd,
    unknownCostCalls: unknownCalls,
    isUpperBound: bill.isUpperBound || knownNanoUsd > bill.knownNanoUsd,
    savedNanoUsd,
  };
}
