import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitFetchError } from '../../bot/src/git/git-fetch-error.ts';
import { type CacheDesk, given, nameOf, openCacheDesk, textAt } from './testing/open-test-cache.ts';

let desk: CacheDesk;
let base: string;
let head: string;

beforeAll(async () => {
  desk = await openCacheDesk();
  base = desk.pull.pull?.baseSha ?? '';
  head = desk.headSha;
});
afterAll(() => desk.close());

const prompts = () => nameOf(desk.repository);
const file = 'prompts/refund.yaml';

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GitFetchError);
  return (error as GitFetchError).reason;
}

describe('fetching commits', () => {
  it('brings all of them in one request, without their history', async () => {
    const { cache, answers } = desk.open();
    const git = await cache.fetchCommits(prompts(), [base, head, base], given(desk.token));
    expect(await textAt(git, head, file)).toBe('system: Be kind.\nuser: Hello\n');
    expect(await textAt(git, base, file)).toBe('system: Be brief.\n');
    expect(answers).toHaveLength(1);
    expect(await git.isShallow()).toBe(true);
    expect(await git.resolveCommit(`${head}~1`)).toBeUndefined();
    expect(await git.mergeBase(base, head)).toEqual({ kind: 'shallow' });
  });

  it('asks for nothing that is there, not even for a token, also after a restart', async () => {
    const { cache, folder, answers } = desk.open();
    await cache.fetchCommits(prompts(), [base, head], given(desk.token));
    const token = () => Promise.reject(new Error('asked for a token'));
    await cache.fetchCommits(prompts(), [head], given('', { token }));
    const again = desk.open({ folder });
    const git = await again.cache.fetchCommits(prompts(), [head, base], given('', { token }));
    expect(await textAt(git, base, file)).toBe('system: Be brief.\n');
    expect([answers.length, again.answers.length]).toEqual([1, 0]);
  });

  it('costs what changed once the rest is there', async () => {
    const { github } = desk;
    const large = Array.from({ length: 4000 }, (_, line) => `line ${(line * 7919) % 9973}`);
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`prompts/${at}.yaml`, `${at}\n${large.join('\n')}`]),
    );
    const repository = github.createRepository('acme/large', { files });
    const before = github.push(repository, 'main', { 'README.md': 'One\n' });
    const { cache, answers } = desk.open();
    await cache.fetchCommits(nameOf(repository), [before], given(desk.token));
    const changed = `changed\n${large.join('\n')}`;
    const after = github.push(repository, 'main', { 'prompts/7.yaml': changed });
    const git = await cache.fetchCommits(nameOf(repository), [after], given(desk.token));
    expect(await textAt(git, after, 'prompts/7.yaml')).toBe(changed);
    expect(await textAt(git, after, 'prompts/8.yaml')).toBe(files['prompts/8.yaml']);
    expect(answers[0]).toBeGreaterThan(10_000);
    expect(answers[1]).toBeLessThan(2_000);
  });

  it('brings the head of a fork through the repository that it was opened in', async () => {
    const { github, repository } = desk;
    const fork = github.fork(repository, 'eve');
    const sha = github.push(fork, 'sly', { [file]: 'system: Be sly.\n' }, { as: 'eve' });
    github.openPullRequest(repository, { head: 'sly', from: fork, as: 'eve' });
    const { cache } = desk.open();
    const git = await cache.fetchCommits(prompts(), [base, sha], given(desk.token));
    expect(await textAt(git, sha, file)).toBe('system: Be sly.\n');
  });

  it('asks once more for a head that the pull request names and no server knew yet', async () => {
    const message = `ERR upload-pack: not our ref ${head}`;
    const late = Buffer.from(`${(message.length + 4).toString(16).padStart(4, '0')}${message}`);
    let refusals = 1;
    const lagging: typeof fetch = async (address, init) => {
      refusals -= 1;
      if (refusals < 0) return fetch(address, init);
      const type = { 'content-type': 'application/x-git-upload-pack-result' };
      return new Response(new Uint8Array(late), { headers: type });
    };
    const { cache, answers } = desk.open({ fetch: lagging });
    const pullRequest = desk.pull.number;
    const git = await cache.fetchCommits(prompts(), [head], given(desk.token, { pullRequest }));
    expect(await textAt(git, head, file)).toContain('Be kind');
    expect(answers).toHaveLength(3);
    refusals = 1;
    const alone = desk
      .open({ fetch: lagging })
      .cache.fetchCommits(prompts(), [head], given(desk.token));
    expect(await reasonOf(alone)).toBe('commit-missing');
  });

  it('serves several at once, of one process and of two that share the folder', async () => {
    const one = desk.open();
    const other = desk.open({ folder: one.folder });
    const all = await Promise.all(
      [one, other, one, other].map(({ cache }, at) =>
        cache.fetchCommits(prompts(), at < 2 ? [base, head] : [head], given(desk.token)),
      ),
    );
    for (const git of all) expect(await textAt(git, head, file)).toContain('Be kind');
    expect(one.answers.length + other.answers.length).toBe(1);
  });
});

