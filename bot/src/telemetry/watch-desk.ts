import type { AskResult, ModelCall, ModelDesk } from '@galley/engine/models';
import { maskValue } from '@galley/engine/models';
import type { Clock, Secrets } from '@galley/engine/ports';
import {
  callAttributes,
  contentAttributes,
  resultAttributes,
  spanNameOf,
} from './gen-ai-attributes.ts';
import type { Metrics } from './metrics.ts';
import type { SpanAttributes, Tracing } from './tracing.ts';

export interface WatchDeskPorts {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'modelCall'>;
  readonly tracing: Pick<Tracing, 'record'>;
  /** Every loaded secret. */
  readonly secrets: Pick<Secrets, 'values'>;
  /** Whether spans hold the text of prompts and answers. */
  readonly showsContent: boolean;
  /** Login of whoever the present work is for. */
  accountNow(): string;
}

/** A desk whose calls of models are counted and traced; answers that nobody was asked for are neither. */
export function watchDesk(desk: ModelDesk, ports: WatchDeskPorts): ModelDesk {
  return {
    ...desk,
    async ask(call, signal) {
      const [beganAtMs, beganMs] = [ports.clock.now(), ports.clock.elapsedMs()];
      const tell = (ended: Ended) => {
        const durationMs = ports.clock.elapsedMs() - beganMs;
        tellOf(call, desk, { ...ended, beganAtMs, durationMs }, ports);
      };
      try {
        const result = await desk.ask(call, signal);
        if (wasCalled(result)) tell({ result });
        return result;
      } catch (error) {
        if (isOfProvider(error)) tell({ failure: error.code });
        throw error;
      }
    },
    get usesScripted() {
      return desk.usesScripted;
    },
  };
}

type Ended =
  | { readonly result: AskResult; readonly failure?: undefined }
  | { readonly failure: string };

function tellOf(
  call: ModelCall,
  desk: ModelDesk,
  ended: Ended & { readonly beganAtMs: number; readonly durationMs: number },
  { metrics, tracing, secrets, showsContent, accountNow }: WatchDeskPorts,
): void {
  const description = desk.describe(call.alias);
  const { beganAtMs, durationMs } = ended;
  const result = ended.failure === undefined ? ended.result : undefined;
  const answer = result?.kind === 'answered' ? result.answer : undefined;
  metrics.modelCall({
    provider: description.providerType,
    outcome: answer === undefined ? 'failed' : 'answered',
    requests: result?.requests ?? 1,
    inputTokens: answer?.usage.inputTokens,
    outputTokens: answer?.usage.outputTokens,
    costNanoUsd: result === undefined || result.kind === 'not-executed' ? 0 : result.costNanoUsd,
    durationMs,
    account: accountNow(),
  });
  const failure = ended.failure ?? (result?.kind === 'error' ? 'provider-error' : undefined);
  const attributes: SpanAttributes = {
    ...callAttributes(call, description),
    ...(result && resultAttributes(result)),
    ...(result &&
      showsContent &&
      contentAttributes(maskValue(call, secrets), maskValue(result, secrets))),
    ...(failure !== undefined && { 'error.type': failure }),
  };
  const endedAtMs = beganAtMs + Math.max(0, durationMs);
  const name = spanNameOf(call, description);
  tracing.record({ name, attributes, beganAtMs, endedAtMs, ...(failure && { failure }) });
}

/** Recordings, caches and scripts ask nobody. */
function wasCalled(result: AskResult): boolean {
  if (result.kind === 'answered') return result.source === 'called';
  return result.kind === 'error' && result.requests > 0;
}

function isOfProvider(error: unknown): error is { readonly code: string } {
  return (error as { code?: unknown } | null)?.code === 'provider-refused';
}
