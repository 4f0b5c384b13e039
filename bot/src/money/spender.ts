import type { TierLimits } from '@galley/engine/ledger';
import type { Project } from '@galley/engine/library';
import type { NanoUsd } from '@galley/engine/units';

/** Whose money is spent. */
export interface Spender {
  readonly repositoryId: number;
  /** GitHub's number of the repository's owner, whom the operator's tier is given to. */
  readonly accountId: number;
  /** Of the pull request. */
  readonly number: number;
  /** Login of whoever asked for it, or of the author. */
  readonly actor: string;
}

/** Every cap that holds: galley.yaml's as base has them, the operator's, and one command's. */
export interface Caps {
  readonly budgets: Project['budgets'];
  readonly tier?: { readonly name: string; readonly limits: TierLimits } | undefined;
  /** `--max-cost` of a command. */
  readonly maxCostNanoUsd?: NanoUsd | undefined;
}

/** Calendar month in UTC, `YYYY-MM`, by which budgets are counted. */
export function monthOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 7);
}
