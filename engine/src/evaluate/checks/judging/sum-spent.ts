import { sumKnown } from '../../sum-money.ts';
import type { Spent } from '../contract.ts';

/** What several calls of one check cost together; an unknown price makes the sum unknown. */
export function sumSpent(spent: readonly Spent[]): Spent {
  return {
    costNanoUsd: sumKnown(spent.map((one) => one.costNanoUsd)),
    savedNanoUsd: sumKnown(spent.map((one) => one.savedNanoUsd)),
    isUpperBound: spent.some((one) => one.isUpperBound),
    requests: spent.reduce((sum, one) => sum + one.requests, 0),
  };
}
