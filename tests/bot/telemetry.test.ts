import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OtlpTarget } from '../../bot/src/config/bot-config.ts';
import type { Job, Queue } from '../../bot/src/queue/queue.ts';
import { openLog } from '../../bot/src/telemetry/log.ts';
import { openTelemetry, type Telemetry } from '../../bot/src/telemetry/telemetry.ts';
import { deskAt, patient, refund } from '../../engine/src/models/testing/desk-at.ts';
import { createSteeredClock } from '../../engine/src/models/testing/steered-clock.ts';
import {
  type Answering,
  completes,
  fails,
  first,
  sendJson,
  startVendorServer,
  type VendorServer,
} from '../../engine/src/models/testing/vendor-server.ts';

/** One span as a receiver sees it, with its attributes as an object. */
interface SeenSpan {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceId: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

let models: VendorServer;
let collector: VendorServer;
let langfuse: VendorServer;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  models = await startVendorServer(completes({ text: 'We refund it.' }));
  collector = await startVendorServer(taken);
  langfuse = await startVendorServer(taken);
  lines = [];
});

afterEach(async () => {
  for (const server of [models, collector, langfuse]) await server[Symbol.asyncDispose]();
});

const taken: Answering = (response) => sendJson(response, 200, { partialSuccess: {} });

interface Wish {
  readonly otlp?: readonly OtlpTarget[];
  readonly showsContent?: boolean;
  readonly labelsTenants?: boolean;
}

function open(wish: Wish = {}): Telemetry {
  const clock = createSteeredClock();
  return openTelemetry(
    { telemetry: { logLevel: 'debug', ...wish }, instance: 'default', worker: 'worker-1' },
    {
      clock,
      fetch,
      log: openLog('debug', {
        now: () => clock.now(),
        write: (line) => void lines.push(JSON.parse(line)),
        secrets: () => [],
      }),
      secrets: { values: () => ['order-secret-77'] },
      version: '0.1.0',
      measuresProcess: false,
      factsOf: async () => ({ account: 'acme', repository: 'acme/prompts' }),
      sample: async () => ({
        queue: { look: { waiting: 3, active: 1 } },
        freeBytes: 5_000_000,
      }),
    },
  );
}

/** A queue that works one job off at once. */
function queueOf(job: Job<'evaluate'>): Queue {
  const work: Queue['work'] = async (_kind, _options, handler) => handler(job as never);
  return { work } as unknown as Queue;
}

/** One evaluation of pull request 7 that asks a model, under telemetry. */
async function evaluate(telemetry: Telemetry, ask = refund): Promise<void> {
  const { desk } = deskAt(models);
  const signal = new AbortController().signal;
  const data = { repositoryId: 1, number: 7 };
  const queue = telemetry.watchQueue(queueOf({ id: 'job', data, retries: 0, signal }));
  await queue.work('evaluate', { atOnce: 1, perTenant: 1 }, async () => {
    await telemetry.watchDesk(desk).ask(ask, patient);
  });
}

