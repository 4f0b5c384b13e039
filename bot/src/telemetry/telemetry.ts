import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelDesk } from '@galley/engine/models';
import type { Clock, Secrets } from '@galley/engine/ports';
import type { BotConfig } from '../config/bot-config.ts';
import type { RequestEvent } from '../github/request-policy.ts';
import type { Queue } from '../queue/queue.ts';
import type { Log } from './log.ts';
import { type DeliveryAnswered, type MetricsSample, openMetrics } from './metrics.ts';
import { openTracing } from './tracing.ts';
import { watchDesk } from './watch-desk.ts';
import { watchFetch } from './watch-fetch.ts';
import { type WatchQueuePorts, watchQueue } from './watch-queue.ts';

/** What is told of the bot's work: metrics that are read from it, and spans where the operator wants them. */
export interface Telemetry {
  deliveryAnswered(answered: DeliveryAnswered): void;
  effectEnded(kind: string, outcome: 'done' | 'failed' | 'given-up'): void;
  /** Something that GitHub's limits did to a request. */
  requestHeld(event: RequestEvent): void;
  /** Calls of models counted and traced. */
  watchDesk(desk: ModelDesk): ModelDesk;
  /** Requests to GitHub counted. */
  watchFetch(inner: typeof fetch): typeof fetch;
  /** Jobs counted, timed, logged and traced. */
  watchQueue(queue: Queue): Queue;
  /** In the text format of Prometheus. */
  readMetrics(): Promise<{ readonly type: string; readonly body: string }>;
  /** Sends what is left. */
  stop(): Promise<void>;
}

export interface TelemetryPorts extends Pick<WatchQueuePorts, 'factsOf'> {
  readonly clock: Clock;
  readonly log: Log;
  /** By the proxy and the certificate authorities of the configuration. */
  readonly fetch: typeof fetch;
  /** Every loaded secret. */
  readonly secrets: Pick<Secrets, 'values'>;
  readonly version: string;
  /** Whether memory and event loop of this process are measured, too: once per process. */
  readonly measuresProcess: boolean;
  sample(): Promise<MetricsSample>;
}

/** Opens telemetry; nothing leaves the process unless `telemetry.otlp` names a receiver. */
export function openTelemetry(
  config: Pick<BotConfig, 'telemetry' | 'instance' | 'worker'>,
  ports: TelemetryPorts,
): Telemetry {
  const { clock, log } = ports;
  const { otlp = [], showsContent = false, labelsTenants = false } = config.telemetry;
  const metrics = openMetrics({ ...ports, labelsTenants });
  const tracing = openTracing(otlp, {
    clock,
    fetch: ports.fetch,
    onLost: (lost) => log.warn('spans-lost', lost),
    about: {
      'service.name': 'galley-bot',
      'service.version': ports.version,
      'service.instance.id': config.worker,
      'galley.instance': config.instance,
    },
  });
  const account = new AsyncLocalStorage<string>();
  const watching = { ...ports, metrics, tracing };
  return {
    deliveryAnswered: (answered) => metrics.delivery(answered),
    effectEnded: (kind, outcome) => metrics.effect(kind, outcome),
    requestHeld(event) {
      const { kind, ...facts } = event;
      metrics.githubPause(kind);
      log.debug(kind, facts);
    },
    watchDesk: (desk) =>
      watchDesk(desk, { ...watching, showsContent, accountNow: () => account.getStore() ?? '' }),
    watchFetch: (inner) => watchFetch(inner, metrics),
    watchQueue: (queue) =>
      watchQueue(queue, { ...watching, forAccount: (login, work) => account.run(login, work) }),
    readMetrics: () => metrics.read(),
    stop: () => tracing.stop(),
  };
}
