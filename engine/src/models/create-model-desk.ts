import type { Answered, AnswerOutcome, Mode } from './answer.ts';
import { createCallOut } from './call-out.ts';
import { createDeskSharing } from './desk-sharing.ts';
import { estimateCall } from './estimate-call.ts';
import { freeAnswer } from './free-answer.ts';
import type { CallEstimate, ModelCall, ModelDesk, ModelDeskOptions } from './model-desk.ts';
import { createModelDirectory, type ModelDirectory } from './model-directory.ts';
import { type PreparedCall, prepareCall } from './prepare-call.ts';
import { rateCardFor } from './price-list.ts';
import { throwIfNotAllowed } from './provider-guard.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { listCost } from './rates.ts';

/** A desk over one project's aliases; nothing is loaded or sent before the first call that needs it. */
export function createModelDesk(options: ModelDeskOptions): ModelDesk {
  const directory = createModelDirectory(options.project, options);
  const sharing = options.sharing ?? createDeskSharing(options);
  const callOut = createCallOut({ ...options, directory, sharing });
  const prepare = (call: ModelCall) => prepareCall(directory, call);
  let usesScripted = false;

  async function findRecording(prepared: PreparedCall, mode: Mode) {
    const { recording } = prepared.call;
    if (!options.cassettes || !recording || mode === 'live') return {};
    const found = await options.cassettes.find(recording.suite, prepared.key);
    const isUnverified = options.onlyVerified === true && found?.isTrusted === false;
    return isUnverified ? { isUnverified } : { found };
  }

  async function storedAnswer(
    prepared: PreparedCall,
    answer: ProviderAnswer,
    source: 'cache' | 'cassette' | 'cassette-local',
  ): Promise<Answered> {
    const card = rateCardFor(await directory.prices(prepared.model), prepared.request, answer);
    return freeAnswer(answer, source, listCost(card, answer.usage));
  }

  async function cacheOrCall(
    prepared: PreparedCall,
    { mode, isUnverified }: { readonly mode: Mode; readonly isUnverified: boolean },
    signal: AbortSignal,
  ): Promise<AnswerOutcome> {
    const cached = mode === 'live' ? undefined : await options.cache?.find(prepared.key);
    if (cached) return storedAnswer(prepared, cached, 'cache');
    if (mode !== 'replay') return callOut(prepared, signal);
    const reason = isUnverified
      ? 'its recording is unverified: base does not have it, and no trusted key signed it'
      : 'mode replay sends nothing, and no recording or cached answer fits this request';
    return { kind: 'not-executed', reason, requests: 0 };
  }

  async function askModel(prepared: PreparedCall, signal: AbortSignal): Promise<AnswerOutcome> {
    const mode = prepared.call.mode ?? options.mode;
    const { found: recorded, isUnverified = false } = await findRecording(prepared, mode);
    if (recorded) {
      const source = recorded.isTrusted ? 'cassette' : 'cassette-local';
      return storedAnswer(prepared, recorded.answer, source);
    }
    const outcome = await sharing.once(`${mode}:${prepared.key}`, signal, () =>
      cacheOrCall(prepared, { mode, isUnverified }, signal),
    );
    if (mode === 'record' && outcome.kind === 'answered' && prepared.call.recording) {
      const { answer } = outcome;
      const { repeat } = prepared.call;
      options.cassettes?.record({ ...prepared.call.recording, key: prepared.key, repeat, answer });
    }
    return outcome;
  }

  async function whereFrom(prepared: PreparedCall): Promise<CallEstimate['from']> {
    const mode = prepared.call.mode ?? options.mode;
    if (prepared.model.provider.isScripted) return 'scripted';
    const { found: recorded } = await findRecording(prepared, mode);
    if (recorded) return recorded.isTrusted ? 'cassette' : 'cassette-local';
    if (mode !== 'live' && (await options.cache?.find(prepared.key))) return 'cache';
    return mode === 'replay' ? 'none' : 'call';
  }

  return {
    async ask(call, signal) {
      signal.throwIfAborted();
      const prepared = prepare(call);
      throwIfNotAllowed(prepared);
      const { isScripted } = prepared.model.provider;
      if (isScripted) usesScripted = true;
      const outcome = isScripted
        ? await askScripted(prepared, directory, signal)
        : await askModel(prepared, signal);
      return { ...outcome, requestKey: prepared.key };
    },
    async estimate(call) {
      const prepared = prepare(call);
      return estimateCall(prepared, await whereFrom(prepared), directory);
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
}

async function askScripted(
  prepared: PreparedCall,
  directory: Pick<ModelDirectory, 'prices'>,
  signal: AbortSignal,
): Promise<Answered> {
  const { alias, provider } = prepared.model;
  const result = await provider.send(prepared.request, signal);
  if (!result.ok) throw new TypeError('a scripted model always answers');
  const { answer } = result;
  const prices = alias.pricing ? await directory.prices(prepared.model) : undefined;
  const list = prices && listCost(rateCardFor(prices, prepared.request, answer), answer.usage);
  return freeAnswer(answer, 'scripted', prices ? list : 0);
}
