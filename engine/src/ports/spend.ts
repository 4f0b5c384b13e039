import type { NanoUsd } from '../units/nano-usd.ts';

/** Money, and tokens where they are counted, set aside for one attempt; settled exactly once. */
export interface Reservation {
  /**
   * Resolves once what was set aside outlives this process: nothing is sent before. When it rejects,
   * the reservation is to be released. Absent where the reservation lives in this process only.
   * @throws GalleyError `budget-exceeded` when a budget over several processes cannot hold it
   */
  secure?(): Promise<void>;
  /**
   * Replaces the reservation by what the attempt cost.
   * `undefined` means that usage never arrived: the whole reservation is spent ("upper bound").
   * @param tokens input and output together; `undefined`: the reserved ones are spent
   */
  settle(actual: NanoUsd | undefined, tokens?: number): void;
  /** Gives everything back: the attempt was never sent. */
  release(): void;
}

/** The budget as a model call sees it: asked before every attempt. */
export interface Spend {
  /**
   * Sets the worst case aside, in every scope or in none.
   * @param worstCase nano-dollars; `undefined` when the price is unknown
   * @param worstCaseTokens input and output together; `undefined` when nothing bounds them
   * @throws GalleyError `budget-exceeded`; under a strict budget `price-missing`, `max-tokens-missing`
   */
  reserve(worstCase: NanoUsd | undefined, worstCaseTokens?: number): Reservation;
}
