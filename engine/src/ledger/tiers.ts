import type { NanoUsd } from '../units/nano-usd.ts';

/** Caps that an operator sets for everything under one tier; an absent one is no cap. */
export interface TierLimits {
  readonly runNanoUsd?: NanoUsd;
  readonly pullRequestNanoUsd?: NanoUsd;
  readonly monthNanoUsd?: NanoUsd;
  readonly actorNanoUsd?: NanoUsd;
  readonly tokensMonth?: number;
}

/** Names of the tiers that an operator gives to a repository or a person. */
export const tierNames = ['free', 'starter', 'pro'] as const;

export type TierName = (typeof tierNames)[number];

const dollar = 1_000_000_000;

/** What each tier allows unless the operator says otherwise; always hard caps. */
export const defaultTiers: Readonly<Record<TierName, TierLimits>> = {
  free: { runNanoUsd: dollar / 4, monthNanoUsd: 5 * dollar, tokensMonth: 2_000_000 },
  starter: { runNanoUsd: 5 * dollar, monthNanoUsd: 50 * dollar, tokensMonth: 50_000_000 },
  pro: { runNanoUsd: 50 * dollar, monthNanoUsd: 1_000 * dollar, tokensMonth: 1_000_000_000 },
};

/** The tier of this name; `undefined` for any other text. */
export function findTier(name: string): TierName | undefined {
  return tierNames.find((tier) => tier === name);
}
