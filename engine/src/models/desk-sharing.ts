import type { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Spend } from '../ports/spend.ts';
import type { AnswerOutcome } from './answer.ts';
import { createLane, type Lane, type LaneLimits } from './lane.ts';
import { createParallelLimit, type ParallelLimit } from './parallel-limit.ts';
import { createReserver, type Reserver } from './reserve-in-turn.ts';

/** What every desk of one run has in common, so that base and head are one client to a vendor. */
export interface DeskSharing {
  readonly reserver: Reserver;
  /** The way of every request to one model of one provider. */
  laneOf(where: {
    /** Its name in galley.yaml, whose `limits.concurrency` all its models share. */
    readonly provider: string;
    readonly endpoint: string;
    readonly model: string;
    readonly limits: LaneLimits;
  }): Lane;
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
  /** The same pace and money, but refusals of its own: one model's 401 is not the others'. */
  apart(): DeskSharing;
}

/** What desks over one budget share; nothing is under way yet. */
export function createDeskSharing(ports: {
  readonly clock: Clock;
  readonly spend: Spend;
}): DeskSharing {
  const atOnce = new Map<string, ParallelLimit>();
  const lanes = new Map<string, Lane>();
  const underWay = new Map<string, Promise<AnswerOutcome>>();
  const shared: Pick<DeskSharing, 'reserver' | 'laneOf' | 'once'> = {
    reserver: createReserver(ports.spend),
    laneOf({ provider, endpoint, model, limits }) {
      const places = atOnce.get(provider) ?? createParallelLimit(limits.concurrency);
      atOnce.set(provider, places);
      const key = JSON.stringify([provider, endpoint, model]);
      const lane = lanes.get(key) ?? createLane(ports.clock, { limits, atOnce: places });
      lanes.set(key, lane);
      return lane;
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
  };
  return withRefusals(shared);
}

function withRefusals(shared: Omit<DeskSharing, 'refuse' | 'throwIfRefused' | 'apart'>) {
  let refused: GalleyError | undefined;
  const sharing: DeskSharing = {
    ...shared,
    refuse(refusal) {
      refused ??= refusal;
      return refused;
    },
    throwIfRefused() {
      if (refused) throw refused;
    },
    apart: () => withRefusals(shared),
  };
  return sharing;
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
