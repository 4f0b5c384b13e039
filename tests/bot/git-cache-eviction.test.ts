import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Repository } from '../fakes/github/state/model.ts';
import { type CacheDesk, given, nameOf, openCacheDesk, textAt } from './testing/open-test-cache.ts';

const minuteMs = 60_000;
let desk: CacheDesk;
const made: { repository: Repository; sha: string }[] = [];

beforeAll(async () => {
  desk = await openCacheDesk();
  for (const name of ['one', 'two', 'three']) {
    const noise = Array.from({ length: 3000 }, (_, at) => ((at * 2654435761) >>> 0).toString(36));
    const files = { 'noise.txt': `${name}${noise.join('')}` };
    const repository = desk.github.createRepository(`acme/${name}`, { files });
    const sha = desk.github.push(repository, 'main', { 'who.txt': name });
    made.push({ repository, sha });
  }
});
afterAll(() => desk.close());

function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pack|idx)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

describe('eviction', () => {
  it('takes the longest unused first, as far as the limit asks', async () => {
    const { cache, folder } = desk.open();
    for (const { repository, sha } of made) {
      await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
      desk.clock.nowMs += 40 * minuteMs;
    }
    const [one, two, three] = made.map(({ repository }) =>
      join(folder, String(repository.id), '1.git'),
    );
    const total = bytesOf(folder);
    const [{ repository, sha }] = made as [(typeof made)[0]];
    const git = await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
    await desk.open({ folder, mostBytes: total - 1 }).cache.evict();
    expect([one, two, three].map((path) => existsSync(path ?? ''))).toEqual([true, false, true]);
    desk.clock.nowMs += 20 * minuteMs;
    expect(await textAt(git, sha, 'who.txt')).toBe('one');
    desk.clock.nowMs += 20 * minuteMs;
    await desk.open({ folder, mostBytes: 0 }).cache.evict();
    expect([one, two, three].map((path) => existsSync(path ?? ''))).toEqual([true, false, false]);
    desk.clock.nowMs += 31 * minuteMs;
    await desk.open({ folder, mostBytes: 0 }).cache.evict();
    expect(readdirSync(folder)).toEqual([]);
    await expect(git.listTree(sha, '')).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('follows a fetch, and fetches again what is asked for again', async () => {
    const { cache, folder, answers } = desk.open({ mostBytes: 1 });
    for (const { repository, sha } of [...made, ...made]) {
      await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
      desk.clock.nowMs += 31 * minuteMs;
    }
    expect(answers).toHaveLength(6);
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.pack')),
    ).toHaveLength(1);
  });

  it('lets go of a repository that is being fetched by another process', async () => {
    const { cache, folder } = desk.open();
    const [{ repository, sha }] = made as [(typeof made)[0]];
    await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
    desk.clock.nowMs += 60 * minuteMs;
    const lock = join(folder, `${repository.id}.lock`);
    writeFileSync(lock, 'another process');
    utimesSync(lock, desk.clock.nowMs / 1000, desk.clock.nowMs / 1000);
    await desk.open({ folder, mostBytes: 0 }).cache.evict();
    expect(bytesOf(folder)).toBeGreaterThan(0);
    desk.clock.nowMs += minuteMs;
    await desk.open({ folder, mostBytes: 0 }).cache.evict();
    expect(bytesOf(folder)).toBe(0);
  });

  it('deletes what a process left that was stopped while it deleted', async () => {
    const { cache, folder } = desk.open();
    mkdirSync(join(folder, 'removed-by-a-dead-process', 'objects'), { recursive: true });
    await cache.evict();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a repository', () => {
  it('starts anew when it has grown, while what reads the old one goes on', async () => {
    const { github } = desk;
    const repository = github.createRepository('acme/busy');
    const { cache, folder, answers } = desk.open({ mostBytes: 2000 });
    const first = github.push(repository, 'main', { 'count.txt': '0' });
    const old = await cache.fetchCommits(nameOf(repository), [first], given(desk.token));
    let last = first;
    for (let at = 1; at < 8; at += 1) {
      last = github.push(repository, 'main', { 'count.txt': String(at) });
      await cache.fetchCommits(nameOf(repository), [last], given(desk.token));
    }
    expect(answers).toHaveLength(8);
    const home = join(folder, String(repository.id));
    const before = readdirSync(home).length;
    expect(before).toBeGreaterThan(1);
    expect(await textAt(old, first, 'count.txt')).toBe('0');
    desk.clock.nowMs += 31 * minuteMs;
    const git = await cache.fetchCommits(nameOf(repository), [last], given(desk.token));
    await cache.evict();
    expect(readdirSync(home)).toHaveLength(1);
    expect(await textAt(git, last, 'count.txt')).toBe('7');
  });

  it('is removed with everything, also while it is in use', async () => {
    const { cache, folder } = desk.open();
    const [{ repository, sha }] = made as [(typeof made)[0]];
    const git = await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
    await cache.remove(repository.id);
    expect(readdirSync(folder)).toEqual([]);
    await expect(git.listTree(sha, '')).rejects.toMatchObject({ code: 'git-failed' });
    await cache.remove(repository.id);
  });
});
