import type { AskResult, ModelDesk } from '../models/model-desk.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { ProofDesk } from './prove-options.ts';

/** What every call of a proof cost: answers, judges and fresh runs of both sides. */
export interface AnswerBill {
  readonly knownNanoUsd: NanoUsd;
  /** Calls whose price is unknown; their cost is in no total. */
  readonly unknownCalls: number;
  readonly isUpperBound: boolean;
  /** `undefined` when what a free answer would have cost is unknown. */
  readonly savedNanoUsd: NanoUsd | undefined;
}

/** What the desks of one proof have in common. */
export interface AnswerSharing {
  /**
   * A desk that gives the same answer to the same request without asking again, whichever side asked
   * first: an unchanged request is no evidence, and costs nothing.
   */
  share(desk: Omit<ProofDesk, 'usesScripted'>): Pick<ModelDesk, 'ask'>;
  /** So far; also of draws that were paid for and never finished. */
  bill(): AnswerBill;
}

/** Answers by request key, for as long as one proof lasts, and what they cost. */
export function createAnswerSharing(): AnswerSharing {
  const known = new Map<string, AskResult>();
  let knownNanoUsd = 0;
  let unknownCalls = 0;
  let isUpperBound = false;
  let savedNanoUsd: NanoUsd | undefined = 0;

  function charge(result: AskResult): AskResult {
    if (result.kind === 'not-executed') return result;
    if (result.costNanoUsd === undefined) unknownCalls += 1;
    else knownNanoUsd += result.costNanoUsd;
    isUpperBound ||= result.isUpperBound;
    if (result.kind === 'answered') savedNanoUsd = plus(savedNanoUsd, result.savedNanoUsd);
    return result;
  }

  return {
    share: (desk) => ({
      async ask(call, signal) {
        const earlier = desk.requestKey && known.get(desk.requestKey(call));
        if (earlier !== undefined) return charge(reused(earlier));
        const result = await desk.ask(call, signal);
        if (result.kind === 'answered') known.set(result.requestKey, result);
        return charge(result);
      },
    }),
    bill: () => ({ knownNanoUsd, unknownCalls, isUpperBound, savedNanoUsd }),
  };
}

function plus(sum: NanoUsd | undefined, amount: NanoUsd | undefined): NanoUsd | undefined {
  return sum === undefined || amount === undefined ? undefined : sum + amount;
}

function reused(result: AskResult): AskResult {
  if (result.kind !== 'answered' || result.source === 'scripted') return result;
  return {
    ...result,
    source: result.source === 'called' ? 'cache' : result.source,
    costNanoUsd: 0,
    isUpperBound: false,
    savedNanoUsd: result.listCostNanoUsd,
    requests: 0,
  };
}