function spansAt(server: VendorServer): SeenSpan[] {
  return server.received.flatMap(({ body }) => {
    const { resourceSpans } = body as unknown as {
      resourceSpans: { scopeSpans: { spans: (SeenSpan & { attributes: KeyValue[] })[] }[] }[];
    };
    return resourceSpans
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      .map((span) => ({ ...span, attributes: objectOf(span.attributes) }));
  });
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function objectOf(attributes: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

const target = (server: VendorServer, headers: Record<string, string> = {}): OtlpTarget => ({
  url: `${server.origin}/v1/traces`,
  headers,
});

describe('spans', () => {
  it('say of a model call what the conventions name, below the span of its job', async () => {
    const telemetry = open({ otlp: [target(collector)] });
    await evaluate(telemetry);
    await telemetry.stop();
    const [call, job] = spansAt(collector);
    expect(job).toMatchObject({
      name: 'galley evaluate',
      kind: 5,
      attributes: {
        'galley.repository': 'acme/prompts',
        'galley.pull_request': '7',
        'session.id': 'acme/prompts#7',
      },
    });
    expect(call).toMatchObject({
      name: 'chat small',
      kind: 3,
      traceId: job?.traceId,
      parentSpanId: job?.spanId,
      status: { code: 0 },
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'small',
        'gen_ai.request.max_tokens': '50',
        'gen_ai.response.model': expect.any(String),
        'gen_ai.usage.input_tokens': expect.stringMatching(/^\d+$/),
        'gen_ai.usage.output_tokens': expect.stringMatching(/^\d+$/),
        'gen_ai.usage.cost': expect.any(Number),
        'server.address': '127.0.0.1',
        'galley.alias': 'chat',
      },
    });
    expect(call?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(BigInt(call?.endTimeUnixNano ?? 0)).toBeGreaterThan(0n);
    const [{ resourceSpans }] = collector.received.map(({ body }) => body) as [
      { resourceSpans: { resource: { attributes: KeyValue[] } }[] },
    ];
    expect(objectOf(resourceSpans[0]?.resource.attributes ?? [])).toMatchObject({
      'service.name': 'galley-bot',
      'service.version': '0.1.0',
      'service.instance.id': 'worker-1',
    });
  });

  it('go to each receiver with its own headers and nobody else’s', async () => {
    const telemetry = open({
      otlp: [
        target(collector, { 'x-team': 'prompts' }),
        target(langfuse, { authorization: 'Basic cGstbGYtMTpzay1sZi0y' }),
      ],
    });
    await evaluate(telemetry);
    await telemetry.stop();
    expect(collector.received[0]?.headers).toMatchObject({
      'x-team': 'prompts',
      'content-type': 'application/json',
    });
    expect(collector.received[0]?.headers.authorization).toBeUndefined();
    expect(langfuse.received[0]?.headers.authorization).toBe('Basic cGstbGYtMTpzay1sZi0y');
    expect(langfuse.received[0]?.headers['x-team']).toBeUndefined();
    expect(spansAt(langfuse)).toEqual(spansAt(collector));
  });

  it('hold no text of prompts and answers unless the operator asks, and never a secret', async () => {
    const ask = {
      ...refund,
      messages: [{ role: 'user' as const, content: 'money back for "order-secret-77"\n' }],
    };
    const quiet = open({ otlp: [target(collector)] });
    await evaluate(quiet, ask);
    await quiet.stop();
    expect(collector.received.map(({ text }) => text).join()).not.toMatch(/money back|We refund/);

    const talking = open({ otlp: [target(langfuse)], showsContent: true });
    await evaluate(talking, ask);
    await talking.stop();
    const [call] = spansAt(langfuse);
    expect(call?.attributes['gen_ai.input.messages']).toContain('money back for');
    expect(call?.attributes['gen_ai.output.messages']).toContain('We refund it.');
    expect(langfuse.received.map(({ text }) => text).join()).not.toContain('order-secret-77');
  });

  it('tell of a call that failed, and of a job that did', async () => {
    await models[Symbol.asyncDispose]();
    models = await startVendorServer(fails(401, { message: 'no' }));
    const telemetry = open({ otlp: [target(collector)] });
    await expect(evaluate(telemetry)).rejects.toMatchObject({ code: 'provider-refused' });
    await telemetry.stop();
    const failed = { code: 2, message: 'provider-refused' };
    expect(spansAt(collector)).toMatchObject([
      { status: failed, attributes: { 'error.type': 'provider-refused' } },
      { status: failed },
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'job-failed',
        job: 'evaluate',
        repository: 'acme/prompts',
        number: 7,
      }),
    );
  });

  it('are none for answers that nobody was asked for', async () => {
    const telemetry = open({ otlp: [target(collector)] });
    await evaluate(telemetry, { ...refund, alias: 'scripted' });
    await telemetry.stop();
    expect(spansAt(collector).map(({ name }) => name)).toEqual(['galley evaluate']);
    expect((await telemetry.readMetrics()).body).not.toMatch(/^galley_model_calls_total\{/m);
  });

  it('are sent again when the receiver is busy, and end no work when it is gone', async () => {
    await collector[Symbol.asyncDispose]();
    collector = await startVendorServer(first(1, fails(503), taken));
    const patiently = open({ otlp: [target(collector)] });
    await evaluate(patiently);
    await patiently.stop();
    expect(collector.received).toHaveLength(2);

    await langfuse[Symbol.asyncDispose]();
    const lost = open({ otlp: [target(langfuse)] });
    await evaluate(lost);
    await lost.stop();
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'spans-lost', host: langfuse.host }),
    );
  });

  it('leave the process only when the operator names a receiver', async () => {
    const telemetry = open();
    await evaluate(telemetry);
    await telemetry.stop();
    expect(collector.received).toEqual([]);
    expect(langfuse.received).toEqual([]);
  });
});

