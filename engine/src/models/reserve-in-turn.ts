import { GalleyError } from '../errors/galley-error.ts';
import type { Reservation, Spend } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';

/** Reserves money, waiting for calls under way before it gives up. */
export interface Reserver {
  /**
   * Sets the worst case aside. When it does not fit while other attempts still hold reservations,
   * waits for one of them to settle, because most cost far less than their worst case.
   * @throws GalleyError `budget-exceeded` when it does not fit with nothing under way, `price-missing`
   */
  reserve(
    worstCase: NanoUsd | undefined,
    signal: AbortSignal,
    worstCaseTokens?: number,
  ): Promise<Reservation>;
}

/** A reserver over one budget; share it among everything that spends from that budget. */
export function createReserver(spend: Spend): Reserver {
  let underWay = 0;
  let waiting: (() => void)[] = [];

  function ended(): void {
    underWay--;
    const wake = waiting;
    waiting = [];
    for (const resume of wake) resume();
  }

  function tracked(reservation: Reservation): Reservation {
    underWay++;
    return {
      settle(actual, tokens) {
        reservation.settle(actual, tokens);
        ended();
      },
      release() {
        reservation.release();
        ended();
      },
    };
  }

  return {
    async reserve(worstCase, signal, worstCaseTokens) {
      for (;;) {
        signal.throwIfAborted();
        try {
          return tracked(spend.reserve(worstCase, worstCaseTokens));
        } catch (error) {
          const isFull = error instanceof GalleyError && error.code === 'budget-exceeded';
          if (!isFull || underWay === 0) throw error;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
