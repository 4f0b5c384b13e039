import { GalleyError } from '../errors/galley-error.ts';
import type { Reservation, Spend } from '../ports/spend.ts';
import { formatUsd } from '../units/format-usd.ts';
import type { NanoUsd } from '../units/nano-usd.ts';

/** What a budget has taken so far; all money in whole nano-dollars. */
export interface BudgetState {
  /** `undefined`: no cap. */
  readonly capNanoUsd: NanoUsd | undefined;
  readonly mode: 'strict' | 'alert' | 'disabled';
  /** The known part of what was spent. */
  readonly spentNanoUsd: NanoUsd;
  /** Set aside for attempts under way. */
  readonly reservedNanoUsd: NanoUsd;
  /** Attempts whose price is unknown; their cost is in no amount. */
  readonly unknownCostAttempts: number;
  /** True when an attempt was charged at its worst case because usage never arrived. */
  readonly isUpperBound: boolean;
  /** True when spent and reserved together went above the cap (never under `strict`). */
  readonly isOverCap: boolean;
}

/** Money of one run: every attempt reserves from it and settles. */
export interface Budget extends Spend {
  state(): BudgetState;
  /** Counts what the same run had spent before it was interrupted, so that its cap still holds. */
  carryOver(spentNanoUsd: NanoUsd): void;
}

/**
 * A budget over one cap. `strict` refuses an attempt whose worst case does not fit any more, or is
 * unknown; `alert` says once that the cap is passed and goes on; `disabled` only counts. Reserving is
 * synchronous, so concurrent calls can never overshoot together.
 * @param options.capNanoUsd `undefined` is no cap: nothing is refused
 * @param options.onAlert told once under `alert`, with one sentence
 */
export function createBudget(options: {
  readonly capNanoUsd: NanoUsd | undefined;
  readonly mode: 'strict' | 'alert' | 'disabled';
  readonly onAlert?: (message: string) => void;
}): Budget {
  const { capNanoUsd, mode } = options;
  let spent = 0;
  let reserved = 0;
  let unknownCostAttempts = 0;
  let isUpperBound = false;
  let isOverCap = false;

  function noteCap(): void {
    if (capNanoUsd === undefined || spent + reserved <= capNanoUsd || isOverCap) return;
    isOverCap = true;
    if (mode !== 'alert') return;
    options.onAlert?.(`this run may cost more than its budget of ${formatUsd(capNanoUsd)}`);
  }

  function refuse(worstCase: NanoUsd | undefined): void {
    if (mode !== 'strict' || capNanoUsd === undefined) return;
    if (worstCase === undefined) throw unknownPrice(capNanoUsd);
    if (spent + reserved + worstCase > capNanoUsd) {
      throw exceeded({ capNanoUsd, spent, reserved, worstCase });
    }
  }

  return {
    reserve(worstCase): Reservation {
      refuse(worstCase);
      const held = worstCase ?? 0;
      reserved += held;
      noteCap();
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) throw new TypeError('a reservation is settled once');
        isOpen = false;
        reserved -= held;
      };
      return {
        settle(actual) {
          close();
          spent += actual ?? held;
          if (actual === undefined && worstCase === undefined) unknownCostAttempts++;
          isUpperBound ||= actual === undefined && worstCase !== undefined;
          noteCap();
        },
        release: close,
      };
    },
    carryOver(spentNanoUsd) {
      spent += spentNanoUsd;
      noteCap();
    },
    state: () => ({
      capNanoUsd,
      mode,
      spentNanoUsd: spent,
      reservedNanoUsd: reserved,
      unknownCostAttempts,
      isUpperBound,
      isOverCap,
    }),
  };
}

function exceeded(money: {
  readonly capNanoUsd: NanoUsd;
  readonly spent: NanoUsd;
  readonly reserved: NanoUsd;
  readonly worstCase: NanoUsd;
}): GalleyError {
  const { capNanoUsd, spent, reserved, worstCase } = money;
  const held = reserved > 0 ? `, ${formatUsd(reserved)} are set aside` : '';
  return new GalleyError(
    'budget-exceeded',
    `the next call could cost ${formatUsd(worstCase)}; ${formatUsd(spent)} of ${formatUsd(capNanoUsd)} are spent${held}`,
    {
      data: {
        capNanoUsd,
        spentNanoUsd: spent,
        reservedNanoUsd: reserved,
        worstCaseNanoUsd: worstCase,
      },
      hint: 'Raise --max-cost or `budgets.run_usd`, lower `max_tokens`, or run fewer cases; finished calls are kept.',
    },
  );
}

function unknownPrice(capNanoUsd: NanoUsd): GalleyError {
  return new GalleyError(
    'price-missing',
    `a strict budget of ${formatUsd(capNanoUsd)} cannot hold a call whose price is unknown`,
    { data: { capNanoUsd }, hint: 'Write `pricing` at the alias, or set `budgets.mode: alert`.' },
  );
}
