import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Reservation } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { ParallelLimit } from './parallel-limit.ts';
import type {
  Provider,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from './providers/contract.ts';
import type { RateCard } from './rate-card.ts';
import type { RateLimiter } from './rate-limit.ts';
import { costOfUsage, highestCost } from './rates.ts';
import type { Reserver } from './reserve-in-turn.ts';
import { type RetriedResult, retryAttempts } from './retry.ts';
import { worstCaseInputTokens } from './worst-case.ts';

export interface CallOptions {
  readonly provider: Provider;
  /** `undefined`: the price is unknown. */
  readonly rateCard: RateCard | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly limiter: RateLimiter;
  readonly parallel: ParallelLimit;
  readonly reserver: Reserver;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onRetry: (retry: { attempt: number; waitMs: number; failure: ProviderFailure }) => void;
}

/** How a call ended, with everything its attempts cost. */
export interface CallOutcome {
  readonly result: RetriedResult;
  /** All attempts together; `undefined` when the price is unknown. */
  readonly costNanoUsd: NanoUsd | undefined;
  /** True when an attempt that may have been billed settled at its worst case. */
  readonly isUpperBound: boolean;
  readonly requests: number;
}

/**
 * Asks a provider with retries, pacing and money: before every attempt its worst case is reserved,
 * after it the actual is settled. An attempt that may have been billed without saying how much costs
 * its whole reservation; one that certainly was not costs nothing.
 * @throws GalleyError `budget-exceeded`, `price-missing`, `max-tokens-missing`, or what the provider
 * refuses before sending
 */
export async function callProvider(
  request: ProviderRequest,
  options: CallOptions,
): Promise<CallOutcome> {
  const worstCase = worstCaseCost(request, options.rateCard);
  const limitKey = `${options.provider.endpoint}\n${request.model}`;
  let costNanoUsd: NanoUsd | undefined = 0;
  let isUpperBound = false;
  let requests = 0;

  function charge(reservation: Reservation, actual: NanoUsd | undefined): void {
    reservation.settle(actual);
    const spent = actual ?? worstCase;
    isUpperBound ||= actual === undefined && worstCase !== undefined;
    costNanoUsd =
      costNanoUsd === undefined || spent === undefined ? undefined : costNanoUsd + spent;
  }

  async function attempt(): Promise<ProviderResult> {
    const { limiter, requestsPerMinute, signal } = options;
    const leave = await options.parallel.enter(signal);
    try {
      await limiter.acquire(limitKey, { requestsPerMinute }, signal);
      const reservation = await reserve(worstCase, request, options);
      const result = await options.provider.send(request, signal).catch((error: unknown) => {
        if (error instanceof GalleyError) reservation.release();
        else charge(reservation, undefined);
        throw error;
      });
      requests++;
      if (result.ok) charge(reservation, costOfUsage(options.rateCard, result.answer.usage));
      else if (result.failure.mayHaveCost) charge(reservation, undefined);
      else reservation.release();
      return result;
    } finally {
      leave();
    }
  }

  const result = await retryAttempts(attempt, {
    clock: options.clock,
    random: options.random,
    signal: options.signal,
    onRetry: (retry) => {
      if (retry.failure.status === 429) options.limiter.coolDown(limitKey, retry.waitMs);
      options.onRetry(retry);
    },
  });
  return { result, costNanoUsd, isUpperBound, requests };
}

/**
 * The most that one attempt can cost; `undefined` when the price is unknown or no `max_tokens` bounds
 * the answer.
 */
function worstCaseCost(
  request: ProviderRequest,
  rateCard: RateCard | undefined,
): NanoUsd | undefined {
  const outputTokens = request.parameters.max_tokens;
  if (!rateCard || outputTokens === undefined) return undefined;
  return highestCost(rateCard, { inputTokens: worstCaseInputTokens(request), outputTokens });
}

/** A strict budget refuses an unknown worst case; the reason may be the price or the missing bound. */
async function reserve(
  worstCase: NanoUsd | undefined,
  request: ProviderRequest,
  { reserver, rateCard, signal }: CallOptions,
): Promise<Reservation> {
  try {
    return await reserver.reserve(worstCase, signal);
  } catch (error) {
    if (!(error instanceof GalleyError) || error.code !== 'price-missing') throw error;
    if (!rateCard) throw priceMissing(request.model, error);
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

function maxTokensMissing(model: string, cause: GalleyError): GalleyError {
  return new GalleyError('max-tokens-missing', `nothing bounds how long ${model} may answer`, {
    data: { model },
    hint: 'Write `max_tokens` under `parameters` of the prompt or of the alias, or set `budgets.mode: alert`.',
    cause,
  });
}
