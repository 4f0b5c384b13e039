import type { Answered, AnswerOutcome, Mode } from './answer.ts';
import { type CallOutcome, callProvider } from './call-provider.ts';
import { createDeskSharing } from './desk-sharing.ts';
import { estimateInputTokens } from './estimate-input.ts';
import { maskSecrets } from './mask-secrets.ts';
import { mergeParameters } from './merge-parameters.ts';
import type { CallEstimate, ModelCall, ModelDesk, ModelDeskOptions } from './model-desk.ts';
import { createModelDirectory, type ListedModel } from './model-directory.ts';
import { providerRefusal } from './provider-refusal.ts';
import type { ProviderAnswer, ProviderRequest } from './providers/contract.ts';
import { listCost } from './rates.ts';
import { requestKey } from './request-key.ts';

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
  const noted = new Set<string>();
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
    noteIgnored(prepared);
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
    void keep(key, answer);
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

  /** Once per alias: a parameter that has no effect must not look as if it had. */
  function noteIgnored({ model, request }: PreparedCall): void {
    const ignored = model.provider.ignoredParameters?.(request) ?? [];
    if (ignored.length === 0 || noted.has(model.alias.alias)) return;
    noted.add(model.alias.alias);
    const message = `${model.alias.name} takes no ${ignored.join(', ')}: not sent`;
    options.emit({ type: 'note', message });
  }

  /** A cache that cannot be written costs time, not results. */
  /** Nobody waits for it: the next ask finds the answer at once, a fault is a note. */
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
