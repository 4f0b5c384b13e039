import type { EventSink } from '../ports/events.ts';
import type { AnswerOutcome } from './answer.ts';
import { type CallOutcome, callProvider } from './call-provider.ts';
import type { DeskSharing } from './desk-sharing.ts';
import { maskSecrets, maskValue } from './mask-secrets.ts';
import type { ModelDeskOptions } from './model-desk.ts';
import type { ModelDirectory } from './model-directory.ts';
import { plainUsage } from './plain-usage.ts';
import type { PreparedCall } from './prepare-call.ts';
import { rateCardFor } from './price-list.ts';
import { providerRefusal } from './provider-refusal.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { listCost } from './rates.ts';

export interface CallOutOptions
  extends Pick<ModelDeskOptions, 'secrets' | 'clock' | 'random' | 'emit' | 'cache'> {
  readonly directory: Pick<ModelDirectory, 'prices'>;
  readonly sharing: DeskSharing;
}

/** Sends prepared calls to their providers. */
export type CallOut = (prepared: PreparedCall, signal: AbortSignal) => Promise<AnswerOutcome>;

/** What sends calls, counts their money and caches their answers; keeps which notes were given. */
export function createCallOut(options: CallOutOptions): CallOut {
  const { directory, sharing, secrets } = options;
  const emit: EventSink = (event) => options.emit(maskValue(event, secrets));
  const noted = new Set<string>();

  /** Once per alias: a parameter that has no effect must not look as if it had. */
  function noteIgnored({ model, request }: PreparedCall): void {
    const ignored = model.provider.ignoredParameters?.(request) ?? [];
    if (ignored.length === 0 || noted.has(model.alias.alias)) return;
    noted.add(model.alias.alias);
    const message = `${model.alias.name} takes no ${ignored.join(', ')}: not sent`;
    emit({ type: 'note', message });
  }

  return async (prepared, signal) => {
    const { model, request, key } = prepared;
    sharing.throwIfRefused();
    noteIgnored(prepared);
    const prices = await directory.prices(model);
    const outcome = await callProvider(request, {
      provider: model.provider,
      prices,
      lane: sharing.laneOf({
        provider: model.declaration.name,
        endpoint: model.provider.endpoint,
        model: request.model,
        limits: model.limits,
      }),
      reserver: sharing.reserver,
      clock: options.clock,
      random: options.random,
      signal,
      throwIfStopped: sharing.throwIfRefused,
      onRetry: ({ attempt, waitMs, failure }) => {
        const { alias } = model.alias;
        const reason = failure.message;
        emit({ type: 'request-retried', model: alias, attempt, waitMs, reason });
      },
    });
    if (!outcome.result.ok) return failed(prepared, outcome, options);
    const answer = { ...outcome.result.answer, usage: plainUsage(outcome.result.answer.usage) };
    void keep(key, answer, { cache: options.cache, emit });
    return {
      kind: 'answered',
      answer,
      source: 'called',
      costNanoUsd: outcome.costNanoUsd,
      isUpperBound: outcome.isUpperBound,
      listCostNanoUsd: listCost(rateCardFor(prices, request, answer), answer.usage),
      savedNanoUsd: 0,
      requests: outcome.requests,
    };
  };
}

function failed(
  prepared: PreparedCall,
  outcome: CallOutcome,
  { sharing, secrets }: CallOutOptions,
): AnswerOutcome {
  if (outcome.result.ok) throw new TypeError('the call did not fail');
  const { failure, attempts } = outcome.result;
  const message = maskSecrets(failure.message, secrets);
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

/** Nobody waits for it, and a cache that cannot be written costs time, not results: a note says so. */
async function keep(
  key: string,
  answer: ProviderAnswer,
  { cache, emit }: { readonly cache: CallOutOptions['cache']; readonly emit: EventSink },
): Promise<void> {
  try {
    await cache?.store(key, answer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    emit({ type: 'note', message: `an answer could not be cached: ${reason}` });
  }
}
