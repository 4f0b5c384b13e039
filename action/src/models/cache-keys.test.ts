import { expect, it } from 'vitest';
import { cacheKeys } from './cache-keys.ts';

const shard = (index: number) => ({ index, count: 4 });
const evaluation = { place: 'pull-7', workingDirectory: 'teams/desk', command: 'eval' } as const;

it('begins with the key of this job alone, then goes wider', () => {
  expect(cacheKeys({ ...evaluation, shard: shard(2) })).toEqual([
    'galley-answers-v1-pull-7-teams_desk-eval-2of4-',
    'galley-answers-v1-pull-7-teams_desk-eval-',
    'galley-answers-v1-pull-7-teams_desk-',
    'galley-answers-v1-pull-7-',
    'galley-answers-v1-',
  ]);
});

it('tells jobs that run side by side apart', () => {
  const own = [
    ...[1, 2].map((index) => cacheKeys({ ...evaluation, shard: shard(index) })[0]),
    cacheKeys({ ...evaluation, workingDirectory: '', shard: shard(1) })[0],
    cacheKeys({ ...evaluation, shard: undefined })[0],
    cacheKeys({ ...evaluation, command: 'proof', shard: undefined })[0],
  ];
  for (const key of own) expect(own.filter((other) => other === key)).toHaveLength(1);
});

it('keeps to what GitHub takes for a key', () => {
  const long = 'a,b/'.repeat(100);
  for (const key of cacheKeys({
    ...evaluation,
    place: long,
    workingDirectory: long,
    shard: shard(1),
  })) {
    expect(key).toMatch(/^[\w.-]{1,450}$/);
  }
});
