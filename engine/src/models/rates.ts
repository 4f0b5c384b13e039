import type { ModelParameters } from '../library/nodes.ts';
import type { ModelAlias, PricingOverride } from '../library/project.ts';
import { costOf, type NanoUsd, rateFromUsdPerMillion } from '../units/nano-usd.ts';
import type { Provider, Usage } from './providers/contract.ts';
import type { RateCard, Rates } from './rate-card.ts';

const vendorPricedHosts = new Set(['api.openai.com']);

/** Keys under `extra` that change what a call costs, beyond what rates can say. */
const priceChangingExtras = new Set([
  'audio',
  'modalities',
  'prediction',
  'service_tier',
  'web_search_options',
]);

/** True when parameters ask for something that rates cannot price: its cost is unknown. */
export function changesPrice(parameters: ModelParameters): boolean {
  return Object.keys(parameters.extra ?? {}).some((key) => priceChangingExtras.has(key));
}

/**
 * What a model charges: the alias's own `pricing`, else the published table for models called at
 * OpenAI's own address, else `undefined`, which means unknown and never free.
 * @param nowMs published prices change on dates
 */
export async function rateCardOf(
  model: ModelAlias,
  provider: Pick<Provider, 'type' | 'endpoint'>,
  nowMs: number,
): Promise<RateCard | undefined> {
  if (model.pricing) return [{ above: -1, rates: overriddenRates(model.pricing) }];
  if (provider.type !== 'openai' || !vendorPricedHosts.has(hostOf(provider.endpoint))) {
    return undefined;
  }
  const { vendorRateCard } = await import('./vendor-prices.ts');
  return vendorRateCard(model.name, new Date(nowMs));
}

function overriddenRates(pricing: PricingOverride): Rates {
  const input = rateFromUsdPerMillion(pricing.inputPer1mUsd);
  return {
    input,
    cachedInput:
      pricing.cachedInputPer1mUsd === undefined
        ? input
        : rateFromUsdPerMillion(pricing.cachedInputPer1mUsd),
    cacheWrite: input,
    output: rateFromUsdPerMillion(pricing.outputPer1mUsd),
  };
}

/**
 * Price of one call in whole nano-dollars, rounded up once; `undefined` when the rates or the usage
 * are unknown. Cached and written tokens are part of the input tokens, not in addition.
 */
export function costOfUsage(card: RateCard | undefined, usage: Usage): NanoUsd | undefined {
  const { inputTokens, outputTokens } = usage;
  if (!card || inputTokens === undefined || outputTokens === undefined) return undefined;
  const rates = card.findLast((tier) => tier.above < inputTokens)?.rates ?? card[0]?.rates;
  if (!rates) return undefined;
  const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, inputTokens - cached);
  return priceOf([
    { tokens: inputTokens - cached - written, rate: rates.input },
    { tokens: cached, rate: rates.cachedInput },
    { tokens: written, rate: rates.cacheWrite },
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
 * The most that so many tokens can cost under any tier and any kind of input, in whole nano-dollars;
 * `undefined` for a number of tokens that nothing can be priced for.
 */
export function highestCost(
  card: RateCard,
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): NanoUsd | undefined {
  const input = Math.max(
    ...card.flatMap(({ rates }) => [rates.input, rates.cachedInput, rates.cacheWrite]),
  );
  const output = Math.max(...card.map(({ rates }) => rates.output));
  return priceOf([
    { tokens: tokens.inputTokens, rate: input },
    { tokens: tokens.outputTokens, rate: output },
  ]);
}

/** A vendor or a file may claim absurd numbers of tokens: their price is unknown, not a crash. */
function priceOf(charges: Parameters<typeof costOf>[0]): NanoUsd | undefined {
  try {
    return costOf(charges);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : '';
}
