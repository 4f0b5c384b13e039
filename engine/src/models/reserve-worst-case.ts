import { GalleyError } from '../errors/galley-error.ts';
import type { Reservation } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { possibleRateCards } from './price-list.ts';
import type { ProviderRequest } from './providers/contract.ts';
import type { PriceList } from './rate-card.ts';
import type { Reserver } from './reserve-in-turn.ts';
import { worstCaseTokens } from './worst-case.ts';

/**
 * Sets an attempt's worst case aside. A strict budget refuses an unknown one; the reason may be the
 * price or the missing bound.
 * @throws GalleyError `budget-exceeded`, `price-missing`, `max-tokens-missing`
 */
export async function reserveWorstCase(
  worstCase: NanoUsd | undefined,
  request: ProviderRequest,
  options: {
    readonly reserver: Reserver;
    readonly prices: PriceList | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Reservation> {
  const { reserver, prices, signal } = options;
  try {
    return await reserver.reserve(worstCase, signal, worstCaseTokens(request));
  } catch (error) {
    if (!(error instanceof GalleyError) || error.code !== 'price-missing') throw error;
    if (!prices) throw priceMissing(request.model, error);
    if (!possibleRateCards(prices, request)) throw tierPriceMissing(request, error);
    throw maxTokensMissing(request.model, error);
  }
}

function priceMissing(model: string, cause: GalleyError): GalleyError {
  return new GalleyError('price-missing', `the price of ${model} is unknown`, {
    data: { model },
    hint: 'Write `pricing: {input_per_1m_usd: …, output_per_1m_usd: …}` at its alias in galley.yaml, or set `budgets.mode: alert`.',
    cause,
  });
}

function tierPriceMissing({ model, parameters }: ProviderRequest, cause: GalleyError): GalleyError {
  const keys = Object.keys(parameters.extra ?? {});
  return new GalleyError(
    'price-missing',
    `the price of ${model} is unknown for what \`extra\` asks for (${keys.join(', ')})`,
    {
      data: { model, keys },
      hint: 'Write the price of a service tier under `pricing.service_tiers` at its alias in galley.yaml, remove the key from `extra`, or set `budgets.mode: alert`.',
      cause,
    },
  );
}

function maxTokensMissing(model: string, cause: GalleyError): GalleyError {
  return new GalleyError('max-tokens-missing', `nothing bounds how long ${model} may answer`, {
    data: { model },
    hint: 'Write `max_tokens` under `parameters` of the prompt or of the alias (for `type: http`, `${{ parameters.max_tokens }}` in `body` as well), remove keys of `extra` that lift the bound, or set `budgets.mode: alert`.',
    cause,
  });
}
