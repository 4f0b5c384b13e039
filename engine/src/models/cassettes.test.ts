import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../library/testing/memory-tree.ts';
import { createCassetteStore, type Recording } from './cassettes.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { secretsOf } from './testing/desk-fixtures.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const file = 'cassettes/support/refund.jsonl';

function answerOf(text: string, latencyMs = 640): ProviderAnswer {
  return {
    text,
    toolCalls: [],
    finishReason: 'stop',
    usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20 },
    model: 'gpt-4o-mini-2024-07-18',
    latencyMs,
  };
}

function recordingOf(caseId: string, options: Partial<Recording> = {}): Recording {
  const digit = caseId.length.toString(16).at(-1) ?? '0';
  return {
    suite: 'support/refund',
    caseId,
    key: digit.repeat(64),
    repeat: 0,
    answer: answerOf(`Answer to ${caseId}`),
    ...options,
  };
}

const newFolder = () => mkdtemp(join(tmpdir(), 'galley-cassettes-'));

function storeAt(options: {
  folder?: string;
  base?: Record<string, string>;
  head?: Record<string, string>;
  day?: number;
  secret?: string;
}) {
  return createCassetteStore({
    clock: createSteeredClock(Date.UTC(2026, 10, options.day ?? 21)),
    secrets: secretsOf(options.secret ? { KEY: { value: options.secret, hosts: [] } } : {}),
    ...(options.folder && { folder: options.folder }),
    ...(options.base && { base: memoryTree(options.base) }),
    ...(options.head && { head: memoryTree(options.head) }),
  });
}

/** The cassette that recording these gives, as text. */
async function recorded(
  recordings: readonly Recording[],
  options: { folder?: string; day?: number } = {},
): Promise<string> {
  const folder = options.folder ?? (await newFolder());
  const store = storeAt({ ...options, folder });
  for (const recording of recordings) store.record(recording);
  await store.flush();
  return readFile(join(folder, file), 'utf8');
}

describe('recording', () => {
  it('writes canonical lines sorted by case, whatever the order they came in', async () => {
    const [one, two] = [recordingOf('late-parcel'), recordingOf('broken')];
    const text = await recorded([one, two]);
    expect(await recorded([two, one])).toBe(text);
    const cases = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).case);
    expect(cases).toEqual(['broken', 'late-parcel']);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('is byte-identical when the same answers are recorded again later and slower', async () => {
    const folder = await newFolder();
    const before = await recorded([recordingOf('broken'), recordingOf('late-parcel')], { folder });
    const slower = recordingOf('broken', { answer: answerOf('Answer to broken', 9_000) });
    const after = await recorded([slower, recordingOf('late-parcel')], { folder, day: 24 });
    expect(after).toBe(before);
  });

  it('replaces a line whose answer changed and keeps every other', async () => {
    const folder = await newFolder();
    await recorded([recordingOf('broken'), recordingOf('late-parcel')], { folder });
    const changed = recordingOf('broken', { answer: answerOf('No refund.') });
    const text = await recorded([changed], { folder, day: 22 });
    expect(text).toContain('No refund.');
    expect(text).toContain('Answer to late-parcel');
    expect(text).not.toContain('Answer to broken');
    expect(text).toContain('"at":"2026-11-22"');
  });

  it('keeps lines it cannot read', async () => {
    const folder = await newFolder();
    await recorded([recordingOf('broken')], { folder });
    await writeFile(join(folder, file), '{"v":9,"from":"a later version"}\n', { flag: 'a' });
    const text = await recorded([recordingOf('late-parcel')], { folder });
    expect(text).toContain('{"v":9,"from":"a later version"}');
    expect(text.trimEnd().split('\n')).toHaveLength(3);
  });

  it('refuses a loaded secret and any known kind of key, wherever it hides', () => {
    const folder = '/nowhere';
    const store = storeAt({ folder, secret: 'correct-horse-battery' });
    const leaks: ProviderAnswer[] = [
      answerOf('The key is correct-horse-battery.'),
      answerOf(`Use sk-proj-${'a1B2'.repeat(10)} please`),
      { ...answerOf(''), toolCalls: [{ name: 'x', arguments: { a: ['correct-horse-battery'] } }] },
      { ...answerOf(''), toolCalls: [{ name: 'x', arguments: { 'correct-horse-battery': 1 } }] },
    ];
    for (const answer of leaks) {
      expect(() => store.record(recordingOf('broken', { answer }))).toThrow(
        expect.objectContaining({ code: 'cassette-unsafe' }),
      );
    }
  });

  it('writes nothing for a suite whose name would leave the folder', async () => {
    const folder = await newFolder();
    const store = storeAt({ folder });
    store.record(recordingOf('broken', { suite: '../../outside' }));
    expect(await store.flush()).toEqual([]);
  });

  it('writes through no link that leaves the project', async () => {
    const folder = await newFolder();
    const outside = await newFolder();
    await mkdir(join(folder, 'cassettes'));
    await symlink(outside, join(folder, 'cassettes', 'support'));
    const store = storeAt({ folder });
    store.record(recordingOf('broken'));
    await expect(store.flush()).rejects.toMatchObject({ code: 'file-unwritable' });
  });
});

