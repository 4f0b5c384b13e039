import type { Clock } from '@galley/engine/ports';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GitHubBusyError } from '../../../bot/src/github/github-busy-error.ts';
import { fetchOver, openDispatcher } from '../../../bot/src/github/open-dispatcher.ts';
import { type GitHubAccess, openGitHubAccess } from '../../../bot/src/github/open-github-access.ts';
import type { RequestEvent } from '../../../bot/src/github/request-policy.ts';
import { type Desk, openDesk } from '../../fakes/github/testing/open-desk.ts';

let nowMs = Date.parse('2026-11-21T12:00:00Z');
const clock: Clock = {
  now: () => nowMs,
  elapsedMs: () => nowMs,
  sleep: async (ms) => {
    nowMs += ms;
  },
};
const repo = { owner: 'acme', repo: 'prompts' };
let desk: Desk;
let github: GitHubAccess;
let asked: string[];
let events: RequestEvent[];
let authorizations: Set<string | null>;

const openFor = (desk: Desk, change: { apiUrl?: string; privateKey?: string } = {}) => {
  const reach = fetchOver(openDispatcher({}));
  const { app } = desk;
  return openGitHubAccess(
    {
      app: { id: app.id, privateKey: change.privateKey ?? app.privateKey, webhookSecrets: [] },
      github: { apiUrl: change.apiUrl ?? desk.github.apiUrl, gitUrl: desk.github.gitUrl },
    },
    {
      clock,
      random: { next: () => 0.5 },
      fetch: (address, init) => {
        const { pathname } = new URL(String(address));
        asked.push(`${init?.method} ${pathname}`);
        authorizations.add(new Headers(init?.headers).get('authorization'));
        return reach(address, init);
      },
      onEvent: (event) => void events.push(event),
    },
  );
};
const place = () => ({
  installationId: desk.installation.id,
  repositoryId: desk.repository.id,
  owner: 'acme',
  name: 'prompts',
});
const minted = () => asked.filter((each) => each.endsWith('/access_tokens')).length;

beforeAll(async () => {
  desk = await openDesk({ clock: { now: () => nowMs } });
});
beforeEach(() => {
  asked = [];
  events = [];
  authorizations = new Set();
  github = openFor(desk);
});
afterEach(() => {
  desk.github.faults.clear();
  desk.github.assertValid();
});
afterAll(async () => {
  await desk.github.close();
});

describe('the App', () => {
  it('knows its own login and number, and asks once', async () => {
    expect(await github.self()).toEqual({ login: 'galley[bot]', appId: desk.app.id });
    await github.self();
    expect(asked).toEqual(['GET /app']);
  });

  it('asks again when the first answer never came', async () => {
    desk.github.faults.add({ kind: 'expired-token' }, { times: 2 });
    await expect(github.self()).rejects.toMatchObject({ status: 401 });
    expect(await github.self()).toMatchObject({ appId: desk.app.id });
  });

  it('lists its installations and what they cover', async () => {
    const { id, account } = desk.installation;
    const [installation] = await github.installations();
    expect(installation).toEqual({
      id,
      account: 'acme',
      accountId: account.id,
      isSuspended: false,
    });
    expect(await github.repositoriesOf(id)).toEqual([
      { id: desk.repository.id, owner: 'acme', name: 'prompts' },
    ]);
  });

  it('works below /api/v3, as an Enterprise Server has it', async () => {
    const access = await openFor(desk, { apiUrl: `${desk.github.apiUrl}/api/v3` }).openAccess(
      place(),
      'reading',
    );
    const { data } = await access.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    expect(data.number).toBe(1);
    expect(asked.every((each) => each.includes(' /api/v3/'))).toBe(true);
  });

  it('follows GitHub’s clock when ours is wrong', async () => {
    const sent: string[] = [];
    const access = openGitHubAccess(
      {
        app: { id: desk.app.id, privateKey: desk.app.privateKey, webhookSecrets: [] },
        github: { apiUrl: desk.github.apiUrl, gitUrl: desk.github.gitUrl },
      },
      {
        clock: { ...clock, now: () => nowMs - 3_600_000 },
        random: { next: () => 0 },
        fetch: async (address, init) => {
          const jwt = new Headers(init?.headers).get('authorization')?.split(' ')[1] ?? '';
          sent.push(jwt);
          const answer = await fetch(address, init);
          const headers = new Headers(answer.headers);
          headers.set('date', new Date(nowMs).toUTCString());
          return new Response(answer.body, { status: answer.status, headers });
        },
      },
    );
    expect(await access.self()).toMatchObject({ appId: desk.app.id });
    expect(sent).toHaveLength(2);
    await access.installations();
    expect(sent).toHaveLength(3);
  });

  it('says at once that its key cannot be read, and does not repeat it', () => {
    const privateKey = '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n';
    expect(() => openFor(desk, { privateKey })).toThrow(/private key cannot be read/);
    expect(() => openFor(desk, { privateKey })).not.toThrow(/c2VjcmV0/);
  });
});