describe('metrics', () => {
  it('count what happened', async () => {
    const telemetry = open();
    telemetry.deliveryAnswered({ event: 'pull_request', status: 202, durationMs: 12 });
    telemetry.deliveryAnswered({ event: 'gollum', status: 401, durationMs: 3 });
    telemetry.effectEnded('comment', 'done');
    telemetry.requestHeld({
      kind: 'request-repeated',
      request: 'GET /app',
      status: 502,
      waitMs: 5,
    });
    const limits = { 'x-ratelimit-remaining': '4200', 'x-ratelimit-resource': 'core' };
    const answering = async () => new Response('', { status: 200, headers: limits });
    await telemetry.watchFetch(answering)('https://api.github.com/app');
    await telemetry
      .watchFetch(() => Promise.reject(new TypeError('gone')))('https://x')
      .catch(() => undefined);
    await evaluate(telemetry);
    const { type, body } = await telemetry.readMetrics();
    expect(type).toMatch(/^text\/plain/);
    for (const line of [
      'galley_deliveries_total{event="pull_request",status="202"} 1',
      'galley_deliveries_total{event="other",status="401"} 1',
      'galley_effects_total{kind="comment",outcome="done"} 1',
      'galley_github_pauses_total{kind="request-repeated"} 1',
      'galley_github_requests_total{status="2xx"} 1',
      'galley_github_requests_total{status="none"} 1',
      'galley_github_rate_limit_remaining{resource="core"} 4200',
      'galley_jobs_total{kind="evaluate",outcome="done"} 1',
      'galley_job_duration_seconds_count{kind="evaluate"} 1',
      'galley_model_calls_total{provider="openai-compatible",outcome="answered"} 1',
      'galley_queue_jobs{kind="look",state="waiting"} 3',
      'galley_queue_jobs{kind="look",state="active"} 1',
      'galley_cache_free_bytes 5000000',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    const [, dollars] =
      /^galley_spent_usd_total\{provider="openai-compatible"\} (\S+)$/m.exec(body) ?? [];
    expect(Number(dollars)).toBeGreaterThan(0);
  });

  it('name no pull request, commit, branch or person, and accounts only when asked', async () => {
    const labels = async (telemetry: Telemetry) => {
      await evaluate(telemetry);
      const { body } = await telemetry.readMetrics();
      return [...new Set([...body.matchAll(/([a-z_]+)="/g)].map(([, name]) => name))].sort();
    };
    const usual = ['direction', 'kind', 'le', 'outcome', 'provider', 'state'];
    expect(await labels(open())).toEqual(usual);
    const split = open({ labelsTenants: true });
    expect(await labels(split)).toEqual(['account', ...usual]);
    expect((await split.readMetrics()).body).toContain('account="acme"');
  });
});
