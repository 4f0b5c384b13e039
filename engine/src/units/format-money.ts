import { formatUsd } from './format-usd.ts';
import type { NanoUsd } from './nano-usd.ts';

/** Money for people: `$0.0012`, `at most $0.0012`, or what is known of an unknown total. */
export function formatMoney(amount: {
  readonly costNanoUsd: NanoUsd | undefined;
  readonly knownCostNanoUsd?: NanoUsd;
  readonly unknownCostCalls?: number;
  readonly isUpperBound?: boolean;
}): string {
  if (amount.costNanoUsd !== undefined) {
    return `${amount.isUpperBound ? 'at most ' : ''}${formatUsd(amount.costNanoUsd)}`;
  }
  const { knownCostNanoUsd = 0, unknownCostCalls } = amount;
  if (unknownCostCalls === undefined) return 'unknown';
  return `${formatUsd(knownCostNanoUsd)} and ${unknownCostCalls} calls of unknown price`;
}
