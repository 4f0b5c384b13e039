import { execFile } from 'node:child_process';
import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitEnvironment } from '../git/run-git.ts';
import { openClient } from '../testing/open-client.ts';
import { type Desk, openDesk } from '../testing/open-desk.ts';

const run = promisify(execFile);

// isomorphic-git belongs to the engine; the tests borrow it from there.
const require = createRequire(new URL('../../../../engine/package.json', import.meta.url));
const borrow = (name: string): unknown => require(name);
const isomorphicGit = borrow('isomorphic-git') as IsomorphicGit;
const http = borrow('isomorphic-git/http/node') as object;

interface IsomorphicGit {
  init(options: object): Promise<void>;
  addRemote(options: object): Promise<void>;
  fetch(options: object): Promise<{ fetchHead?: string }>;
  readBlob(options: object): Promise<{ blob: Uint8Array }>;
}

let desk: Desk;
let folder: string;
let token: string;

beforeAll(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'galley-fake-github-clone-'));
  token = await mintToken({ contents: 'write' });
});
afterAll(async () => {
  await desk.github.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('Git', () => {
  it('clones with a token, and fetches a pull request and a commit by its id', async () => {
    const clone = join(folder, 'clone');
    await git(folder, 'clone', '-q', '--depth', '1', addressWith(token), clone);
    expect(readFileSync(join(clone, 'galley.yaml'), 'utf8')).toBe('version: 1\n');
    await git(clone, 'fetch', '-q', 'origin', 'refs/pull/1/head');
    expect(await git(clone, 'rev-parse', 'FETCH_HEAD')).toBe(desk.headSha);
    await git(clone, 'fetch', '-q', '--filter=blob:none', 'origin', desk.headSha);
  });

  it('pushes with all that a push brings about', async () => {
    const { github, headSha, pull, repository } = desk;
    const clone = join(folder, 'pushed');
    await git(folder, 'clone', '-q', '-b', 'kinder', addressWith(token), clone);
    writeFileSync(join(clone, 'prompts/refund.yaml'), 'system: Be kinder.\n');
    await git(clone, 'commit', '-q', '-a', '-m', 'Kinder');
    await git(clone, 'push', '-q', 'origin', 'HEAD:kinder', 'HEAD:refs/heads/copy');
    const after = await git(clone, 'rev-parse', 'HEAD');
    await github.deliveries.settle();
    const synchronize = github.deliveries.log.findLast(
      ({ name }) => name === 'pull_request.synchronize',
    );
    expect(synchronize?.payload).toMatchObject({ before: headSha, after });
    expect(pull.pull?.headSha).toBe(after);
    const pushes = github.deliveries.log.filter(({ payload }) => payload.after === after);
    expect(pushes.map(({ name }) => name)).toEqual(['push.', 'pull_request.synchronize', 'push.']);
    expect([...repository.suites.values()].map((suite) => suite.headSha)).toContain(after);
    github.assertValid();
  });

  it('is refused a wrong token, and a push with a token that only reads', async () => {
    await expect(git(folder, 'ls-remote', addressWith('ghs_wrong'))).rejects.toThrow(
      /Authentication|401/,
    );
    await expect(git(folder, 'ls-remote', addressWith())).rejects.toThrow(/Username|401/);
    const clone = join(folder, 'read-only');
    await git(folder, 'clone', '-q', addressWith(await mintToken({ contents: 'read' })), clone);
    await expect(git(clone, 'push', '-q', 'origin', 'HEAD:refs/heads/no')).rejects.toThrow(/403/);
    await expect(
      git(folder, 'ls-remote', addressWith(await mintToken({ checks: 'read' }))),
    ).rejects.toThrow(/403/);
  });

  it('serves isomorphic-git, without a work tree and without a stored token', async () => {
    const dir = join(folder, 'bare.git');
    const place = { fs, http, dir, gitdir: dir };
    await isomorphicGit.init({ ...place, bare: true, defaultBranch: 'main' });
    const url = addressWith();
    await isomorphicGit.addRemote({ ...place, remote: 'origin', url });
    const onAuth = () => ({ username: 'x-access-token', password: token });
    const options = {
      ...place,
      remote: 'origin',
      depth: 1,
      singleBranch: true,
      tags: false,
      onAuth,
    };
    const ref = 'refs/pull/1/head';
    const { fetchHead: oid = '' } = await isomorphicGit.fetch({ ...options, ref, remoteRef: ref });
    expect(oid).toBe(desk.pull.pull?.headSha);
    const { blob } = await isomorphicGit.readBlob({ ...place, oid, filepath: 'galley.yaml' });
    expect(Buffer.from(blob).toString()).toBe('version: 1\n');
  });

  it('does not move the refs of pull requests', async () => {
    const clone = join(folder, 'forger');
    await git(folder, 'clone', '-q', addressWith(token), clone);
    const push = git(clone, 'push', '-q', 'origin', 'HEAD:refs/pull/1/head');
    await expect(push).rejects.toThrow(/hidden ref|rejected/);
  });

  it('meets faults, too', async () => {
    desk.github.faults.add({ kind: 'status', status: 502 }, { on: ['git'] });
    await expect(git(folder, 'ls-remote', addressWith(token))).rejects.toThrow(/502/);
  });
});

function addressWith(password?: string): string {
  const address = new URL('/acme/prompts.git', desk.github.gitUrl);
  address.username = password === undefined ? '' : 'x-access-token';
  address.password = password ?? '';
  return address.href;
}

async function mintToken(permissions: object): Promise<string> {
  const path = `/app/installations/${desk.installation.id}/access_tokens` as const;
  const client = openClient(desk.github, desk.app.jwt());
  const { body } = await client(`POST ${path}`, { permissions, repositories: ['prompts'] });
  return (body as { token: string }).token;
}

/** Not synchronous: the server that answers lives in this process. */
async function git(cwd: string, ...commandLine: string[]): Promise<string> {
  const env = { ...gitEnvironment(), GIT_TERMINAL_PROMPT: '0' };
  const { stdout } = await run('git', commandLine, { cwd, env });
  return stdout.trim();
}
