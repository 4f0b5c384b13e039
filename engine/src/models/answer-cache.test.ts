import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAnswerCache } from './answer-cache.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { constantRandom, secretsOf } from './testing/desk-fixtures.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const key = 'ab'.repeat(32);
const answer: ProviderAnswer = {
  text: 'We refund it.',
  toolCalls: [{ name: 'lookup_order', arguments: { id: 'A-17' } }],
  finishReason: 'stop',
  usage: { inputTokens: 100, cachedInputTokens: undefined, outputTokens: 20 },
  model: 'small',
  latencyMs: 640,
};

async function newCache(secret?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'galley-cache-'));
  const clock = createSteeredClock();
  const cache = createAnswerCache({
    folder,
    maxAgeMs: 60_000,
    clock,
    random: constantRandom(),
    secrets: secretsOf(secret ? { KEY: { value: secret, hosts: [] } } : {}),
  });
  return { cache, clock, folder, file: join(folder, `${key}.json`) };
}

it('gives back the very answer it was given', async () => {
  const { cache } = await newCache();
  await cache.store(key, answer);
  expect(await cache.find(key)).toEqual(answer);
  expect(await cache.find('cd'.repeat(32))).toBeUndefined();
});

it('forgets an answer that is too old', async () => {
  const { cache, clock } = await newCache();
  await cache.store(key, answer);
  clock.advance(60_000);
  expect(await cache.find(key)).toEqual(answer);
  clock.advance(1);
  expect(await cache.find(key)).toBeUndefined();
});

it.each([
  ['cut off', (text: string) => text.slice(0, 80)],
  ['empty', () => ''],
  ['of another kind', () => 'null'],
  ['of another key', (text: string) => text.replace(key, 'cd'.repeat(32))],
  ['of a later version', (text: string) => text.replace('"v":1', '"v":2')],
  ['with a text that is none', (text: string) => text.replace('"We refund it."', '7')],
])('takes an entry that is %s as absent', async (_, damage) => {
  const { cache, file } = await newCache();
  await cache.store(key, answer);
  await writeFile(file, damage(await readFile(file, 'utf8')));
  expect(await cache.find(key)).toBeUndefined();
  await cache.store(key, answer);
  expect(await cache.find(key)).toEqual(answer);
});

it('keeps no answer that holds a loaded secret', async () => {
  const { cache, folder } = await newCache('correct-horse-battery');
  await cache.store(key, { ...answer, text: 'It is correct-horse-battery.' });
  expect(await readdir(folder)).toEqual([]);
});

it('leaves no draft behind', async () => {
  const { cache, folder } = await newCache();
  await cache.store(key, answer);
  expect(await readdir(folder)).toEqual([`${key}.json`]);
});

it('touches no file for a key that is no hash', async () => {
  const { cache, folder } = await newCache();
  await cache.store('../../escape', answer);
  expect(await cache.find('../../escape')).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});
