import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Reservation } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { expectedTokens } from './expected-tokens.ts';
import { type Lane, type LanePlace, longestHoldMs } from './lane.ts';
import { possibleRateCards, rateCardFor } from './price-list.ts';
import type {
  Provider,
  ProviderAnswer,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from './providers/contract.ts';
import type { PriceList } from './rate-card.ts';
import { costOfUsage } from './rates.ts';
import type { Reserver } from './reserve-in-turn.ts';
import { reserveWorstCase } from './reserve-worst-case.ts';
import { type RetriedResult, retryAttempts } from './retry.ts';
import { boundedBySent, worstCaseCost } from './worst-case.ts';

export interface CallOptions {
  readonly provider: Provider;
  /** `undefined`: the price is unknown. */
  readonly prices: PriceList | undefined;
  readonly lane: Lane;
  readonly reserver: Reserver;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onRetry: (retry: { attempt: number; waitMs: number; failure: ProviderFailure }) => void;
  /** Asked before every attempt. @throws GalleyError when the run has ended meanwhile */
  readonly throwIfStopped: () => void;
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
 * after it the actual is settled, also where tokens were counted and no answer came. An attempt that may
 * have been billed without saying how much costs its whole reservation; one that certainly was not costs
 * nothing; one that was served by a tier whose price is unknown takes its reservation from the budget
 * and makes the cost unknown.
 * @throws GalleyError `budget-exceeded`, `price-missing`, `max-tokens-missing`, or what the provider
 * refuses before sending
 */
export async function callProvider(
  request: ProviderRequest,
  options: CallOptions,
): Promise<CallOutcome> {
  const { lane, prices, signal } = options;
  const bounded = boundedBySent(request, options.provider);
  const worstCase = worstCaseCost(bounded, possibleRateCards(prices, request));
  const tokens = expectedTokens(request);
  let costNanoUsd: NanoUsd | undefined = 0;
  let isUpperBound = false;
  let requests = 0;

  function charge(reservation: Reservation, actual: NanoUsd | undefined, used?: number): void {
    reservation.settle(actual, used);
    const spent = actual ?? worstCase;
    isUpperBound ||= actual === undefined && worstCase !== undefined;
    costNanoUsd =
      costNanoUsd === undefined || spent === undefined ? undefined : costNanoUsd + spent;
  }

  function chargeUsage(
    reservation: Reservation,
    billed: Pick<ProviderAnswer, 'usage' | 'serviceTier'>,
  ): void {
    const card = rateCardFor(prices, request, billed);
    charge(reservation, costOfUsage(card, billed.usage), totalTokens(billed.usage));
    // Served for another price than those that the worst case is made of: nothing bounds it.
    if (!card) costNanoUsd = undefined;
  }

  async function send(reservation: Reservation, place: LanePlace): Promise<ProviderResult> {
    const sent = options.provider.send(request, signal);
    const result = await sent.catch((error: unknown) => {
      // A refusal came before anything was sent; an abort, whatever its reason, may have come after.
      if (error instanceof GalleyError && !signal.aborted) reservation.release();
      else charge(reservation, undefined);
      throw error;
    });
    requests++;
    if (result.ok) {
      chargeUsage(reservation, result.answer);
      place.answered(totalTokens(result.answer.usage));
      return result;
    }
    const { failure } = result;
    if (failure.status === 429) place.throttled();
    if (failure.retryAfterMs !== undefined && failure.isRetryable) lane.hold(failure.retryAfterMs);
    const { usage } = failure;
    if (usage) chargeUsage(reservation, { ...failure, usage });
    else if (failure.mayHaveCost) charge(reservation, undefined);
    else reservation.release();
    return result;
  }

  async function attempt(): Promise<ProviderResult> {
    for (;;) {
      const place = await lane.enter(tokens, signal);
      if (!place) return heldTooLong(lane.heldMs());
      try {
        const reservation = await reserveWorstCase(worstCase, bounded, options);
        // While this one waited, another may have been told to wait, or have ended the run.
        if (lane.heldMs() > 0) {
          reservation.release();
          continue;
        }
        try {
          options.throwIfStopped();
          signal.throwIfAborted();
        } catch (error) {
          reservation.release();
          throw error;
        }
        return await send(reservation, place);
      } finally {
        place.leave();
      }
    }
  }

  const result = await retryAttempts(attempt, {
    clock: options.clock,
    random: options.random,
    signal,
    onRetry: (retry) => {
      // A 429 without `retry-after` holds the others back as long as this one waits.
      if (retry.failure.status === 429) lane.hold(retry.waitMs);
      options.onRetry(retry);
    },
  });
  return { result, costNanoUsd, isUpperBound, requests };
}

function totalTokens(usage: {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
}) {
  const { inputTokens, outputTokens } = usage;
  return inputTokens === undefined || outputTokens === undefined
    ? undefined
    : inputTokens + outputTokens;
}

function heldTooLong(heldMs: number): ProviderResult {
  const minutes = Math.ceil(heldMs / 60_000);
  const limit = longestHoldMs / 60_000;
  return {
    ok: false,
    failure: {
      status: 429,
      message: `not sent: the vendor asked to wait ${minutes} more minutes, and Galley waits at most ${limit}`,
      isRetryable: false,
      isFatal: false,
      retryAfterMs: undefined,
      mayHaveCost: false,
    },
  };
}
