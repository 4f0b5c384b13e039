import type { ChatMessage, ModelParameters, Tool } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Spend } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { AnswerOutcome, Mode } from './answer.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { CassetteStore } from './cassettes.ts';
import type { DeskSharing } from './desk-sharing.ts';
import type { ProviderRequest } from './providers/contract.ts';

/** One question to the model behind an alias. */
export interface ModelCall {
  readonly alias: string;
  /** Absent: a chat. `embedding`: the one message's text becomes a vector, the answer's text is its JSON. */
  readonly task?: 'embedding';
  /** Layers over the alias's own parameters, weakest first: prompt, suite, flag. */
  readonly parameters: ModelParameters | readonly (ModelParameters | undefined)[];
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly Tool[];
  readonly output: ProviderRequest['output'];
  /** 0-based; every repeat is a draw of its own. */
  readonly repeat: number;
  /** The cassette to look in and to write; absent: no cassette. */
  readonly recording?: { readonly suite: string; readonly caseId: string };
  /** Names of the only providers that may see the messages; absent is any. */
  readonly allowedProviders?: readonly string[];
  /** Instead of the desk's own mode. */
  readonly mode?: Mode;
}

/** An answer, or why there is none, with the identity of the request. */
export type AskResult = AnswerOutcome & { readonly requestKey: string };

/** What a call could cost, without sending it. */
export interface CallEstimate {
  readonly requestKey: string;
  /** Where the answer would come from now; `none`: the mode forbids asking. */
  readonly from: 'scripted' | 'cassette' | 'cassette-local' | 'cache' | 'call' | 'none';
  /** As counted here; bills come from the vendor's own count. */
  readonly inputTokens: number;
  /** True when they were counted with the model's own published encoding; else an estimate. */
  readonly isInputExact: boolean;
  /** The call's `max_tokens`; `undefined` when nothing bounds the answer. */
  readonly maxOutputTokens: number | undefined;
  /**
   * One call with the estimated input and the longest answer, at list price, wherever it would come
   * from; `undefined` when the price is unknown or nothing bounds the answer.
   */
  readonly listCostNanoUsd: NanoUsd | undefined;
  /**
   * The most that this run could spend on one attempt, as a budget reserves it; 0 where nothing is
   * called, `undefined` when the price is unknown or nothing bounds the answer.
   */
  readonly costNanoUsd: NanoUsd | undefined;
}

/** Where prompts get their answers: recordings, the cache, providers; with all money counted. */
export interface ModelDesk {
  /**
   * The answer to one call, by the mode's rules. A provider's failure is a result.
   * @throws GalleyError `model-unknown`, `provider-refused` (401, 403, 404: the run stops),
   * `budget-exceeded`, `price-missing`, `max-tokens-missing`, `secret-missing`, `secret-not-bound`,
   * `host-not-allowed`, `data-not-allowed`, `cassette-unsafe`, `usage`; and the signal's reason when it aborts
   */
  ask(call: ModelCall, signal: AbortSignal): Promise<AskResult>;
  /** What a call could cost; sends nothing. */
  estimate(call: ModelCall): Promise<CallEstimate>;
  /** Identity of the call's request, as `ask` would give it. */
  requestKey(call: ModelCall): string;
  /** @throws GalleyError `model-unknown` */
  describe(alias: string): ModelDescription;
  /** True once a scripted model has answered. */
  readonly usesScripted: boolean;
}

export interface ModelDescription {
  readonly alias: string;
  readonly provider: string;
  readonly providerType: string;
  /** The vendor's name of the model. */
  readonly model: string;
  readonly endpoint: string;
  readonly isScripted: boolean;
}

export interface ModelDeskOptions {
  readonly project: Project;
  /** Text of scripted files, by path relative to the project. */
  readonly scriptedFiles: ReadonlyMap<string, string>;
  readonly mode: Mode;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly spend: Spend;
  readonly cache?: AnswerCache;
  readonly cassettes?: CassetteStore;
  /** True: recordings that only head has and nobody trusted signed count as absent. Default false. */
  readonly onlyVerified?: boolean;
  readonly emit: EventSink;
  readonly allowPrivateHosts: boolean;
  /** What several desks over one budget share (base and head of a proof); own by default. */
  readonly sharing?: DeskSharing;
}
