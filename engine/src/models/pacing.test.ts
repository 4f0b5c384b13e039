import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { GalleyEvent } from '../ports/events.ts';
import { createModelDesk } from './create-model-desk.ts';
import type { ModelCall, ModelDeskOptions } from './model-desk.ts';
import { constantRandom, projectOf, secretsOf, supportPricing } from './testing/desk-fixtures.ts';
import { createMemorySpend } from './testing/memory-spend.ts';
import {
  type Answering,
  completionBody,
  fails,
  sendJson,
  startVendorServer,
} from './testing/vendor-server.ts';

const patient = new AbortController().signal;

/** Real time: what is measured here is when requests arrive. */
const realClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  sleep: async (ms, signal) => void (await sleep(ms, undefined, { signal })),
};

function deskAt(
  baseUrl: string,
  limits: { readonly concurrency?: number; readonly timeoutMs?: number },
  options: Partial<ModelDeskOptions> = {},
) {
  const spend = createMemorySpend();
  const house = { name: 'house', type: 'openai-compatible', baseUrl, allowPrivate: true } as const;
  const desk = createModelDesk({
    project: projectOf({
      providers: [{ ...house, ...limits }],
      models: [
        { alias: 'chat', provider: 'house', name: 'small', pricing: supportPricing },
        { alias: 'judge', provider: 'house', name: 'large', pricing: supportPricing },
      ],
    }),
    scriptedFiles: new Map(),
    mode: 'live',
    secrets: secretsOf(),
    clock: realClock,
    random: constantRandom(),
    spend,
    emit: () => undefined,
    allowPrivateHosts: true,
    ...options,
  });
  return { desk, spend };
}

const callOf = (repeat: number): ModelCall => ({
  alias: 'chat',
  parameters: { max_tokens: 50 },
  messages: [{ role: 'user', content: 'I want my money back.' }],
  tools: [],
  output: { format: 'text' },
  repeat,
});

