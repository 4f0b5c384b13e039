import { type ChildLimits, keylessChildProcess } from '@galley/engine/keyless-child';
import { afterEach, describe, expect, it } from 'vitest';
import { programEntry } from './support/program-entry.ts';
import { refusalOf } from './support/refusal-of.ts';
import { testClock } from './support/test-clock.ts';

const started: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) await child.dispose();
});

function misbehavingChild(limits: Partial<ChildLimits> = {}) {
  const child = keylessChildProcess({
    clock: testClock(),
    entry: programEntry('misbehave'),
    limits,
  });
  started.push(child);
  const order = async (pattern: string) => child.matchPattern({ pattern, texts: ['refund'] });
  return { child, order, behave: async () => (await order('behave')).fault?.message };
}

describe('a child that breaks the rules is killed and the next request is served by another', () => {
  it.each([
    'printProse',
    'answerAnother',
    'answerWrongShape',
    'answerTooDeep',
    'refuseStrangely',
    'askForNothing',
    'leave',
  ])('%s', async (manner) => {
    const { order, behave } = misbehavingChild();
    const first = await behave();
    expect(await refusalOf(order(manner))).toMatchObject({
      code: 'hostile-text-failed',
      isRetryable: true,
    });
    const next = await behave();
    expect(next).toMatch(/^served by \d+$/);
    expect(next).not.toBe(first);
  });

  it.each(['answerTwice', 'printAfterwards'])('%s', async (manner) => {
    const { child, order, behave } = misbehavingChild();
    const first = await behave();
    // What follows an answer may arrive together with it: then the answer is not taken either.
    const outcome = await order(manner).then(
      ({ fault }) => fault?.message,
      (error: { code?: string }) => error.code,
    );
    expect(outcome).toMatch(/^(once|answered|hostile-text-failed)$/);
    await expect.poll(() => child.pid).toBeUndefined();
    expect(await behave()).not.toBe(first);
  });

  it.each([
    ['workForever', 'clock', { clockMs: 800 }, 800],
    ['fillHeap', 'memory', { heapMb: 64 }, 64],
    ['fillBuffers', 'memory', { residentMb: 300 }, 300],
    ['announceTooMuch', 'answer', { answerBytes: 9_999 }, 9_999],
  ] as const)('%s is refused for its %s', async (manner, limit, limits, atMost) => {
    if (manner === 'fillBuffers' && process.platform !== 'linux') return;
    const { order, behave } = misbehavingChild(limits);
    const refusal = await refusalOf(order(manner));
    expect(refusal).toMatchObject({ code: 'hostile-text-limit', data: { limit, atMost } });
    expect(await behave()).toMatch(/^served by/);
  });
});

describe('requests that wait behind one that is killed', () => {
  it('are answered by the next process, in order', async () => {
    const { order, behave } = misbehavingChild({ clockMs: 800 });
    const ends: string[] = [];
    const note = (name: string) => () => void ends.push(name);
    await Promise.all([
      behave().then(note('first')),
      refusalOf(order('workForever')).then(note('bomb')),
      behave().then(note('second')),
      behave().then(note('third')),
    ]);
    expect(ends).toEqual(['first', 'bomb', 'second', 'third']);
  });
});

describe('a request during which a process breaks off that had served others', () => {
  it('is tried once more on a fresh process', async () => {
    const { order, behave } = misbehavingChild();
    const first = await behave();
    const { fault } = await order('leaveWhenOld');
    expect(fault?.message).toMatch(/^served by \d+$/);
    expect(fault?.message).not.toBe(first);
  });
});

describe('answers', () => {
  it('have no prototype but the plain ones', async () => {
    const { order } = misbehavingChild();
    const answer: object = await order('answerPrototype');
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
    expect('isAdmin' in answer).toBe(false);
    expect(Object.hasOwn(answer, '__proto__')).toBe(true);
  });
});

describe('a child that does not come up', () => {
  it('is given up after three tries, with pauses', async () => {
    const waits: number[] = [];
    const clock = testClock();
    const child = keylessChildProcess({
      clock: {
        ...clock,
        sleep: (ms, signal) => {
          if (ms >= 100) waits.push(ms);
          return clock.sleep(Math.min(ms, 50), signal);
        },
      },
      entry: { file: '/nowhere/child.mjs', readable: ['/nowhere/child.mjs'] },
    });
    started.push(child);
    const request = child.matchPattern({ pattern: 'refund', texts: [] });
    expect(await refusalOf(request)).toMatchObject({ code: 'hostile-text-failed' });
    expect(waits).toEqual([100, 200]);
  });
});

describe('disposing', () => {
  it('refuses what is running, what waits and what comes', async () => {
    const { child, order, behave } = misbehavingChild();
    await behave();
    const running = refusalOf(order('workForever'));
    const waiting = refusalOf(order('behave'));
    await child.dispose();
    const late = refusalOf(order('behave'));
    for (const refusal of await Promise.all([running, waiting, late])) {
      expect(refusal.code).toBe('interrupted');
    }
    expect(child.pid).toBeUndefined();
  });

  it('in the middle of the start leaves no process', async () => {
    const { child, order } = misbehavingChild();
    const starting = refusalOf(order('behave'));
    await child.dispose();
    expect((await starting).code).toBe('interrupted');
    expect(child.pid).toBeUndefined();
  });
});
