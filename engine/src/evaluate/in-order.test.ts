import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';
import { collect } from './testing/library-in-memory.ts';

const open = () => ({ concurrency: 3, window: 6, signal: new AbortController().signal });

/** Resolves after `turns` turns of the event loop. */
async function after<Value>(turns: number, value: Value): Promise<Value> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  return value;
}

describe('inOrder', () => {
  it('yields results in the order of the tasks, however long each takes', async () => {
    const turns = [9, 1, 5, 0, 7, 2, 2, 0, 3];
    const results = await collect(inOrder(turns.values(), (turn) => after(turn, turn), open()));
    expect(results).toEqual(turns);
  });

  it('runs no more at once than allowed, and no further ahead than the window', async () => {
    let running = 0;
    let most = 0;
    let started = 0;
    let release: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work = async (task: number) => {
      started += 1;
      running += 1;
      most = Math.max(most, running);
      await (task === 0 ? first : after(1, undefined));
      running -= 1;
      return task;
    };
    const stream = collect(
      inOrder(Array.from({ length: 40 }, (_, task) => task).values(), work, open()),
    );
    await after(60, undefined);
    expect(started).toBe(6);
    release();
    expect(await stream).toHaveLength(40);
    expect(most).toBe(3);
  });

  it('starts nothing after a failure, yields what settled, then throws it', async () => {
    const started: number[] = [];
    const yielded: number[] = [];
    const work = async (task: number) => {
      started.push(task);
      await after(task === 2 ? 1 : 4, undefined);
      if (task === 2) throw new Error('no money left');
      return task;
    };
    const consume = async () => {
      const tasks = Array.from({ length: 50 }, (_, task) => task).values();
      for await (const result of inOrder(tasks, work, open())) yielded.push(result);
    };
    await expect(consume()).rejects.toThrow('no money left');
    expect(started).toEqual([0, 1, 2]);
    expect(yielded).toEqual([0, 1]);
  });

  it('waits for tasks under way when the reader leaves early', async () => {
    let settled = 0;
    const work = async (task: number) => {
      await after(task === 0 ? 0 : 5, undefined);
      settled += 1;
      return task;
    };
    for await (const _ of inOrder([0, 1, 2, 3].values(), work, open())) break;
    expect(settled).toBe(4);
  });

  it('refuses a concurrency that would run nothing', async () => {
    for (const concurrency of [0, -1, Number.NaN]) {
      const stream = inOrder([1].values(), async (task) => task, { ...open(), concurrency });
      await expect(collect(stream)).rejects.toThrow(RangeError);
    }
  });

  it('starts nothing once the signal aborts', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const work = async (task: number) => {
      started.push(task);
      if (task === 1) controller.abort();
      return after(2, task);
    };
    const options = { ...open(), signal: controller.signal };
    expect(await collect(inOrder([0, 1, 2, 3].values(), work, options))).toEqual([0, 1]);
    expect(started).toEqual([0, 1]);
  });
});
