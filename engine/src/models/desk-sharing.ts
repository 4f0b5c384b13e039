import type { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Spend } from '../ports/spend.ts';
import type { AnswerOutcome } from './answer.ts';
import { createParallelLimit, type ParallelLimit } from './parallel-limit.ts';
import { createRateLimiter, type RateLimiter } from './rate-limit.ts';
import { createReserver, type Reserver } from './reserve-in-turn.ts';

/** What every desk of one run has in common, so that base and head are one client to a vendor. */
export interface DeskSharing {
  readonly limiter: RateLimiter;
  readonly reserver: Reserver;
  /** How many requests a provider takes at once. */
  parallelOf(provider: string, limit: number | undefined): ParallelLimit;
  /**
   * Runs a call once for everyone who asks for the same key at the same time. Only the first pays:
   * the others get the answer as from the cache.
   */
  once(
    key: string,
    signal: AbortSignal,
    call: () => Promise<AnswerOutcome>,
  ): Promise<AnswerOutcome>;
  /** Stops the run: remembers the first refusal of a provider and says it again to everyone. */
  refuse(refusal: GalleyError): GalleyError;
  /** @throws GalleyError `provider-refused` once a provider refused */
  throwIfRefused(): void;
}

/** What desks over one budget share; nothing is under way yet. */
export function createDeskSharing(ports: {
  readonly clock: Clock;
  readonly spend: Spend;
}): DeskSharing {
  const parallel = new Map<string, ParallelLimit>();
  const underWay = new Map<string, Promise<AnswerOutcome>>();
  let refused: GalleyError | undefined;

  return {
    limiter: createRateLimiter(ports.clock),
    reserver: createReserver(ports.spend),
    parallelOf(provider, limit) {
      const known = parallel.get(provider) ?? createParallelLimit(limit);
      parallel.set(provider, known);
      return known;
    },
    async once(key, signal, call) {
      for (let first = underWay.get(key); first; first = underWay.get(key)) {
        try {
          return withoutCost(await first);
        } catch (error) {
          // The one who asked first gave up; that is no reason for this one to.
          if (signal.aborted || !isAbort(error)) throw error;
        }
      }
      const outcome = call();
      underWay.set(key, outcome);
      try {
        return await outcome;
      } finally {
        underWay.delete(key);
      }
    },
    refuse(refusal) {
      refused ??= refusal;
      return refused;
    },
    throwIfRefused() {
      if (refused) throw refused;
    },
  };
}

function withoutCost(outcome: AnswerOutcome): AnswerOutcome {
  if (outcome.kind === 'not-executed') return outcome;
  const free = { costNanoUsd: 0, isUpperBound: false, requests: 0 };
  if (outcome.kind === 'error') return { ...outcome, ...free };
  const source = outcome.source === 'called' ? 'cache' : outcome.source;
  return { ...outcome, ...free, source, savedNanoUsd: outcome.listCostNanoUsd };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
