import type { Reservation, Spend } from '../ports/spend.ts';
import { formatCount } from '../units/format-number.ts';
import { formatUsd } from '../units/format-usd.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import {
  type BudgetScope,
  refuseUnfitting,
  type ScopeState,
  type WorstCase,
} from './budget-scope.ts';

/** Several budgets at once: an attempt must fit into every one of them. */
export interface BudgetBook extends Spend {
  /** Every scope as it stands, in the order given. */
  scopes(): readonly ScopeState[];
  /** Attempts of this process whose price is unknown; their cost is in no amount. */
  unknownCostAttempts(): number;
  /** True when an attempt was charged at its worst case because usage never arrived. */
  isUpperBound(): boolean;
  /** Counts what the same run had spent before it was interrupted, so that the run's caps still hold. */
  carryOver(spentNanoUsd: NanoUsd, tokens?: number): void;
}

type Account = { -readonly [Key in keyof ScopeState]: ScopeState[Key] } & { told: number };

/** Share of a cap, in per cent, at which an alert is given when nobody says otherwise. */
export const defaultAlertPct = 80;

/**
 * A book over some scopes. Reserving is synchronous and all or nothing: it sets the worst case aside
 * in every scope or, when a strict one cannot hold it, changes none, so that concurrent calls can
 * never overshoot together.
 * @param options.onAlert told once per scope at `alertPct` and once at the cap, under `alert` only
 */
export function createBudgetBook(options: {
  readonly scopes: readonly BudgetScope[];
  readonly alertPct?: number | undefined;
  readonly onAlert?: (message: string) => void;
}): BudgetBook {
  const { alertPct = defaultAlertPct, onAlert } = options;
  const accounts = options.scopes.map(openAccount);
  let unknownCostAttempts = 0;
  let isUpperBound = false;

  function note(): void {
    for (const account of accounts) {
      const message = noteLevel(account, alertPct);
      if (message !== undefined) onAlert?.(message);
    }
  }

  function charge(nanoUsd: NanoUsd, tokens: number): void {
    for (const account of accounts) {
      account.spentNanoUsd += nanoUsd;
      account.spentTokens += tokens;
    }
  }

  return {
    reserve(nanoUsd, tokens): Reservation {
      const worstCase: WorstCase = { nanoUsd, tokens };
      for (const account of accounts) refuseUnfitting(account, worstCase);
      const held = { nanoUsd: nanoUsd ?? 0, tokens: tokens ?? 0 };
      hold(accounts, held.nanoUsd, held.tokens);
      note();
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) throw new TypeError('a reservation is settled once');
        isOpen = false;
        hold(accounts, -held.nanoUsd, -held.tokens);
      };
      return {
        settle(actual, actualTokens) {
          close();
          charge(actual ?? held.nanoUsd, actualTokens ?? held.tokens);
          if (actual === undefined && nanoUsd === undefined) unknownCostAttempts++;
          isUpperBound ||= actual === undefined && nanoUsd !== undefined;
          note();
        },
        release: close,
      };
    },
    scopes: () => accounts.map(({ told: _told, ...state }) => state),
    unknownCostAttempts: () => unknownCostAttempts,
    isUpperBound: () => isUpperBound,
    carryOver(spentNanoUsd, tokens = 0) {
      for (const account of accounts.filter(({ name }) => name === 'run')) {
        account.spentNanoUsd += spentNanoUsd;
        account.spentTokens += tokens;
      }
      note();
    },
  };
}

function openAccount(scope: BudgetScope): Account {
  return {
    ...scope,
    spentNanoUsd: scope.openingNanoUsd ?? 0,
    reservedNanoUsd: scope.elsewhereNanoUsd ?? 0,
    spentTokens: scope.openingTokens ?? 0,
    reservedTokens: scope.elsewhereTokens ?? 0,
    isOverCap: false,
    told: 0,
  };
}

function hold(accounts: readonly Account[], nanoUsd: NanoUsd, tokens: number): void {
  for (const account of accounts) {
    account.reservedNanoUsd += nanoUsd;
    account.reservedTokens += tokens;
  }
}

/**
 * What to tell when a scope reaches its alert share or its cap for the first time. The share counts
 * what is spent: worst cases under way are mostly far above what they will cost.
 */
function noteLevel(account: Account, alertPct: number): string | undefined {
  const { capNanoUsd, capTokens } = account;
  const isOver =
    isAbove(account.spentNanoUsd + account.reservedNanoUsd, capNanoUsd) ||
    isAbove(account.spentTokens + account.reservedTokens, capTokens);
  account.isOverCap ||= isOver;
  const isNear =
    reaches(account.spentNanoUsd, capNanoUsd, alertPct) ||
    reaches(account.spentTokens, capTokens, alertPct);
  const level = isOver ? 100 : isNear ? alertPct : 0;
  if (account.mode !== 'alert' || level <= account.told) return undefined;
  account.told = level;
  if (isOver) return `this ${account.name} may cost more than its budget of ${capText(account)}`;
  return `${alertPct} % of this ${account.name}'s budget of ${capText(account)} is spent`;
}

function isAbove(amount: number, cap: number | undefined): boolean {
  return cap !== undefined && amount > cap;
}

function reaches(amount: number, cap: number | undefined, alertPct: number): boolean {
  return cap !== undefined && cap > 0 && amount * 100 >= cap * alertPct;
}

function capText({ capNanoUsd, capTokens }: BudgetScope): string {
  return [
    ...(capNanoUsd === undefined ? [] : [formatUsd(capNanoUsd)]),
    ...(capTokens === undefined ? [] : [`${formatCount(capTokens)} tokens`]),
  ].join(' and ');
}
