import type { Rate } from '../units/nano-usd.ts';

/** Nano-dollars per million tokens of each kind; `undefined` is unknown. */
export interface Rates {
  readonly input: Rate;
  readonly cachedInput: Rate;
  readonly cacheWrite: Rate;
  /** Written to be kept for an hour. */
  readonly longCacheWrite: Rate | undefined;
  /** `undefined` for models that write nothing: embeddings. */
  readonly output: Rate | undefined;
}

/** Rates by size of the request, ascending; the first holds from 0 tokens on. Never empty. */
export type RateCard = readonly {
  /** Holds for requests of more input tokens than this. */
  readonly above: number;
  readonly rates: Rates;
}[];

/** What a model charges on one day, by service tier. */
export interface PriceList {
  readonly standard: RateCard;
  /** By lower-case name; a tier that is not listed has an unknown price. */
  readonly serviceTiers: ReadonlyMap<string, RateCard>;
}
