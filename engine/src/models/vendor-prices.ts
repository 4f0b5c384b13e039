import { calcPrice, type TieredPrices } from '@pydantic/genai-prices';
import { rateFromUsdPerMillion } from '../units/nano-usd.ts';
import type { PricedAs } from './providers/contract.ts';
import type { RateCard, Rates } from './rate-card.ts';

const priceKeys = {
  input: 'input_mtok',
  cachedInput: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  longCacheWrite: 'cache_write_1h_mtok',
  output: 'output_mtok',
} as const;

/**
 * Published rates of a vendor's model on a day, by context tier; `undefined` for a model the table
 * does not know. They are those of the vendor's normal service: the table has no other tiers. The
 * package's own totals are floats and never used.
 * @source genai-prices 0.1.8
 */
export function vendorRateCard({ providerId, model }: PricedAs, at: Date): RateCard | undefined {
  const found = calcPrice({ input_tokens: 0, output_tokens: 0 }, model, {
    providerId,
    timestamp: at,
  });
  if (!found) return undefined;
  const prices = found.model_price;
  const starts = Object.values(priceKeys).flatMap((key) => tierStarts(prices[key]));
  const tiers = [-1, ...new Set(starts)].toSorted((a, b) => a - b);
  const read = tiers.map((above) => ({ above, rates: ratesAt(prices, above) }));
  if (read.some(({ rates }) => rates === undefined)) return undefined;
  return read as RateCard;
}

/** Rates for requests of more than `above` input tokens; a tier starts above its `start`. */
function ratesAt(
  prices: Record<string, number | TieredPrices | undefined>,
  above: number,
): Rates | undefined {
  const rate = (key: keyof typeof priceKeys) => {
    const usd = priceAt(prices[priceKeys[key]], above);
    return usd === undefined ? undefined : rateFromUsdPerMillion(usd);
  };
  const input = rate('input');
  if (input === undefined) return undefined;
  return {
    input,
    cachedInput: rate('cachedInput') ?? input,
    cacheWrite: rate('cacheWrite') ?? input,
    longCacheWrite: rate('longCacheWrite'),
    output: rate('output'),
  };
}

function priceAt(price: number | TieredPrices | undefined, above: number): number | undefined {
  if (price === undefined || typeof price === 'number') return price;
  return price.tiers.findLast((tier) => tier.start <= above)?.price ?? price.base;
}

function tierStarts(price: number | TieredPrices | undefined): number[] {
  return price === undefined || typeof price === 'number' ? [] : price.tiers.map((t) => t.start);
}