/** Runs so many tasks, at most so many at once. */
async function inParallel<Result>(
  count: number,
  atOnce: number,
  task: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results.push(await task(index));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

describe('a vendor that answers every tenth request 429', () => {
  /** Answers after 15 ms; remembers requests that come before they may. */
  function pacedVendor(retryAfterMs: number) {
    const early: number[] = [];
    let openAtMs = 0;
    let closedUntilMs = 0;
    let underWay = 0;
    let mostUnderWay = 0;
    const answer: Answering = async (response, request, count) => {
      if (performance.now() < closedUntilMs) early.push(count);
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      await sleep(15);
      underWay--;
      if (count % 10 !== 0) return sendJson(response, 200, completionBody());
      openAtMs = performance.now() + retryAfterMs;
      fails(429, { 'retry-after-ms': String(retryAfterMs) }, 'Slow down')(response, request, count);
    };
    /** The desk has heard of a 429: what it had sent before arrives within some turns of the loop. */
    const heard = async () => {
      const until = openAtMs;
      for (let turn = 0; turn < 8; turn++) await new Promise(setImmediate);
      closedUntilMs = Math.max(closedUntilMs, until);
    };
    return { answer, heard, early, mostUnderWay: () => mostUnderWay };
  }

  it('gets no request before it may be, and answers all 200 in the end', async () => {
    const vendor = pacedVendor(60);
    await using server = await startVendorServer(vendor.answer);
    const emit = ({ type }: GalleyEvent) => void (type === 'request-retried' && vendor.heard());
    const { desk, spend } = deskAt(server.baseUrl, { concurrency: 20 }, { emit });
    const answers = await inParallel(200, 20, (index) => desk.ask(callOf(index), patient));
    expect(answers.filter(({ kind }) => kind === 'answered')).toHaveLength(200);
    expect(vendor.early).toEqual([]);
    expect(vendor.mostUnderWay()).toBeGreaterThan(2);
    expect(vendor.mostUnderWay()).toBeLessThanOrEqual(20);
    // Every 429 cost one request and no money.
    expect(server.received.length).toBe(answers.reduce((sum, it) => sum + it.requests, 0));
    expect(server.received.length).toBe(222);
    expect(spend.spent).toBe(200 * 165_000);
  }, 30_000);

  it('keeps waiting requests back too, whatever they wait for', async () => {
    let openAtMs = Number.POSITIVE_INFINITY;
    const arrivedMs: number[] = [];
    await using server = await startVendorServer(async (response, request, count) => {
      arrivedMs.push(performance.now());
      if (count > 1) return sendJson(response, 200, completionBody());
      await sleep(20);
      openAtMs = performance.now() + 80;
      fails(429, { 'retry-after-ms': '80' }, 'Slow down')(response, request, count);
    });
    // Two places and money for one at a time: the second waits for money, the others for a place.
    const spend = createMemorySpend(1_340_000);
    const { desk } = deskAt(server.baseUrl, { concurrency: 2 }, { spend });
    const asked = [0, 1, 2, 3, 4].map((repeat) => desk.ask(callOf(repeat), patient));
    await Promise.all(asked);
    expect(arrivedMs).toHaveLength(6);
    for (const arrived of arrivedMs.slice(1)) expect(arrived).toBeGreaterThanOrEqual(openAtMs);
  });

  it('has the other models of its provider asked meanwhile', async () => {
    await using server = await startVendorServer((response, request, count) => {
      if (request.body.model === 'large') return sendJson(response, 200, completionBody());
      if (count > 1) return sendJson(response, 200, completionBody());
      fails(429, { 'retry-after-ms': '400' }, 'Slow down')(response, request, count);
    });
    const { desk } = deskAt(server.baseUrl, { concurrency: 1 });
    const startedMs = performance.now();
    const held = desk.ask(callOf(0), patient);
    await sleep(100);
    await desk.ask({ ...callOf(0), alias: 'judge' }, patient);
    expect(performance.now() - startedMs).toBeLessThan(350);
    expect(await held).toMatchObject({ kind: 'answered', requests: 2 });
  });

  it('fails calls at once that it asks to wait for longer than five minutes', async () => {
    await using server = await startVendorServer(fails(429, { 'retry-after': '3600' }, 'Tomorrow'));
    const { desk, spend } = deskAt(server.baseUrl, { concurrency: 1 });
    const [one, two] = [await desk.ask(callOf(0), patient), await desk.ask(callOf(1), patient)];
    expect(one).toMatchObject({ kind: 'error', requests: 1, costNanoUsd: 0 });
    expect(two).toMatchObject({
      kind: 'error',
      message: 'not sent: the vendor asked to wait 60 more minutes, and Galley waits at most 5',
      requests: 0,
      costNanoUsd: 0,
    });
    expect(spend.spent).toBe(0);
  });
});

describe('a request', () => {
  it('is given up in time however slowly its body drips', async () => {
    await using server = await startVendorServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(drip));
    });
    const { desk } = deskAt(server.baseUrl, { timeoutMs: 150 }, { random: constantRandom(0) });
    const startedMs = performance.now();
    const answer = await desk.ask(callOf(0), patient);
    expect(answer).toMatchObject({
      kind: 'error',
      message: 'no answer within 150 ms (after 5 attempts)',
      isUpperBound: true,
    });
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThanOrEqual(5 * 149);
    expect(tookMs).toBeLessThan(5 * 150 + 400);
  });

  it('that was sent when the run is aborted costs its reservation, and one that waited nothing', async () => {
    const abort = new AbortController();
    const interrupted = new GalleyError('interrupted', 'stopped by a signal');
    await using server = await startVendorServer((_response, _request, count) => {
      if (count === 2) setTimeout(() => abort.abort(interrupted), 20);
    });
    const { desk, spend } = deskAt(server.baseUrl, { concurrency: 2 });
    const asked = [0, 1, 2, 3, 4].map((repeat) => desk.ask(callOf(repeat), abort.signal));
    const ended = await Promise.allSettled(asked);
    expect(ended.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(server.received).toHaveLength(2);
    const worstCase = (21 + 64 + 512) * 750 + 50 * 4_500;
    expect(spend.spent).toBe(2 * worstCase);
    expect(spend.held).toBe(0);
  });
});

describe('a refusal', () => {
  it.each([401, 403, 404])(
    '%i with 20 calls in flight is one message, and nothing is sent after it',
    async (status) => {
      await using server = await startVendorServer(async (response, request, count) => {
        await sleep(count === 1 ? 10 : 40);
        fails(count === 1 ? status : 503, {}, 'No such thing')(response, request, count);
      });
      const { desk, spend } = deskAt(server.baseUrl, {});
      const ended = await inParallel(40, 20, (index) =>
        desk.ask(callOf(index), patient).catch((error: unknown) => error),
      );
      expect(new Set(ended).size).toBe(1);
      expect(ended[0]).toMatchObject({
        code: 'provider-refused',
        message: `the provider house (${server.baseUrl}) refused small (model alias chat): HTTP ${status}: No such thing`,
      });
      // The 503s are not tried again: the run has ended.
      expect(server.received).toHaveLength(20);
      expect(spend.held).toBe(0);
    },
  );
});
