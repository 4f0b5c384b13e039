import type { Rate } from '../units/nano-usd.ts';

/** Nano-dollars per million tokens of each kind. */
export interface Rates {
  readonly input: Rate;
  readonly cachedInput: Rate;
  readonly cacheWrite: Rate;
  readonly output: Rate;
}

/** Rates by size of the request, ascending; the first holds from 0 tokens on. Never empty. */
export type RateCard = readonly {
  /** Holds for requests of more input tokens than this. */
  readonly above: number;
  readonly rates: Rates;
}[];