describe('a refusal', () => {
  it('of a token that is wrong, missing or used up asks for another one', async () => {
    const { cache } = desk.open();
    for (const token of ['ghs_wrong', '']) {
      const fetched = cache.fetchCommits(prompts(), [head], given(token));
      expect(await reasonOf(fetched)).toBe('token-refused');
    }
    desk.ahead.ms = 2 * 3_600_000;
    const late = cache.fetchCommits(prompts(), [head], given(desk.token));
    await expect(late).rejects.toMatchObject({ reason: 'token-refused', isRetryable: true });
    const another = await desk.mint({ contents: 'read' });
    const git = await cache.fetchCommits(prompts(), [head], given(another));
    expect(await textAt(git, head, file)).toContain('Be kind');
    desk.ahead.ms = 0;
  });

  it('of the repository is told apart: gone, or closed to this token', async () => {
    const { cache } = desk.open();
    const gone = { ...prompts(), name: 'nowhere' };
    expect(await reasonOf(cache.fetchCommits(gone, [head], given(desk.token)))).toBe(
      'repository-refused',
    );
    const checks = await desk.mint({ checks: 'read' });
    expect(await reasonOf(cache.fetchCommits(prompts(), [head], given(checks)))).toBe(
      'repository-refused',
    );
  });

  it('of a commit names it: gone, no commit, or no full id', async () => {
    const { cache } = desk.open();
    const gone = 'deadbeef'.repeat(5);
    const fetched = cache.fetchCommits(prompts(), [head, gone], given(desk.token));
    await expect(fetched).rejects.toMatchObject({
      reason: 'commit-missing',
      code: 'git-failed',
      isRetryable: false,
      data: { commit: gone, repository: 'acme/prompts' },
    });
    const { path } = desk.repository.store;
    const tree = execFileSync('git', ['rev-parse', `${head}^{tree}`], { cwd: path });
    for (const id of [tree.toString().trim(), head.slice(0, 9), 'main', '--upload-pack=x']) {
      const refused = cache.fetchCommits(prompts(), [id], given(desk.token));
      expect(await reasonOf(refused)).toBe('commit-missing');
    }
    await cache.fetchCommits(prompts(), [head], given(desk.token));
  });

  it('by the network may be tried again', async () => {
    const { cache } = desk.open();
    desk.github.faults.add({ kind: 'status', status: 502 }, { on: ['git'] });
    const failed = cache.fetchCommits(prompts(), [head], given(desk.token));
    await expect(failed).rejects.toMatchObject({ reason: 'unreachable', isRetryable: true });
    const page = async () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
    const proxy = desk.open({ fetch: page }).cache;
    expect(await reasonOf(proxy.fetchCommits(prompts(), [head], given(desk.token)))).toBe(
      'unreachable',
    );
    const down = desk.open({ gitUrl: 'http://127.0.0.1:65535' }).cache;
    expect(await reasonOf(down.fetchCommits(prompts(), [head], given(desk.token)))).toBe(
      'unreachable',
    );
  });

  it('to follow another address keeps the token here', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(301, { location: `${desk.github.gitUrl}/acme/prompts.git` }).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { cache } = desk.open({ gitUrl: `http://127.0.0.1:${port}/` });
    const fetched = cache.fetchCommits(prompts(), [head], given(desk.token));
    expect(await reasonOf(fetched)).toBe('repository-refused');
    expect(asked).toEqual(['/acme/prompts.git/git-upload-pack']);
    server.close();
  });

  it('ends a download above the limit', async () => {
    const noise = Array.from({ length: 200_000 }, (_, at) =>
      ((at * 2654435761) >>> 0).toString(36),
    );
    const files = { 'noise.txt': noise.join('') };
    const repository = desk.github.createRepository('acme/noise', { files });
    const sha = desk.github.push(repository, 'main', { 'one.txt': 'One\n' });
    const { cache, folder, answers } = desk.open({ mostPackBytes: 100_000 });
    const fetched = cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
    await expect(fetched).rejects.toMatchObject({
      reason: 'too-large',
      message: 'fetching acme/noise takes more than 100000 bytes',
    });
    expect(answers[0]).toBeLessThan(600_000);
    expect(filesIn(folder).filter((path) => path.endsWith('.pack'))).toEqual([]);
  });

  it('after an abort is the reason of the abort', async () => {
    const { cache } = desk.open();
    const controller = new AbortController();
    controller.abort(new Error('a newer commit came'));
    const { signal } = controller;
    await expect(
      cache.fetchCommits(prompts(), [head], given(desk.token, { signal })),
    ).rejects.toThrow('a newer commit came');
    await cache.fetchCommits(prompts(), [head], given(desk.token));
  });
});

