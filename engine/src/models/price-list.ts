import type { ModelAlias } from '../library/project.ts';
import { declaredPrices } from './declared-prices.ts';
import type { Provider, ProviderAnswer, ProviderRequest } from './providers/contract.ts';
import type { PriceList, RateCard } from './rate-card.ts';

/** What vendors call their normal service; `auto` leaves it to the account, and the answer tells. */
const normalTiers = new Set(['auto', 'default', 'on_demand', 'standard', 'standard_only']);

/** Keys under `extra` that change what a call costs, beyond what rates can say. */
const priceChangingExtras = new Set([
  'audio',
  'cachedContent',
  'container',
  'inference_geo',
  'mcp_servers',
  'modalities',
  'prediction',
  'responseModalities',
  'speed',
  'web_search_options',
]);

/**
 * What a model charges: the alias's own `pricing`, else the published table where the provider says
 * that it holds, else `undefined`, which means unknown and never free.
 * @param nowMs prices change on dates
 */
export async function priceListOf(
  model: ModelAlias,
  provider: Pick<Provider, 'pricedAs'>,
  nowMs: number,
): Promise<PriceList | undefined> {
  const declared = model.pricing && declaredPrices(model.pricing, nowMs);
  if (declared) return declared;
  const pricedAs = provider.pricedAs?.({ model: model.name });
  if (!pricedAs) return undefined;
  const { vendorRateCard } = await import('./vendor-prices.ts');
  const standard = vendorRateCard(pricedAs, new Date(nowMs));
  return standard && { standard, serviceTiers: new Map() };
}

/**
 * The rates that a request was charged by: those of the tier that answered, else of the tier it asked
 * for; `undefined` when that tier's price is unknown, or the request asks for more than tokens.
 * @param answer absent before there is one
 */
export function rateCardFor(
  prices: PriceList | undefined,
  request: Pick<ProviderRequest, 'parameters'>,
  answer?: Pick<ProviderAnswer, 'serviceTier'>,
): RateCard | undefined {
  const { extra = {} } = request.parameters;
  if (!prices || Object.keys(extra).some((key) => priceChangingExtras.has(key))) return undefined;
  const asked = extra.service_tier ?? extra.serviceTier;
  const tier = String(answer?.serviceTier ?? asked ?? 'default').toLowerCase();
  return normalTiers.has(tier) ? prices.standard : prices.serviceTiers.get(tier);
}

/**
 * Every card that an answer to the request may be charged by: a vendor may serve a request for another
 * tier normally. `undefined` when one of them is unknown.
 */
export function possibleRateCards(
  prices: PriceList | undefined,
  request: Pick<ProviderRequest, 'parameters'>,
): readonly RateCard[] | undefined {
  const asked = rateCardFor(prices, request);
  if (!prices || !asked) return undefined;
  return asked === prices.standard ? [asked] : [asked, prices.standard];
}