describe('access to a repository', () => {
  it('is a token for it alone and for the purpose alone', async () => {
    const other = desk.github.createRepository('acme/private', { isPrivate: true });
    const reading = await github.openAccess(place(), 'reading');
    await reading.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    const { rest } = reading.octokit;
    await expect(rest.repos.get({ owner: 'acme', repo: other.name })).rejects.toMatchObject({
      status: 404,
    });
    const write = { ...repo, issue_number: 1, body: 'A proof.' };
    await expect(rest.issues.createComment(write)).rejects.toMatchObject({ status: 403 });
    const publishing = await github.openAccess(place(), 'publishing');
    await publishing.octokit.rest.issues.createComment(write);
    const content = { ...repo, path: 'galley.yaml' };
    await expect(publishing.octokit.rest.repos.getContent(content)).rejects.toMatchObject({
      status: 403,
    });
  });

  it('keeps its token while it is fresh, however many ask at once', async () => {
    await Promise.all([1, 2, 3].map(() => github.openAccess(place(), 'reading')));
    const access = await github.openAccess(place(), 'reading');
    const first = await access.gitToken();
    nowMs += 49 * 60_000;
    expect(await access.gitToken()).toBe(first);
    expect(minted()).toBe(1);
    nowMs += 2 * 60_000;
    expect(await access.gitToken()).not.toBe(first);
    expect(minted()).toBe(2);
  });

  it('asks anew for a token that GitHub refuses, and gives up after one more', async () => {
    const access = await github.openAccess(place(), 'reading');
    const read = () => access.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    desk.github.faults.add({ kind: 'expired-token' }, { on: ['pulls/get'] });
    expect((await read()).status).toBe(200);
    expect(minted()).toBe(2);
    desk.github.faults.add({ kind: 'expired-token' }, { on: ['pulls/get'], times: 2 });
    await expect(read()).rejects.toMatchObject({ status: 401 });
  });

  it('goes without what the account has not granted', async () => {
    const { github: fake } = desk;
    const narrow = fake.app({
      slug: 'narrow',
      permissions: { checks: 'write', pull_requests: 'write' },
    });
    const installation = narrow.install('acme');
    const access = await openFor({ ...desk, app: narrow }).openAccess(
      { ...place(), installationId: installation.id },
      'publishing',
    );
    const comment = { ...repo, issue_number: 1, body: 'Hello' };
    expect((await access.octokit.rest.issues.createComment(comment)).status).toBe(201);
    expect(minted()).toBe(2);
  });

  it('rejects for an installation that is gone, and works again when it is back', async () => {
    const { app } = desk;
    app.suspend(desk.installation);
    await expect(github.openAccess(place(), 'reading')).rejects.toMatchObject({ status: 403 });
    app.unsuspend(desk.installation);
    expect(await github.openAccess(place(), 'reading')).toMatchObject({ owner: 'acme' });
  });

  it('has the repository’s present name, whatever we knew it by', async () => {
    const moved = desk.github.createRepository('acme/before');
    desk.github.rename(moved, 'after');
    const at = { ...place(), repositoryId: moved.id, name: 'before' };
    expect(await github.openAccess(at, 'ledger')).toMatchObject({ name: 'after' });
  });
});

describe('a request', () => {
  const read = async () => {
    const access = await github.openAccess(place(), 'reading');
    return access.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  };
  const write = async () => {
    const access = await github.openAccess(place(), 'publishing');
    return access.octokit.rest.issues.createComment({ ...repo, issue_number: 1, body: 'Hello' });
  };

  it('that reads is repeated on 5xx and broken connections', async () => {
    desk.github.faults.add({ kind: 'status', status: 503 }, { on: ['pulls/get'], times: 2 });
    desk.github.faults.add({ kind: 'hang-up' }, { on: ['pulls/get'] });
    expect((await read()).status).toBe(200);
    expect(events.map(({ kind }) => kind)).toEqual(Array(3).fill('request-repeated'));
    desk.github.faults.add({ kind: 'status', status: 500 }, { on: ['pulls/get'], times: 4 });
    await expect(read()).rejects.toMatchObject({ status: 500 });
  });

  it('that writes is sent once, as nobody knows what it left', async () => {
    const before = desk.github.commentsOn(desk.pull).length;
    desk.github.faults.add({ kind: 'after-bad-gateway' }, { on: ['issues/create-comment'] });
    await expect(write()).rejects.toMatchObject({ status: 502 });
    expect(desk.github.commentsOn(desk.pull)).toHaveLength(before + 1);
  });

  it('that GitHub’s limits turn away says how long to wait, and waits for nothing', async () => {
    const before = nowMs;
    const on = ['issues/create-comment'] as const;
    for (const status of [403, 429] as const) {
      desk.github.faults.add({ kind: 'secondary-limit', status, retryAfterSeconds: 7 }, { on });
      const refusal = await write().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(GitHubBusyError);
      expect(refusal).toMatchObject({ status, retryAfterMs: 7_000 });
    }
    desk.github.faults.add({ kind: 'primary-limit' }, { on: ['pulls/get'] });
    const refusal = await read().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GitHubBusyError);
    expect((refusal as GitHubBusyError).retryAfterMs).toBeGreaterThan(0);
    expect((refusal as GitHubBusyError).retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect(nowMs).toBe(before);
  });

  it('never shows its token to whoever catches its error', async () => {
    const error = await github
      .openAccess(place(), 'reading')
      .then(({ octokit }) => octokit.rest.pulls.get({ ...repo, pull_number: 99 }))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 404 });
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error));
    const tokens = [...authorizations].map((each) => each?.split(' ')[1] ?? 'none');
    expect(tokens.length).toBeGreaterThan(1);
    expect(tokens.filter((token) => shown.includes(token))).toEqual([]);
  });

  it('writes one after the other', async () => {
    const { octokit } = await github.openAccess(place(), 'publishing');
    desk.github.faults.add({ kind: 'slow', delayMs: 40 }, { on: ['issues/create-comment'] });
    const bodies = ['one', 'two', 'three'];
    const comment = { ...repo, issue_number: 1 };
    await Promise.all(
      bodies.map((body) => octokit.rest.issues.createComment({ ...comment, body })),
    );
    const written = desk.github.commentsOn(desk.pull).map(({ body }) => body);
    expect(written.slice(-3)).toEqual(bodies);
  });
});
