import type { ChatMessage, ModelParameters, Tool } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Spend } from '../ports/spend.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { Answered, AnswerOutcome, Mode } from './answer.ts';
import type { AnswerCache } from './answer-cache.ts';
import { type CallOutcome, callProvider } from './call-provider.ts';
import type { CassetteStore } from './cassettes.ts';
import { createDeskSharing, type DeskSharing } from './desk-sharing.ts';
import { estimateInputTokens } from './estimate-input.ts';
import { maskSecrets } from './mask-secrets.ts';
import { mergeParameters } from './merge-parameters.ts';
import { createModelDirectory, type ListedModel } from './model-directory.ts';
import { providerRefusal } from './provider-refusal.ts';
import type { ProviderAnswer, ProviderRequest } from './providers/contract.ts';
import { listCost } from './rates.ts';
import { requestKey } from './request-key.ts';

/** One question to the model behind an alias. */
export interface ModelCall {
  readonly alias: string;
  /** Layers over the alias's own parameters, weakest first: prompt, suite, flag. */
  readonly parameters: ModelParameters | readonly (ModelParameters | undefined)[];
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly Tool[];
  readonly output: ProviderRequest['output'];
  /** 0-based; every repeat is a draw of its own. */
  readonly repeat: number;
  /** The cassette to look in and to write; absent: no cassette. */
  readonly recording?: { readonly suite: string; readonly caseId: string };
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
  /** An estimate; only the vendor counts tokens. */
  readonly inputTokens: number;
  /** The call's `max_tokens`; `undefined` when nothing bounds the answer. */
  readonly maxOutputTokens: number | undefined;
  /**
   * One call with the estimated input and the longest answer, at list price, wherever it would come
   * from; `undefined` when the price is unknown or nothing bounds the answer.
   */
  readonly listCostNanoUsd: NanoUsd | undefined;
  /** What this run would spend: the list cost for a call, else 0. */
  readonly costNanoUsd: NanoUsd | undefined;
}

/** Where prompts get their answers: recordings, the cache, providers; with all money counted. */
export interface ModelDesk {
  /**
   * The answer to one call, by the mode's rules. A provider's failure is a result.
   * @throws GalleyError `model-unknown`, `provider-refused` (401, 403, 404: the run stops),
   * `budget-exceeded`, `price-missing`, `max-tokens-missing`, `secret-missing`, `secret-not-bound`,
   * `host-not-allowed`, `cassette-unsafe`, `usage`; and the signal's reason when it aborts
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
  readonly emit: EventSink;
  readonly allowPrivateHosts: boolean;
  /** What several desks over one budget share (base and head of a proof); own by default. */
  readonly sharing?: DeskSharing;
}

interface PreparedCall {
  readonly call: ModelCall;
  readonly model: ListedModel;
  readonly request: ProviderRequest;
  readonly key: string;
}

