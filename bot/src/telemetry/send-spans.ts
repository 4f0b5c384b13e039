import type { Clock } from '@galley/engine/ports';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { OtlpTarget } from '../config/bot-config.ts';
import { toOtlpJson } from './otlp-json.ts';

export interface SendSpansPorts {
  readonly clock: Clock;
  /** By the proxy and the certificate authorities of the configuration. */
  readonly fetch: typeof fetch;
  /** Told when spans were lost. */
  readonly onLost: (lost: { host: string; spans: number; reason: string }) => void;
}

const timeoutMs = 5_000;
const pausesMs = [500, 2_000];
const retryable = new Set([429, 502, 503, 504]);

/**
 * Sends spans to one receiver by OTLP over HTTP. A receiver gets its own headers and nobody else's, and
 * is never redirected from.
 */
export function sendSpans({ url, headers }: OtlpTarget, ports: SendSpansPorts): SpanExporter {
  const { clock } = ports;
  const { host } = new URL(url);
  const post = async (body: string): Promise<number | string> => {
    try {
      const answer = await ports.fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch (error) {
      // Told below: spans must never end the work that they describe.
      return error instanceof Error ? error.name : 'unknown';
    }
  };
  const send = async (spans: readonly ReadableSpan[]): Promise<void> => {
    const body = JSON.stringify(toOtlpJson(spans));
    for (let attempt = 0; ; attempt += 1) {
      const status = await post(body);
      if (typeof status === 'number' && status >= 200 && status < 300) return;
      const pauseMs = pausesMs[attempt];
      const mayHelp = typeof status === 'string' || retryable.has(status);
      if (!mayHelp || pauseMs === undefined) {
        ports.onLost({ host, spans: spans.length, reason: String(status) });
        return;
      }
      await clock.sleep(pauseMs);
    }
  };
  const underWay = new Set<Promise<unknown>>();
  const finish = async () => void (await Promise.all(underWay));
  return {
    export(spans, done) {
      // What was lost has been told of; a failure would come out of the bot's own stopping.
      const sending = send(spans).then(() => done({ code: 0 }));
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    },
    forceFlush: finish,
    shutdown: finish,
  };
}
