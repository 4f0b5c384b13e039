import type { ModelAlias, PricingOverride, PricingTable } from '../library/project.ts';
import { rateFromUsdPerMillion } from '../units/nano-usd.ts';
import type { PriceList, RateCard, Rates } from './rate-card.ts';

/**
 * The prices that an alias declares and that are in force at a time; `undefined` when it declares none,
 * or none yet.
 * @param nowMs days begin at midnight UTC
 */
export function declaredPrices(
  pricing: NonNullable<ModelAlias['pricing']>,
  nowMs: number,
): PriceList | undefined {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const inForce = [pricing]
    .flat()
    .filter((entry: PricingOverride) => entry.from === undefined || entry.from <= today)
    .toSorted((one, other) => compareText(one.from ?? '', other.from ?? ''))
    .at(-1);
  if (!inForce) return undefined;
  const tiers = Object.entries(inForce.serviceTiers ?? {});
  return {
    standard: cardOf(inForce),
    serviceTiers: new Map(tiers.map(([name, table]) => [name.toLowerCase(), cardOf(table)])),
  };
}

function cardOf(table: PricingTable): RateCard {
  const tiers = (table.tiers ?? []).toSorted((one, other) => one.aboveTokens - other.aboveTokens);
  return [
    { above: -1, rates: ratesOf(table) },
    ...tiers.map((tier) => ({ above: tier.aboveTokens, rates: ratesOf(tier) })),
  ];
}

/** What is not declared costs what the schema says: cached and written tokens are input like any other. */
function ratesOf(table: PricingTable): Rates {
  const rate = (usd: string | undefined) =>
    usd === undefined ? undefined : rateFromUsdPerMillion(usd);
  const input = rateFromUsdPerMillion(table.inputPer1mUsd);
  const cacheWrite = rate(table.cacheWritePer1mUsd) ?? input;
  return {
    input,
    cachedInput: rate(table.cachedInputPer1mUsd) ?? input,
    cacheWrite,
    longCacheWrite: rate(table.cacheWrite1hPer1mUsd) ?? cacheWrite,
    output: rateFromUsdPerMillion(table.outputPer1mUsd),
  };
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
