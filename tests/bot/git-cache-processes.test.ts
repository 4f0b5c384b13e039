import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGitCache } from '../../bot/src/git/git-cache.ts';
import { type FakeGitHub, startFakeGitHub } from '../fakes/github/start-fake-github.ts';
import type { Repository } from '../fakes/github/state/model.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-git-killed-'));
const moduleUrl = new URL('../../bot/src/git/git-cache.ts', import.meta.url).href;
let github: FakeGitHub;
let repository: Repository;
let token: string;

beforeAll(async () => {
  github = await startFakeGitHub();
  token = github.userToken('acme');
  const noise = Array.from({ length: 50_000 }, (_, at) => ((at * 2654435761) >>> 0).toString(36));
  const files = { 'noise.txt': noise.join('') };
  repository = github.createRepository('acme/prompts', { isPrivate: true, files });
});
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that fetches a commit and stands still: while it downloads, or before it is done. */
const program = (sha: string, stopAfterBytes: number) => `
  import { openGitCache } from ${JSON.stringify(moduleUrl)};
  const stall = (bytes) => new TransformStream({
    async transform(chunk, controller) {
      if (bytes < 0) return;
      bytes -= chunk.length;
      controller.enqueue(bytes < 0 ? chunk.subarray(0, bytes) : chunk);
      if (bytes >= 0) return;
      process.stdout.write('stalled');
      await new Promise(() => setInterval(() => {}, 1000));
    },
  });
  const stalling = async (address, init) => {
    const response = await fetch(address, init);
    return new Response(response.body.pipeThrough(stall(${stopAfterBytes})), response);
  };
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const cache = openGitCache({
    folder: ${JSON.stringify(folder)},
    mostBytes: 1e9,
    mostPackBytes: 1e9,
    gitUrl: ${JSON.stringify(github.gitUrl)},
    fetch: stalling,
    clock: { now: () => Date.now(), elapsedMs: () => performance.now(), sleep },
  });
  const name = { repositoryId: ${repository.id}, owner: 'acme', name: 'prompts' };
  await cache.fetchCommits(name, [${JSON.stringify(sha)}], {
    token: async () => ${JSON.stringify(token)},
    signal: new AbortController().signal,
  });
  process.stdout.write('done');
`;

/** What the process said; it is killed as soon as it says something. */
function runUntilItSpeaks(text: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      child.kill('SIGKILL');
    });
    child.on('close', () => resolve(said));
  });
}

let aheadMs = 0;
const openCache = (requests: string[] = []) =>
  openGitCache({
    folder,
    mostBytes: 1e9,
    mostPackBytes: 1e9,
    gitUrl: github.gitUrl,
    fetch: (address, init) => {
      requests.push(String(address));
      return fetch(address, init);
    },
    clock: {
      now: () => Date.now() + aheadMs,
      elapsedMs: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
  });
const named = () => ({ repositoryId: repository.id, owner: 'acme', name: 'prompts' });
const given = () => ({ token: async () => token, signal: new AbortController().signal });

describe('a cache that several processes share', () => {
  it('heals after one was killed in the middle of a fetch', async () => {
    const cache = openCache();
    for (const stopAfterBytes of [100_000, 10]) {
      const sha = github.push(repository, 'main', { 'count.txt': String(stopAfterBytes) });
      expect(await runUntilItSpeaks(program(sha, stopAfterBytes))).toBe('stalled');
      expect(existsSync(join(folder, `${repository.id}.lock`))).toBe(true);
      aheadMs += 60_000;
      const git = await cache.fetchCommits(named(), [sha], given());
      const paths = (await git.listTree(sha, '')).map(({ path }) => path);
      expect(paths).toEqual(['count.txt', 'noise.txt']);
      const home = join(folder, String(repository.id));
      expect(readdirSync(home)).toEqual(['1.git']);
      expect(readdirSync(join(home, '1.git'))).not.toContain('incoming');
      expect(readdirSync(folder)).toEqual([String(repository.id)]);
    }
  });

  it('holds what each of them fetched at the same time', async () => {
    const commits = ['one', 'two', 'three'].map((text) =>
      github.push(repository, text, { 'who.txt': text }),
    );
    const all = commits.map((sha) => runUntilItSpeaks(program(sha, Number.POSITIVE_INFINITY)));
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
    const requests: string[] = [];
    const git = await openCache(requests).fetchCommits(named(), commits, given());
    for (const sha of commits) expect(await git.listTree(sha, '')).toHaveLength(3);
    expect(requests).toEqual([]);
  });
});