describe('looking up', () => {
  const key = recordingOf('broken').key;

  it('trusts a line that stands on base, and labels one that only head has', async () => {
    const text = await recorded([recordingOf('broken')]);
    const trusted = storeAt({ base: { [file]: text }, head: { [file]: text } });
    const local = storeAt({ base: {}, head: { [file]: text } });
    expect(await trusted.find('support/refund', key)).toMatchObject({ isTrusted: true });
    expect(await local.find('support/refund', key)).toMatchObject({
      isTrusted: false,
      answer: answerOf('Answer to broken'),
    });
  });

  it('takes base’s answer where head has forged another', async () => {
    const onBase = await recorded([recordingOf('broken')]);
    const forged = await recorded([recordingOf('broken', { answer: answerOf('All is well.') })]);
    const store = storeAt({ base: { [file]: onBase }, head: { [file]: forged } });
    expect(await store.find('support/refund', key)).toMatchObject({
      isTrusted: true,
      answer: { text: 'Answer to broken' },
    });
  });

  it('counts what it found of recordings older than 30 days', async () => {
    const text = await recorded([recordingOf('broken')], { day: 1 });
    const store = storeAt({ head: { [file]: text }, day: 32 });
    expect(store.staleness()).toEqual({ stale: 0, oldest: undefined });
    await store.find('support/refund', key);
    await store.find('support/refund', key);
    expect(store.staleness()).toEqual({ stale: 1, oldest: '2026-11-01' });
  });

  it('finds nothing in another suite', async () => {
    const store = storeAt({ head: { [file]: await recorded([recordingOf('broken')]) } });
    expect(await store.find('support/escalate', key)).toBeUndefined();
  });

  it('finds what was recorded a moment ago', async () => {
    const store = storeAt({ folder: await newFolder() });
    store.record(recordingOf('broken'));
    expect(await store.find('support/refund', key)).toMatchObject({ isTrusted: false });
  });

  it('takes hostile and broken lines as absent and says where they are', async () => {
    const good = (await recorded([recordingOf('broken')])).trimEnd();
    const hostile = [
      'not JSON',
      '[]',
      'null',
      '{"v":1}',
      '{"__proto__":{"polluted":true},"v":1}',
      good.replace('"latencyMs":640', '"latencyMs":-1'),
      good.replace('"outputTokens":20', '"outputTokens":1e400'),
      good.replace('"outputTokens":20', '"outputTokens":-20'),
      good.replace('"repeat":0', '"repeat":0.5'),
      good.replace('"finishReason":"stop"', '"finishReason":"forged"'),
    ];
    const text = `${hostile.join('\n')}\n${good}\n`;
    const store = storeAt({ head: { [file]: text } });
    expect(await store.find('support/refund', key)).toMatchObject({ answer: { latencyMs: 640 } });
    expect(store.problems()).toEqual(
      hostile.map((_, at) => `${file}:${at + 1} this line is no recording and counts as absent`),
    );
  });

  it('takes the later day where a merge left two answers to one request', async () => {
    const early = await recorded([recordingOf('broken', { answer: answerOf('Old.') })]);
    const late = await recorded([recordingOf('broken', { answer: answerOf('New.') })], { day: 25 });
    for (const text of [early + late, late + early]) {
      const store = storeAt({ head: { [file]: text } });
      expect(await store.find('support/refund', key)).toMatchObject({ answer: { text: 'New.' } });
    }
  });
});
