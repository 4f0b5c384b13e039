import { costOf, type NanoUsd, type Rate } from '../units/nano-usd.ts';
import type { Usage } from './providers/contract.ts';
import type { RateCard } from './rate-card.ts';

/**
 * Price of one call in whole nano-dollars, rounded up once; `undefined` when a rate that it needs or
 * the usage is unknown. Cached and written tokens are part of the input tokens, not in addition.
 */
export function costOfUsage(card: RateCard | undefined, usage: Usage): NanoUsd | undefined {
  const { inputTokens, outputTokens } = usage;
  if (!card || inputTokens === undefined || outputTokens === undefined) return undefined;
  const rates = card.findLast((tier) => tier.above < inputTokens)?.rates ?? card[0]?.rates;
  if (!rates) return undefined;
  const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, inputTokens - cached);
  const writtenLong = Math.min(usage.longCacheWriteTokens ?? 0, written);
  return priceOf([
    { tokens: inputTokens - cached - written, rate: rates.input },
    { tokens: cached, rate: rates.cachedInput },
    { tokens: written - writtenLong, rate: rates.cacheWrite },
    { tokens: writtenLong, rate: rates.longCacheWrite },
    { tokens: outputTokens, rate: rates.output },
  ]);
}

/**
 * Price of the same call without the vendor's prompt cache, so that two sides compare fairly
 * whichever ran first; `undefined` when the rates or the usage are unknown.
 */
export function listCost(
  card: RateCard | undefined,
  { inputTokens, outputTokens }: Usage,
): NanoUsd | undefined {
  return costOfUsage(card, { inputTokens, cachedInputTokens: undefined, outputTokens });
}

/**
 * The most that so many tokens can cost under any of the cards, any context tier and any kind of
 * input, in whole nano-dollars; `undefined` when nothing can be priced for such a number of tokens.
 */
export function highestCost(
  cards: readonly RateCard[],
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): NanoUsd | undefined {
  const rates = cards.flat().map((tier) => tier.rates);
  const input = rates.flatMap((it) => [it.input, it.cachedInput, it.cacheWrite, it.longCacheWrite]);
  const output = rates.map((it) => it.output);
  return priceOf([
    { tokens: tokens.inputTokens, rate: highest(input) },
    { tokens: tokens.outputTokens, rate: highest(output) },
  ]);
}

function highest(rates: readonly (Rate | undefined)[]): Rate | undefined {
  const known = rates.filter((rate) => rate !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** A vendor or a file may claim absurd numbers of tokens: their price is unknown, not a crash. */
function priceOf(
  charges: readonly { readonly tokens: number; readonly rate: Rate | undefined }[],
): NanoUsd | undefined {
  const known = charges.filter((charge) => charge.tokens !== 0);
  if (known.some((charge) => charge.rate === undefined)) return undefined;
  try {
    return costOf(known.map(({ tokens, rate = 0 }) => ({ tokens, rate })));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
