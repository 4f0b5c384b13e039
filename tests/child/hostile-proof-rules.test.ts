import {
  type ChangeSummary,
  type HostileProofOptions,
  hostileProofInChild,
  inProcessHostileText,
  type ProofOrder,
} from '@galley/engine/keyless-child';
import { formatComment } from '@galley/engine/report';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { doorOrder } from './support/door-order.ts';
import { programEntry } from './support/program-entry.ts';
import { refusalOf } from './support/refusal-of.ts';
import { testClock } from './support/test-clock.ts';

const started: { dispose(): Promise<void> }[] = [];
let server: ChatServer;
beforeAll(async () => {
  server = await startChatServer({ delayMs: 700 });
});
afterAll(() => server.close());
afterEach(async () => {
  for (const hostile of started.splice(0)) await hostile.dispose();
});

const galleyYaml = () => `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${server.baseUrl}", allow_private: true}
  fake: {type: scripted, echo: true}
models:
  default-chat: {provider: house, name: house-small, parameters: {max_tokens: 50}, pricing: {input_per_1m_usd: 1000, output_per_1m_usd: 1000, as_of: 2026-11-01, source: a test}}
budgets: {run_usd: 1, mode: strict}
`;

interface MisprovedOptions {
  readonly limits?: HostileProofOptions['limits'];
  readonly order?: Partial<ProofOrder>;
  readonly decide?: (summary: ChangeSummary) => Promise<ProofOrder | undefined>;
  readonly signal?: AbortSignal;
}

/** A change that is proved by a child of bad manners. */
async function misproved(manner: string, options: MisprovedOptions = {}) {
  const { limits = {}, order = {}, signal = new AbortController().signal } = options;
  const hostile = hostileProofInChild({
    clock: testClock(),
    entry: programEntry('misprove'),
    limits,
  });
  started.push(hostile);
  const tree = memoryTree({ 'galley.yaml': galleyYaml(), 'manual.txt': 'x'.repeat(2_000_000) });
  const policy = await inProcessHostileText().openLibrary(tree, {});
  if (policy.problems.length > 0) throw new TypeError(JSON.stringify(policy.problems));
  const change = {
    project: manner,
    base: { ...tree, label: 'merge base' },
    head: { ...tree, label: 'head' },
    policy,
    policyRevision: { ref: 'main', commit: 'tip' },
  };
  const { decide = async () => doorOrder(order) } = options;
  return hostile.prove(change, { decide, emit: () => {}, signal });
}

describe('a child that breaks the rules is killed, and the proof refused', () => {
  it.each([
    'gossip',
    'openTwice',
    'openStrangely',
    'openWithPriceless',
    'callTooEarly',
    'callStrangely',
    'callElsewhere',
    'readElsewhere',
    'readNothing',
    'askOutOfOrder',
    'askTwice',
    'tellOfDesks',
    'endTooEarly',
    'endWithoutProof',
    'endAnother',
    'proveStrangely',
    'proveEndlessly',
    'proveTooDeep',
    'stopByItself',
    'refuseStrangely',
    'printProse',
    'leave',
    'leaveDuringCall',
  ])('%s', async (manner) => {
    expect(await refusalOf(misproved(manner))).toMatchObject({ code: 'hostile-text-failed' });
  });

  it.each([
    ['workForever', 'clock', { clockMs: 400 }],
    ['readWithoutTaking', 'clock', { clockMs: 400 }],
    ['fillHeap', 'memory', { heapMb: 64 }],
    ['floodWithEvents', 'answer', { messages: 20_000 }],
    ['floodWithEvents', 'answer', { receivedBytes: 500_000 }],
    ['readForever', 'request', { questions: 50 }],
    ['readForever', 'request', { fileBytes: 5_000 }],
    ['floodWithCalls', 'request', { calls: 10 }],
  ] as const)('%s is refused for its %s', async (manner, limit, limits) => {
    const refusal = await refusalOf(misproved(manner, { limits }));
    expect(refusal).toMatchObject({ code: 'hostile-text-limit', data: { limit } });
  });

  it('asks no more at once than it may', async () => {
    const refusal = await refusalOf(misproved('floodWithCalls', { limits: { waiting: 10 } }));
    expect(refusal).toMatchObject({ code: 'hostile-text-failed' });
  });
});