describe('a token', () => {
  it('is neither in a file nor in a refusal', async () => {
    const { cache, folder } = desk.open();
    await cache.fetchCommits(prompts(), [head], given(desk.token));
    const encoded = Buffer.from(`x-access-token:${desk.token}`).toString('base64');
    for (const path of filesIn(folder)) {
      const content = readFileSync(path, 'latin1');
      expect(content.includes(desk.token) || content.includes(encoded)).toBe(false);
    }
    const gone = 'deadbeef'.repeat(5);
    const down = desk.open({ gitUrl: 'http://127.0.0.1:65535' }).cache;
    const failures = [
      () => cache.fetchCommits(prompts(), [gone], given(desk.token)),
      () => cache.fetchCommits({ ...prompts(), name: 'nowhere' }, [gone], given(desk.token)),
      () => down.fetchCommits(prompts(), [gone], given(desk.token)),
    ];
    for (const failure of failures) {
      const error = await failure().catch((thrown: GitFetchError) => thrown);
      const { message, data, hint, stack, cause } = error as GitFetchError;
      const told = JSON.stringify([message, data, hint, stack, String(cause), cause]);
      expect(told).not.toContain(desk.token);
      expect(told).not.toContain(encoded);
    }
  });
});

describe('a folder that was damaged', () => {
  it('is healed: a cut pack, a lost pack, a lost list of commits', async () => {
    const damages: ((pack: string) => void)[] = [
      (pack) => truncateSync(pack, 40),
      (pack) => rmSync(pack),
      (pack) => writeFileSync(pack.replace(/\.pack$/, '.idx'), ''),
      (pack) => rmSync(join(pack, '../../../shallow')),
    ];
    for (const damage of damages) {
      const { cache, folder } = desk.open();
      await cache.fetchCommits(prompts(), [base, head], given(desk.token));
      damage(filesIn(folder).find((path) => path.endsWith('.pack')) ?? '');
      const git = await cache.fetchCommits(prompts(), [base, head], given(desk.token));
      expect(await textAt(git, head, file)).toContain('Be kind');
    }
  });

  it('is left alone by what builds on lost objects', async () => {
    const { cache, folder } = desk.open();
    const large = Array.from({ length: 500 }, (_, line) => `line ${(line * 7919) % 9973}`).join(
      '\n',
    );
    const repository = desk.github.createRepository('acme/lost', { files: { 'a.txt': large } });
    const before = desk.github.push(repository, 'main', { 'b.txt': 'One\n' });
    await cache.fetchCommits(nameOf(repository), [before], given(desk.token));
    for (const path of filesIn(folder)) if (/\.(pack|idx)$/.test(path)) rmSync(path);
    const after = desk.github.push(repository, 'main', { 'a.txt': `${large}\nmore` });
    const git = await cache.fetchCommits(nameOf(repository), [after], given(desk.token));
    expect(await textAt(git, after, 'a.txt')).toBe(`${large}\nmore`);
    expect(await textAt(git, after, 'b.txt')).toBe('One\n');
  });
});
