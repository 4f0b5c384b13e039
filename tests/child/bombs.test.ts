import { type ChildLimits, keylessChildProcess, plainNode } from '@galley/engine/keyless-child';
import { openLibrary } from '@galley/engine/library';
import { afterEach, describe, expect, it } from 'vitest';
import { deskProject } from './support/desk-project.ts';
import { refusalOf } from './support/refusal-of.ts';
import { testClock } from './support/test-clock.ts';

let dispose: (() => Promise<void>) | undefined;
afterEach(() => dispose?.());

function childWith(limits: Partial<ChildLimits>) {
  const child = keylessChildProcess({ clock: testClock(), limits });
  dispose = child.dispose;
  return child;
}

const small = { pattern: 'refund', texts: ['a refund'] };

describe('work of the real child that takes more than it is given', () => {
  it('is stopped by the clock, and the next request is answered', async () => {
    const child = childWith({ clockMs: 500 });
    await child.matchPattern(small);
    const first = child.pid;
    const loop = '{% for index in range(50000) %}{{ index }}{% endfor %}';
    const library = await openLibrary(
      deskProject({
        'prompts/slow.yaml': `apiVersion: galley/v1\nkind: Prompt\ncontent: "${loop}"\n`,
      }),
    );
    const prompt = library.prompts.get('slow');
    if (prompt === undefined) throw new TypeError('the project has no such prompt');
    const cases = Array.from({ length: 1_000 }, () => ({ inputs: {} }));
    const work = child.renderCases({ prompt: plainNode(prompt), parts: [], cases });
    const refusal = await refusalOf(work);
    expect(refusal).toMatchObject({
      code: 'hostile-text-limit',
      message: 'renderCases took more than 0.5 seconds',
      data: { operation: 'renderCases', limit: 'clock', atMost: 500 },
    });
    expect(await child.matchPattern(small)).toEqual({ matches: [true] });
    expect(child.pid).not.toBe(first);
  });

  it('is stopped by the memory cap', async () => {
    const child = childWith({ heapMb: 64 });
    const row = '{"inputs": {"message": "I want my money back."}}\n';
    const bytes = new TextEncoder().encode(row.replace('back', 'b').repeat(2));
    const many = Array.from({ length: 190_000 }, (_, index) => row.replace('back', `${index}`));
    const request = { file: 'datasets/refunds.jsonl', format: 'jsonl' } as const;
    const bomb = { ...request, bytes: new TextEncoder().encode(many.join('')) };
    expect(await refusalOf(child.readTable(bomb))).toMatchObject({ data: { limit: 'memory' } });
    expect((await child.readTable({ ...request, bytes })).cases).toHaveLength(1);
  });

  it('is refused when its answer is too long, without losing the process', async () => {
    const child = childWith({ answerBytes: 10_000 });
    const texts = Array.from({ length: 5_000 }, () => 'refund');
    await child.matchPattern(small);
    const first = child.pid;
    const refusal = await refusalOf(child.matchPattern({ pattern: 'refund', texts }));
    expect(refusal).toMatchObject({ data: { limit: 'answer', atMost: 10_000 } });
    expect(await child.matchPattern(small)).toEqual({ matches: [true] });
    expect(child.pid).toBe(first);
  });

  it('is refused when the request itself is too long', async () => {
    const child = childWith({ requestBytes: 10_000 });
    const texts = ['x'.repeat(20_000)];
    const refusal = await refusalOf(child.matchPattern({ pattern: 'refund', texts }));
    expect(refusal).toMatchObject({ data: { limit: 'request' } });
    expect(await child.matchPattern(small)).toEqual({ matches: [true] });
  });

  it.each([{ fileBytes: 1_000 }, { questions: 1 }])(
    'is refused more files than %j',
    async (limits) => {
      const child = childWith(limits);
      const refusal = await refusalOf(child.openLibrary(deskProject()));
      expect(refusal).toMatchObject({ data: { operation: 'openLibrary', limit: 'request' } });
      expect(await child.matchPattern(small)).toEqual({ matches: [true] });
    },
  );
});

it('waiting for files does not count on the clock', async () => {
  const clock = testClock();
  const child = childWith({ clockMs: 1_500 });
  await child.matchPattern(small);
  const tree = deskProject();
  const slow: typeof tree = {
    ...tree,
    read: async (paths, options) => {
      await clock.sleep(800);
      return tree.read(paths, options);
    },
  };
  expect((await child.openLibrary(slow)).problems).toEqual([]);
});
