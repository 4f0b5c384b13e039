import { GalleyError } from '../../errors/galley-error.ts';
import type { Spend } from '../../ports/spend.ts';

/** A strict cap that remembers the most that was ever spent and reserved together. */
export interface MemorySpend extends Spend {
  readonly spent: number;
  readonly highest: number;
  readonly released: number;
  /** Reserved and neither settled nor released. */
  readonly held: number;
}

/** A strict spend port in memory; `undefined` is no cap, under which nothing is refused. */
export function createMemorySpend(cap?: number): MemorySpend {
  let spent = 0;
  let reserved = 0;
  let highest = 0;
  let released = 0;
  return {
    get spent() {
      return spent;
    },
    get highest() {
      return highest;
    },
    get released() {
      return released;
    },
    get held() {
      return reserved;
    },
    reserve(worstCase) {
      if (cap !== undefined && worstCase === undefined) {
        throw new GalleyError('price-missing', 'the price is unknown');
      }
      const held = worstCase ?? 0;
      if (cap !== undefined && spent + reserved + held > cap) {
        throw new GalleyError('budget-exceeded', 'the budget is spent');
      }
      reserved += held;
      highest = Math.max(highest, spent + reserved);
      return {
        settle(actual) {
          reserved -= held;
          spent += actual ?? held;
          highest = Math.max(highest, spent + reserved);
        },
        release() {
          reserved -= held;
          released++;
        },
      };
    },
  };
}
