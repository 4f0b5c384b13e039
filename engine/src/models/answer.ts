import type { NanoUsd } from '../units/nano-usd.ts';
import type { ProviderAnswer } from './providers/contract.ts';

/** `replay` never calls; `auto` calls what is not recorded; `record` also writes; `live` always calls. */
export type Mode = 'replay' | 'auto' | 'record' | 'live';

/** Where an answer came from, with what it cost now and what it would have cost. */
export interface Answered {
  readonly kind: 'answered';
  readonly answer: ProviderAnswer;
  /** `cassette-local`: a recording that only this checkout has; counted in the CLI, labelled. */
  readonly source: 'called' | 'cache' | 'cassette' | 'cassette-local' | 'scripted';
  /** Spent by this run for this answer, every attempt included; `undefined` when the price is unknown. */
  readonly costNanoUsd: NanoUsd | undefined;
  /** True when an attempt settled at its reservation because usage never arrived. */
  readonly isUpperBound: boolean;
  /** One uncached call at today's rates; `undefined` when the price or the usage is unknown. */
  readonly listCostNanoUsd: NanoUsd | undefined;
  /** What a cached or replayed answer saved; 0 for a call. */
  readonly savedNanoUsd: NanoUsd | undefined;
  /** HTTP requests sent for it, retries included. */
  readonly requests: number;
}

/** No answer exists and the mode forbids asking for one: neither pass nor fail. */
export interface NotExecuted {
  readonly kind: 'not-executed';
  readonly reason: string;
  readonly requests: 0;
}

/** The provider failed on this call after all retries; the other cases go on. */
export interface AnswerError {
  readonly kind: 'error';
  readonly message: string;
  readonly costNanoUsd: NanoUsd | undefined;
  readonly isUpperBound: boolean;
  readonly requests: number;
}

export type AnswerOutcome = Answered | NotExecuted | AnswerError;
