import type { NanoUsd } from '../units/nano-usd.ts';

/** Sum of amounts in nano-dollars; `undefined` as soon as one is unknown. */
export function sumKnown(amounts: Iterable<NanoUsd | undefined>): NanoUsd | undefined {
  let sum = 0;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}
