import {
  type BudgetScopeName,
  defaultAlertPct,
  monthResetDate,
  type ScopeState,
  type SpendingSoFar,
} from '@galley/engine/ledger';
import type { Project } from '@galley/engine/library';
import type { NanoUsd } from '@galley/engine/units';
import type { SpendingAccount } from './spending-account.ts';

/** How far a cap is used up: `near` from the alert share on, `over` at the cap. */
export type CapAlert = 'none' | 'near' | 'over';

/** One cap and where it stands, as `galley budget --format json` shows it. */
export interface ScopeReport {
  readonly scope: BudgetScopeName;
  /** Who set the cap; `null` where there is none. */
  readonly source: string | null;
  /** True when a call that does not fit is refused by this command line; else it only tells. */
  readonly enforcedHere: boolean;
  readonly capNanoUsd: NanoUsd | null;
  readonly spentNanoUsd: NanoUsd;
  readonly reservedNanoUsd: NanoUsd;
  /** Never below 0; `null` without a cap. */
  readonly leftNanoUsd: NanoUsd | null;
  readonly capTokens: number | null;
  readonly spentTokens: number;
  readonly reservedTokens: number;
  readonly leftTokens: number | null;
  /** The worse of the two below. */
  readonly alert: CapAlert;
  /** Of the cap on money; `none` without one. */
  readonly moneyAlert: CapAlert;
  /** Of the cap on tokens; `none` without one. */
  readonly tokensAlert: CapAlert;
  /** Calls whose price is unknown: their cost is in no amount. */
  readonly unknownCostCalls: number;
}

/** What `galley budget --format json` prints. */
export interface BudgetReport {
  readonly mode: 'strict' | 'alert' | 'disabled';
  readonly alertPct: number;
  readonly tier: string | null;
  readonly actor: string | null;
  readonly pullRequest: number | null;
  /** First day of the next month in UTC. */
  readonly monthResetsOn: string;
  readonly scopes: readonly ScopeReport[];
  /** Files among the run records that could not be read: amounts may be too low. */
  readonly unreadableRecords: number;
}

/** Where every budget stands; a month and a person without a cap are shown with what they spent. */
export function describeBudget(
  scopes: readonly ScopeState[],
  facts: {
    readonly budgets: Project['budgets'];
    readonly account: SpendingAccount;
    readonly soFar: SpendingSoFar;
    readonly unreadable: number;
    readonly nowMs: number;
  },
): BudgetReport {
  const { budgets, account, soFar } = facts;
  const alertPct = budgets.alertPct ?? defaultAlertPct;
  const uncapped = (['pull request', 'month', 'actor'] as const).filter(
    (name) => soFar.openings[name] && !scopes.some((scope) => scope.name === name),
  );
  return {
    mode: budgets.mode,
    alertPct,
    tier: account.tier?.name ?? null,
    actor: account.who,
    pullRequest: account.pullRequest ?? null,
    monthResetsOn: monthResetDate(facts.nowMs),
    scopes: [
      ...scopes.map((scope) => reportScope(scope, soFar, alertPct)),
      ...uncapped.map((name) => reportScope(withoutCap(name, soFar), soFar, alertPct)),
    ],
    unreadableRecords: facts.unreadable,
  };
}

function withoutCap(
  name: 'pull request' | 'month' | 'actor',
  { openings }: SpendingSoFar,
): ScopeState {
  const { nanoUsd = 0, tokens = 0 } = openings[name] ?? {};
  return {
    name,
    source: '',
    mode: 'disabled',
    spentNanoUsd: nanoUsd,
    reservedNanoUsd: 0,
    spentTokens: tokens,
    reservedTokens: 0,
    isOverCap: false,
  };
}

function reportScope(scope: ScopeState, soFar: SpendingSoFar, alertPct: number): ScopeReport {
  const { name, capNanoUsd, capTokens, spentNanoUsd, spentTokens } = scope;
  const isCapped = (capNanoUsd ?? capTokens) !== undefined;
  const moneyAlert = alertOf(spentNanoUsd, capNanoUsd, alertPct);
  const tokensAlert = alertOf(spentTokens, capTokens, alertPct);
  return {
    scope: name,
    source: isCapped ? scope.source : null,
    enforcedHere: isCapped && scope.mode === 'strict',
    capNanoUsd: capNanoUsd ?? null,
    spentNanoUsd,
    reservedNanoUsd: scope.reservedNanoUsd,
    leftNanoUsd: left(capNanoUsd, spentNanoUsd + scope.reservedNanoUsd),
    capTokens: capTokens ?? null,
    spentTokens,
    reservedTokens: scope.reservedTokens,
    leftTokens: left(capTokens, spentTokens + scope.reservedTokens),
    alert: worse(moneyAlert, tokensAlert),
    moneyAlert,
    tokensAlert,
    unknownCostCalls: name === 'run' ? 0 : soFar.unknownCostCalls[name],
  };
}

function left(cap: number | undefined, taken: number): number | null {
  return cap === undefined ? null : Math.max(0, cap - taken);
}

function alertOf(spent: number, cap: number | undefined, alertPct: number): CapAlert {
  if (cap === undefined || cap <= 0) return 'none';
  if (spent >= cap) return 'over';
  return spent * 100 >= cap * alertPct ? 'near' : 'none';
}

function worse(one: CapAlert, other: CapAlert): CapAlert {
  return levels.indexOf(one) > levels.indexOf(other) ? one : other;
}

const levels: readonly CapAlert[] = ['none', 'near', 'over'];
