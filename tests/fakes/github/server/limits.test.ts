import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../testing/open-desk.ts';

const repo = '/repos/acme/prompts';
let nowMs = Date.parse('2026-11-21T12:00:00Z');
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk({
    clock: { now: () => nowMs },
    limits: { requestsPerHour: 60, contentWritesPerMinute: 6 },
  });
});
afterEach(() => {
  desk.github.faults.clear();
  // A new window for every test, within the life of the token.
  nowMs += 61_000;
});
afterAll(async () => {
  await desk.github.close();
});

describe('lists', () => {
  it('come in pages with links to the others', async () => {
    for (const number of [1, 2, 3]) desk.github.comment(desk.pull, `comment ${number}`);
    const path = `GET ${repo}/issues/1/comments?per_page=1` as const;
    const second = await desk.asInstallation(`${path}&page=2`);
    expect(second.body).toMatchObject([{ body: 'comment 2' }]);
    const links = second.headers.get('link') ?? '';
    expect(
      [...links.matchAll(/page=(\d)>; rel="(\w+)"/g)].map((match) => match.slice(1, 3)),
    ).toEqual([
      ['1', 'prev'],
      ['3', 'next'],
      ['3', 'last'],
      ['1', 'first'],
    ]);
    const all = await desk.asInstallation(`GET ${repo}/issues/1/comments`);
    expect(all.headers.get('link')).toBeNull();
  });
});

describe('an answer that has not changed', () => {
  it('is 304 for its ETag, and free', async () => {
    const first = await desk.asInstallation(`GET ${repo}/pulls/1`);
    const etag = first.headers.get('etag') ?? '';
    const again = await desk.asInstallation(`GET ${repo}/pulls/1`, undefined, {
      'if-none-match': etag,
    });
    expect([again.status, again.body]).toEqual([304, undefined]);
    expect(again.headers.get('x-ratelimit-used')).toBe(first.headers.get('x-ratelimit-used'));
    desk.github.editPullRequest(desk.pull, { title: 'Kinder refunds' });
    const changed = await desk.asInstallation(`GET ${repo}/pulls/1`, undefined, {
      'if-none-match': etag,
    });
    expect(changed.status).toBe(200);
  });
});

describe('limits', () => {
  it('stop who writes too much in a minute, and say for how long', async () => {
    const write = () => desk.asInstallation(`POST ${repo}/issues/1/comments`, { body: 'Hi' });
    const statuses = [];
    for (let count = 0; count < 7; count++) statuses.push((await write()).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 403]);
    expect((await write()).headers.get('retry-after')).toBe('60');
    nowMs += 61_000;
    expect((await write()).status).toBe(201);
  });

  it('stop who asks too much in an hour, until the hour is over', async () => {
    let answer = await desk.asApp('GET /app');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('60');
    for (let count = 0; count < 60; count++) answer = await desk.asApp('GET /app');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('0');
    const reset = Number(answer.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThan(nowMs / 1000);
    expect(reset).toBeLessThanOrEqual(nowMs / 1000 + 3600);
  });
});

describe('a fault', () => {
  const comments = () => desk.github.commentsOn(desk.pull).length;
  const write = () => desk.asInstallation(`POST ${repo}/issues/1/comments`, { body: 'A proof.' });

  it('takes the place of the answer, so often and where it was planned', async () => {
    const { faults } = desk.github;
    faults.add(
      { kind: 'status', status: 503 },
      { on: ['issues/create-comment'], times: 2, after: 1 },
    );
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await write()).status);
    expect(statuses).toEqual([201, 503, 503, 201]);
  });

  it('can hide that the work was done', async () => {
    const before = comments();
    desk.github.faults.add({ kind: 'after-bad-gateway' });
    expect((await write()).status).toBe(502);
    desk.github.faults.add({ kind: 'after-hang-up' });
    await expect(write()).rejects.toThrow();
    expect(comments()).toBe(before + 2);
  });

  it('can end the connection before anything is done', async () => {
    const before = comments();
    desk.github.faults.add({ kind: 'hang-up' });
    await expect(write()).rejects.toThrow();
    expect(comments()).toBe(before);
  });

  it('can be a limit, a token that has run out, or just slowness', async () => {
    const { faults } = desk.github;
    faults.add({ kind: 'secondary-limit', status: 429, retryAfterSeconds: 7 });
    const limited = await write();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    faults.add({ kind: 'primary-limit' });
    const used = await write();
    expect([used.status, used.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    faults.add({ kind: 'expired-token' });
    expect((await write()).status).toBe(401);
    faults.add({ kind: 'slow', delayMs: 30 });
    const start = performance.now();
    expect((await write()).status).toBe(201);
    expect(performance.now() - start).toBeGreaterThan(25);
  });
});
