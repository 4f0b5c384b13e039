import type { Spend } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { type BudgetBook, createBudgetBook } from './budget-book.ts';
import type { ScopeState } from './budget-scope.ts';

/** What a budget has taken so far; all money in whole nano-dollars. */
export interface BudgetState {
  /** `undefined`: no cap. */
  readonly capNanoUsd: NanoUsd | undefined;
  readonly mode: 'strict' | 'alert' | 'disabled';
  /** The known part of what was spent. */
  readonly spentNanoUsd: NanoUsd;
  /** Set aside for attempts under way. */
  readonly reservedNanoUsd: NanoUsd;
  /** Input and output together, of attempts of this process; the most it can be where usage never arrived. */
  readonly spentTokens: number;
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
  /** From now on, tells before each reservation that raises it the most the run can have spent. */
  onReach(tell: (nanoUsd: NanoUsd) => void): void;
}

/**
 * A budget over one cap: a book with the run as its only scope. `strict` refuses an attempt whose
 * worst case does not fit any more, or is unknown; `alert` tells and goes on; `disabled` only counts.
 * @param options.capNanoUsd `undefined` is no cap: nothing is refused
 * @param options.onAlert told under `alert`, with one sentence each time
 */
export function createBudget(options: {
  readonly capNanoUsd: NanoUsd | undefined;
  readonly mode: 'strict' | 'alert' | 'disabled';
  readonly onAlert?: (message: string) => void;
}): Budget {
  const { capNanoUsd, mode, onAlert } = options;
  return runBudget(
    createBudgetBook({
      scopes: [{ name: 'run', source: 'galley.yaml', capNanoUsd, mode }],
      ...(onAlert && { onAlert }),
    }),
  );
}

/** A book seen as the budget of its run: the lowest of the run's caps, and what the run took. */
export function runBudget(book: BudgetBook): Budget {
  // Counted here too, because a run without a cap has no scope in the book.
  let takenNanoUsd = 0;
  let takenTokens = 0;
  let heldNanoUsd = 0;
  let reachNanoUsd = 0;
  let tellReach: ((nanoUsd: NanoUsd) => void) | undefined;
  return {
    reserve(worstCase, worstCaseTokens) {
      const reservation = book.reserve(worstCase, worstCaseTokens);
      const held = worstCase ?? 0;
      heldNanoUsd += held;
      if (takenNanoUsd + heldNanoUsd > reachNanoUsd) {
        reachNanoUsd = takenNanoUsd + heldNanoUsd;
        tellReach?.(reachNanoUsd);
      }
      return {
        settle(actual, tokens) {
          reservation.settle(actual, tokens);
          heldNanoUsd -= held;
          takenNanoUsd += actual ?? held;
          takenTokens += tokens ?? worstCaseTokens ?? 0;
        },
        release() {
          reservation.release();
          heldNanoUsd -= held;
        },
      };
    },
    onReach(tell) {
      tellReach = tell;
    },
    carryOver(spentNanoUsd) {
      book.carryOver(spentNanoUsd);
      takenNanoUsd += spentNanoUsd;
    },
    state() {
      const run = lowestRunScope(book.scopes());
      return {
        capNanoUsd: run?.capNanoUsd,
        mode: run?.mode ?? 'disabled',
        spentNanoUsd: takenNanoUsd,
        spentTokens: takenTokens,
        reservedNanoUsd: run?.reservedNanoUsd ?? 0,
        unknownCostAttempts: book.unknownCostAttempts(),
        isUpperBound: book.isUpperBound(),
        isOverCap: run?.isOverCap ?? false,
      };
    },
  };
}

function lowestRunScope(scopes: readonly ScopeState[]): ScopeState | undefined {
  return scopes
    .filter(({ name }) => name === 'run')
    .toSorted((a, b) => (a.capNanoUsd ?? Number.MAX_VALUE) - (b.capNanoUsd ?? Number.MAX_VALUE))[0];
}
