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
  /** Reserved in this process, and not yet anywhere else. */
  let beingSecured = 0;
  let waiting: (() => void)[] = [];

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  }

  function tracked(reservation: Reservation): Reservation {
    underWay++;
    const ended = (): void => {
      underWay--;
      wake();
    };
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

  function turn(): Promise<void> {
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** `undefined`: it did not fit while others were under way, and one of them has ended since. */
  async function secured(reservation: Reservation): Promise<Reservation | undefined> {
    if (!reservation.secure) return tracked(reservation);
    beingSecured++;
    const failure = await reservation.secure().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    beingSecured--;
    if (failure === undefined) return tracked(reservation);
    reservation.release();
    if (isFull(failure.error) && underWay > 0) {
      // Waits from this very moment: the last one under way may end at the next.
      await turn();
      return undefined;
    }
    // Whoever waited for this one would wait for ever where nothing else is under way.
    if (underWay === 0) wake();
    throw failure.error;
  }

  function tryReserve(worstCase: NanoUsd | undefined, tokens?: number): Reservation | undefined {
    try {
      return spend.reserve(worstCase, tokens);
    } catch (error) {
      if (!isFull(error) || underWay + beingSecured === 0) throw error;
      return undefined;
    }
  }

  return {
    async reserve(worstCase, signal, worstCaseTokens) {
      for (;;) {
        signal.throwIfAborted();
        const reservation = tryReserve(worstCase, worstCaseTokens);
        if (reservation === undefined) {
          await turn();
          continue;
        }
        const held = await secured(reservation);
        if (held) return held;
      }
    },
  };
}

function isFull(error: unknown): boolean {
  return error instanceof GalleyError && error.code === 'budget-exceeded';
}