/** A desk over one project's aliases; nothing is loaded or sent before the first call that needs it. */
export function createModelDesk(options: ModelDeskOptions): ModelDesk {
  const directory = createModelDirectory(options.project, options);
  const sharing = options.sharing ?? createDeskSharing(options);
  let usesScripted = false;

  function prepare(call: ModelCall): PreparedCall {
    const model = directory.find(call.alias);
    const layers = Array.isArray(call.parameters) ? call.parameters : [call.parameters];
    const request: ProviderRequest = {
      model: model.alias.name,
      messages: call.messages,
      parameters: mergeParameters([model.alias.parameters, ...layers]),
      tools: call.tools,
      output: call.output,
      repeat: call.repeat,
    };
    return { call, model, request, key: requestKey(model.provider, request) };
  }

  async function askScripted(prepared: PreparedCall, signal: AbortSignal): Promise<AnswerOutcome> {
    usesScripted = true;
    const result = await prepared.model.provider.send(prepared.request, signal);
    if (!result.ok) throw new TypeError('a scripted model always answers');
    const rateCard = prepared.model.alias.pricing ? await directory.rates(prepared) : undefined;
    return {
      kind: 'answered',
      answer: result.answer,
      source: 'scripted',
      costNanoUsd: 0,
      isUpperBound: false,
      listCostNanoUsd: rateCard ? listCost(rateCard, result.answer.usage) : 0,
      savedNanoUsd: 0,
      requests: 0,
    };
  }

  async function findRecording(prepared: PreparedCall, mode: Mode) {
    const { recording } = prepared.call;
    if (!options.cassettes || !recording || mode === 'live') return undefined;
    return await options.cassettes.find(recording.suite, prepared.key);
  }

  async function freeAnswer(
    prepared: PreparedCall,
    answer: ProviderAnswer,
    source: Answered['source'],
  ): Promise<Answered> {
    const list = listCost(await directory.rates(prepared), answer.usage);
    return {
      kind: 'answered',
      answer,
      source,
      costNanoUsd: 0,
      isUpperBound: false,
      listCostNanoUsd: list,
      savedNanoUsd: list,
      requests: 0,
    };
  }

  async function callOut(prepared: PreparedCall, signal: AbortSignal): Promise<AnswerOutcome> {
    const { model, request, key } = prepared;
    sharing.throwIfRefused();
    const rateCard = await directory.rates(prepared);
    const outcome = await callProvider(request, {
      provider: model.provider,
      rateCard,
      requestsPerMinute: model.limits.requestsPerMinute,
      limiter: sharing.limiter,
      parallel: sharing.parallelOf(model.declaration.name, model.limits.concurrency),
      reserver: sharing.reserver,
      clock: options.clock,
      random: options.random,
      signal,
      onRetry: ({ attempt, waitMs, failure }) => {
        const reason = maskSecrets(failure.message, options.secrets);
        options.emit({
          type: 'request-retried',
          model: model.alias.alias,
          attempt,
          waitMs,
          reason,
        });
      },
    });
    if (!outcome.result.ok) return failed(prepared, outcome);
    const { answer } = outcome.result;
    await keep(key, answer);
    return {
      kind: 'answered',
      answer,
      source: 'called',
      costNanoUsd: outcome.costNanoUsd,
      isUpperBound: outcome.isUpperBound,
      listCostNanoUsd: listCost(rateCard, answer.usage),
      savedNanoUsd: 0,
      requests: outcome.requests,
    };
  }

  function failed(prepared: PreparedCall, outcome: CallOutcome): AnswerOutcome {
    if (outcome.result.ok) throw new TypeError('the call did not fail');
    const { failure, attempts } = outcome.result;
    const message = maskSecrets(failure.message, options.secrets);
    if (failure.isFatal) {
      throw sharing.refuse(providerRefusal(prepared.model, { status: failure.status, message }));
    }
    return {
      kind: 'error',
      message: attempts > 1 ? `${message} (after ${attempts} attempts)` : message,
      costNanoUsd: outcome.costNanoUsd,
      isUpperBound: outcome.isUpperBound,
      requests: outcome.requests,
    };
  }

  /** A cache that cannot be written costs time, not results. */
  async function keep(key: string, answer: ProviderAnswer): Promise<void> {
    try {
      await options.cache?.store(key, answer);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.emit({ type: 'note', message: `an answer could not be cached: ${reason}` });
    }
  }

  async function cacheOrCall(
    prepared: PreparedCall,
    mode: Mode,
    signal: AbortSignal,
  ): Promise<AnswerOutcome> {
    const cached = mode === 'live' ? undefined : await options.cache?.find(prepared.key);
    if (cached) return freeAnswer(prepared, cached, 'cache');
    if (mode !== 'replay') return callOut(prepared, signal);
    return {
      kind: 'not-executed',
      reason: 'mode replay sends nothing, and no recording or cached answer fits this request',
      requests: 0,
    };
  }

  async function askModel(prepared: PreparedCall, signal: AbortSignal): Promise<AnswerOutcome> {
    const mode = prepared.call.mode ?? options.mode;
    const recorded = await findRecording(prepared, mode);
    if (recorded) {
      const source = recorded.isTrusted ? 'cassette' : 'cassette-local';
      return freeAnswer(prepared, recorded.answer, source);
    }
    const outcome = await sharing.once(`${mode}:${prepared.key}`, signal, () =>
      cacheOrCall(prepared, mode, signal),
    );
    if (mode === 'record' && outcome.kind === 'answered' && prepared.call.recording) {
      const { answer } = outcome;
      const { repeat } = prepared.call;
      options.cassettes?.record({ ...prepared.call.recording, key: prepared.key, repeat, answer });
    }
    return outcome;
  }

  return {
    async ask(call, signal) {
      signal.throwIfAborted();
      const prepared = prepare(call);
      const outcome = prepared.model.provider.isScripted
        ? await askScripted(prepared, signal)
        : await askModel(prepared, signal);
      return { ...outcome, requestKey: prepared.key };
    },
    async estimate(call) {
      const prepared = prepare(call);
      const from = await whereFrom(prepared);
      const { request } = prepared;
      const inputTokens = await estimateInputTokens(request);
      const maxOutputTokens = request.parameters.max_tokens;
      const rateCard = await directory.rates(prepared);
      const isFree = prepared.model.provider.isScripted && !rateCard;
      const list = isFree
        ? 0
        : listCost(rateCard, {
            inputTokens,
            cachedInputTokens: undefined,
            outputTokens: maxOutputTokens,
          });
      return {
        requestKey: prepared.key,
        from,
        inputTokens,
        maxOutputTokens,
        listCostNanoUsd: list,
        costNanoUsd: from === 'call' ? list : 0,
      };
    },
    requestKey: (call) => prepare(call).key,
    describe(alias) {
      const { alias: named, declaration, provider } = directory.find(alias);
      return {
        alias,
        provider: declaration.name,
        providerType: provider.type,
        model: named.name,
        endpoint: provider.endpoint,
        isScripted: provider.isScripted,
      };
    },
    get usesScripted() {
      return usesScripted;
    },
  };

  async function whereFrom(prepared: PreparedCall): Promise<CallEstimate['from']> {
    const mode = prepared.call.mode ?? options.mode;
    if (prepared.model.provider.isScripted) return 'scripted';
    const recorded = await findRecording(prepared, mode);
    if (recorded) return recorded.isTrusted ? 'cassette' : 'cassette-local';
    if (mode !== 'live' && (await options.cache?.find(prepared.key))) return 'cache';
    return mode === 'replay' ? 'none' : 'call';
  }
}
