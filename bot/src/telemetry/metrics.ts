import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is measured when somebody reads the metrics. */
export interface MetricsSample {
  /** Jobs by kind. */
  readonly queue: Readonly<Record<string, { readonly waiting: number; readonly active: number }>>;
  /** Bytes that are free where the Git cache lies; undefined when nobody can tell. */
  readonly freeBytes: number | undefined;
}

export interface MetricsOptions {
  /** Whether money and model calls are split by account. */
  readonly labelsTenants: boolean;
  /** Whether memory and event loop of this process are measured, too. */
  readonly measuresProcess: boolean;
  sample(): Promise<MetricsSample>;
}

/** Numbers for Prometheus. No label ever names a pull request, a commit, a branch or a person. */
export interface Metrics {
  delivery(answered: DeliveryAnswered): void;
  job(kind: string, outcome: string, durationMs: number): void;
  /** @param status undefined: no answer came */
  githubRequest(status: number | undefined, limit?: { resource: string; remaining: number }): void;
  githubPause(kind: string): void;
  effect(kind: string, outcome: string): void;
  modelCall(call: ModelCallMeasure): void;
  /** In the text format of Prometheus. A sample that fails leaves its numbers out. */
  read(): Promise<{ readonly type: string; readonly body: string }>;
}

/** How a webhook was answered. */
export interface DeliveryAnswered {
  /** `X-GitHub-Event` */
  readonly event: string;
  readonly status: number;
  readonly durationMs: number;
}

export interface ModelCallMeasure {
  /** Type of the provider: names in galley.yaml are the tenants'. */
  readonly provider: string;
  readonly outcome: 'answered' | 'failed';
  readonly requests: number;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** `undefined`: the price is unknown. */
  readonly costNanoUsd: number | undefined;
  readonly durationMs: number;
  /** Shown only where metrics are split by account. */
  readonly account: string;
}

/** Events that a label may name; anything else is `other`. */
const knownEvents = new Set([
  'pull_request',
  'push',
  'issue_comment',
  'check_run',
  'check_suite',
  'merge_group',
  'installation',
  'installation_repositories',
  'repository',
  'ping',
]);
const nanoPerDollar = 1_000_000_000;
const answerSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const workSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];

/** Opens metrics of their own registry. */
export function openMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.measuresProcess) collectDefaultMetrics({ register: registry });
  const byAccount = options.labelsTenants ? ['account'] : [];
  const accountOf = (account: string) => (options.labelsTenants ? { account } : {});
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `galley_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    new Gauge({ name: `galley_${name}`, help, labelNames: [...labelNames], registers });
  const histogram = (name: string, help: string, of: { labels: string[]; buckets: number[] }) =>
    new Histogram({
      name: `galley_${name}`,
      help,
      labelNames: of.labels,
      buckets: of.buckets,
      registers,
    });

  const deliveries = counter('deliveries_total', 'Webhooks answered', ['event', 'status']);
  const deliverySeconds = histogram('delivery_duration_seconds', 'Time to answer a webhook', {
    labels: [],
    buckets: answerSeconds,
  });
  const jobs = counter('jobs_total', 'Jobs ended', ['kind', 'outcome']);
  const jobSeconds = histogram('job_duration_seconds', 'Time of a job', {
    labels: ['kind'],
    buckets: workSeconds,
  });
  const requests = counter('github_requests_total', 'Requests to GitHub', ['status']);
  const pauses = counter('github_pauses_total', 'Requests that GitHub made wait', ['kind']);
  const effects = counter('effects_total', 'Writes to GitHub', ['kind', 'outcome']);
  const calls = counter('model_calls_total', 'Calls of models', [
    'provider',
    'outcome',
    ...byAccount,
  ]);
  const sent = counter('model_requests_total', 'Requests to models, retries included', [
    'provider',
    ...byAccount,
  ]);
  const callSeconds = histogram('model_call_duration_seconds', 'Time of a call with its retries', {
    labels: ['provider'],
    buckets: workSeconds,
  });
  const tokens = counter('model_tokens_total', 'Tokens as vendors counted them', [
    'provider',
    'direction',
    ...byAccount,
  ]);
  const spent = counter('spent_usd_total', 'US dollars spent on models', [
    'provider',
    ...byAccount,
  ]);
  const unknown = counter('model_calls_of_unknown_price_total', 'Calls in no total of dollars', [
    'provider',
    ...byAccount,
  ]);
  const remaining = gauge(
    'github_rate_limit_remaining',
    'Fewest requests that GitHub left to an installation since the last reading',
    ['resource'],
  );
  const depth = gauge('queue_jobs', 'Jobs in the queue', ['kind', 'state']);
  const free = gauge('cache_free_bytes', 'Bytes free where the Git cache lies', []);
  const lowest = new Map<string, number>();

  return {
    delivery({ event, status, durationMs }) {
      deliveries.inc({ event: knownEvents.has(event) ? event : 'other', status });
      deliverySeconds.observe(durationMs / 1000);
    },
    job(kind, outcome, durationMs) {
      jobs.inc({ kind, outcome });
      jobSeconds.observe({ kind }, durationMs / 1000);
    },
    githubRequest(status, limit) {
      requests.inc({ status: status === undefined ? 'none' : `${Math.floor(status / 100)}xx` });
      if (limit === undefined) return;
      const before = lowest.get(limit.resource) ?? Number.POSITIVE_INFINITY;
      lowest.set(limit.resource, Math.min(before, limit.remaining));
    },
    githubPause: (kind) => pauses.inc({ kind }),
    effect: (kind, outcome) => effects.inc({ kind, outcome }),
    modelCall(call) {
      const { provider } = call;
      const labels = { provider, ...accountOf(call.account) };
      calls.inc({ ...labels, outcome: call.outcome });
      sent.inc(labels, call.requests);
      callSeconds.observe({ provider }, call.durationMs / 1000);
      tokens.inc({ ...labels, direction: 'input' }, call.inputTokens ?? 0);
      tokens.inc({ ...labels, direction: 'output' }, call.outputTokens ?? 0);
      spent.inc(labels, (call.costNanoUsd ?? 0) / nanoPerDollar);
      if (call.costNanoUsd === undefined) unknown.inc(labels);
    },
    async read() {
      for (const [resource, value] of lowest) remaining.set({ resource }, value);
      lowest.clear();
      const sample = await options.sample().catch(() => undefined);
      depth.reset();
      for (const [kind, jobsOf] of Object.entries(sample?.queue ?? {})) {
        depth.set({ kind, state: 'waiting' }, jobsOf.waiting);
        depth.set({ kind, state: 'active' }, jobsOf.active);
      }
      if (sample?.freeBytes === undefined) free.reset();
      else free.set(sample.freeBytes);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