describe('a child that was taken over', () => {
  it('calls no provider that the policy does not name', async () => {
    expect(await refusalOf(misproved('callUnknownProvider'))).toMatchObject({
      code: 'model-unknown',
    });
  });

  it('gets no scripted answer where base has a real model', async () => {
    const { proof } = await misproved('callScripted');
    expect(proof?.findings[0]?.message).toBe('not-executed ');
    expect(proof?.evaluation.usesScripted).toBe(false);
  });

  it('sends nothing in mode replay, whatever a call asks for', async () => {
    const before = server.requests.length;
    const { proof } = await misproved('callLive', { order: { mode: 'replay' } });
    expect(proof?.findings[0]?.message).toBe('not-executed ');
    expect(server.requests).toHaveLength(before);
  });

  it('sends nothing when only estimates are ordered', async () => {
    const before = server.requests.length;
    const order = { proves: false, estimates: true };
    const refusal = await refusalOf(misproved('callWithoutProof', { order }));
    expect(refusal.code).toBe('hostile-text-failed');
    expect(server.requests).toHaveLength(before);
  });

  it('pays what the policy says, and the door counts it', async () => {
    const { proof } = await misproved('callHouse');
    expect(proof?.findings[0]?.message).toBe('answered called');
    expect(proof?.cost).toMatchObject({ runNanoUsd: 150_000_000, unknownCostCalls: 0 });
  });

  it('says nothing about what a proof is of, compares and cost', async () => {
    const { proof } = await misproved('lie');
    expect(proof).toMatchObject({
      project: 'lie',
      revisions: { base: 'merge base', head: 'head', policy: { commit: 'tip', from: 'base' } },
      policy: { mode: 'enforce', outputs: 'masked' },
      evaluation: { mode: 'auto', usesScripted: false },
      cost: { runNanoUsd: 0, capNanoUsd: 2_000_000_000 },
      verdict: { outcome: 'passed', exitCode: 0, headline: '' },
    });
    expect(formatComment(proof === undefined ? [] : [proof])).not.toContain('@acme');
  });

  it('cannot raise the caps that the door sizes its budget by', async () => {
    const { summary } = await misproved('lie', { decide: async () => undefined });
    expect(summary.budgets).toMatchObject({ runNanoUsd: 1_000_000_000, mode: 'strict' });
  });
});

describe('time in which the child waits for an answer', () => {
  it('is not its own', async () => {
    const { proof } = await misproved('waitDuringCall', { limits: { clockMs: 400 } });
    expect(proof?.findings[0]?.message).toBe('answered called');
  });
});

describe('a proof that ends in the middle of a call', () => {
  it.each([
    ['because the door stops it', 'waitDuringCall', 'interrupted'],
    ['because the child leaves', 'leaveDuringCall', 'hostile-text-failed'],
    ['because the child says so', 'endDuringCall', undefined],
  ])('%s has stopped the call too', async (_, manner, code) => {
    const stopping = new AbortController();
    const ends: boolean[] = [];
    const order = doorOrder();
    const createDesk: ProofOrder['createDesk'] = (...given) => {
      const desk = order.createDesk(...given);
      return {
        ...desk,
        async ask(call, signal) {
          if (manner === 'waitDuringCall') setTimeout(() => stopping.abort(), 100);
          return desk.ask(call, signal).finally(() => ends.push(signal.aborted));
        },
      };
    };
    const proving = misproved(manner, { order: { createDesk }, signal: stopping.signal });
    const refused = await proving.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    expect(refused).toBe(code);
    expect(ends).toEqual([true]);
  });
});

describe('disposing', () => {
  it('ends what is under way, and leaves no process', async () => {
    const proving = refusalOf(misproved('workForever'));
    await expect.poll(() => started.length).toBe(1);
    await started[0]?.dispose();
    expect((await proving).code).toBe('interrupted');
  });
});
