import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { OtlpTarget } from '../config/bot-config.ts';
import { type SendSpansPorts, sendSpans } from './send-spans.ts';

export type SpanAttributes = Readonly<Record<string, string | number | boolean | string[]>>;

/** Something that has ended, as a span. */
export interface EndedCall {
  readonly name: string;
  readonly attributes: SpanAttributes;
  /** Milliseconds since the Unix epoch. */
  readonly beganAtMs: number;
  readonly endedAtMs: number;
  /** Why it failed; absent: it did not. */
  readonly failure?: string;
}

/** Spans, sent to whoever the operator names and nobody else. */
export interface Tracing {
  /** Runs work inside a span; whatever is recorded meanwhile is its child. */
  within<Result>(
    name: string,
    attributes: SpanAttributes,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** A call of the outside, below the span that this runs in. */
  record(call: EndedCall): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** Without a receiver there are no spans. */
const noTracing: Tracing = {
  within: (_name, _attributes, work) => work(),
  record: () => undefined,
  stop: async () => undefined,
};

/** Opens tracing for these receivers; without any it does nothing. */
export function openTracing(
  targets: readonly OtlpTarget[],
  { about, ...ports }: SendSpansPorts & { readonly about: SpanAttributes },
): Tracing {
  if (targets.length === 0) return noTracing;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ ...about }),
    spanProcessors: targets.map(
      (target) => new BatchSpanProcessor({ exporter: sendSpans(target, ports) }),
    ),
  });
  const tracer = provider.getTracer('galley-bot');
  const current = new AsyncLocalStorage<Context>();
  const contextNow = () => current.getStore() ?? ROOT_CONTEXT;
  return {
    async within(name, attributes, work) {
      const startTime = ports.clock.now();
      const options = { kind: SpanKind.CONSUMER, attributes: { ...attributes }, startTime };
      const span = tracer.startSpan(name, options, contextNow());
      try {
        return await current.run(trace.setSpan(contextNow(), span), work);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(error) });
        throw error;
      } finally {
        span.end(ports.clock.now());
      }
    },
    record({ name, attributes, beganAtMs, endedAtMs, failure }) {
      const options = {
        kind: SpanKind.CLIENT,
        attributes: { ...attributes },
        startTime: beganAtMs,
      };
      const span = tracer.startSpan(name, options, contextNow());
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end(endedAtMs);
    },
    stop: () => provider.shutdown(),
  };
}

/** What kind of error it was; its message may hold what no span should. */
function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
