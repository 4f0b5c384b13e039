import type { NanoUsd } from '../units/nano-usd.ts';

/** Money set aside for one attempt; settled exactly once. */
export interface Reservation {
  /**
   * Replaces the reservation by what the attempt cost.
   * `undefined` means that usage never arrived: the whole reservation is spent ("upper bound").
   */
  settle(actual: NanoUsd | undefined): void;
  /** Gives everything back: the attempt was never sent. */
  release(): void;
}

/** The budget as a model call sees it: asked before every attempt. */
export interface Spend {
  /**
   * Sets the worst case aside.
   * @param worstCase nano-dollars; `undefined` when the price is unknown
   * @throws GalleyError `budget-exceeded`, or `price-missing` under a strict budget
   */
  reserve(worstCase: NanoUsd | undefined): Reservation;
}
