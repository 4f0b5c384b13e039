import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Repository } from '../state/model.ts';
import { openClient, openInstallationClient } from '../testing/open-client.ts';
import { type Desk, openDesk } from '../testing/open-desk.ts';

const minuteMs = 60_000;
const repo = '/repos/acme/prompts';
let nowMs = Date.parse('2026-11-21T12:00:00Z');
let desk: Desk;
let secret: Repository;

beforeAll(async () => {
  desk = await openDesk({ clock: { now: () => nowMs } });
  const { github } = desk;
  secret = github.createRepository('zoe/secret', { isPrivate: true });
  github.createRepository('zoe/open');
});
afterAll(async () => {
  await desk.github.close();
});

const narrowed = (narrowing: object) =>
  openInstallationClient(desk.github, desk.app.jwt(), {
    installationId: desk.installation.id,
    narrowing,
  });

describe('an App’s own token', () => {
  const seconds = () => nowMs / 1000;

  it('is good with its id as well as with its client id', async () => {
    const token = desk.app.jwt({ iss: String(desk.app.id) });
    expect((await openClient(desk.github, token)('GET /app')).status).toBe(200);
    expect((await openClient(desk.github, desk.app.jwt())('GET /app')).status).toBe(200);
  });

  it.each([
    ['has expired', () => ({ exp: seconds() - 1 })],
    ['lives longer than ten minutes', () => ({ exp: seconds() + 700 })],
    ['was issued in the future', () => ({ iat: seconds() + 90 })],
  ])('is refused when it %s', async (_, claims) => {
    const answer = await openClient(desk.github, desk.app.jwt(claims()))('GET /app');
    expect(answer.status).toBe(401);
  });

  it('is refused when another key has signed it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const unsigned = desk.app.jwt().split('.').slice(0, 2).join('.');
    const signature = sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url');
    const answer = await openClient(desk.github, `${unsigned}.${signature}`)('GET /app');
    expect(answer).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('decoded') },
    });
  });

  it('does not read repositories', async () => {
    expect((await desk.asApp(`GET ${repo}`)).status).toBe(403);
  });
});

describe('an installation’s token', () => {
  it('is good for an hour', async () => {
    const client = await narrowed({});
    nowMs += 59 * minuteMs;
    expect((await client(`GET ${repo}`)).status).toBe(200);
    nowMs += 2 * minuteMs;
    const late = await client(`GET ${repo}`);
    expect(late).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
  });

  it('does what its permissions say, and no more', async () => {
    const client = await narrowed({ permissions: { checks: 'read', contents: 'read' } });
    expect((await client(`GET ${repo}/contents/galley.yaml`)).status).toBe(200);
    const refused = await client(`POST ${repo}/check-runs`, { name: 'x', head_sha: desk.headSha });
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('checks=write');
    expect((await client(`POST ${repo}/issues/1/comments`, { body: 'Hi' })).status).toBe(403);
  });

  it('comments on pull requests but not on issues with permission for pull requests', async () => {
    const { number } = (await (await narrowed({}))(`POST ${repo}/issues`, { title: 'Budget' }))
      .body as { number: number };
    const client = await narrowed({ permissions: { pull_requests: 'write' } });
    expect((await client(`POST ${repo}/issues/1/comments`, { body: 'Hi' })).status).toBe(201);
    expect((await client(`POST ${repo}/issues/${number}/comments`, { body: 'Hi' })).status).toBe(
      403,
    );
  });

  it('reaches only the repositories it was made for', async () => {
    const other = desk.github.createRepository('acme/other', { isPrivate: true });
    const client = await narrowed({ repositories: ['prompts'] });
    expect((await client(`GET ${repo}`)).status).toBe(200);
    expect((await client(`GET /repos/acme/${other.name}`)).status).toBe(404);
    expect((await client(`GET /repos/zoe/${secret.name}`)).status).toBe(404);
    expect((await client('GET /repos/zoe/open')).status).toBe(200);
    expect((await client('POST /repos/zoe/open/issues', { title: 'Hi' })).status).toBe(403);
  });

  it('is not made wider than the installation', async () => {
    const path = `/app/installations/${desk.installation.id}/access_tokens` as const;
    const asApp = openClient(desk.github, desk.app.jwt());
    const wider = await asApp(`POST ${path}`, {
      permissions: { contents: 'write', actions: 'write' },
    });
    const elsewhere = await asApp(`POST ${path}`, { repositories: ['secret'] });
    expect([wider.status, elsewhere.status]).toEqual([422, 422]);
  });

  it('is of no use while the installation is suspended', async () => {
    const client = await narrowed({});
    desk.app.suspend(desk.installation);
    expect((await client(`GET ${repo}`)).status).toBe(403);
    desk.app.unsuspend(desk.installation);
    expect((await client(`GET ${repo}`)).status).toBe(200);
  });

  it('may not change the check run of another App', async () => {
    const other = desk.github.app({ slug: 'lint', permissions: { checks: 'write' } });
    const request = { name: 'lint', head_sha: desk.headSha };
    const { id } = desk.github.check(desk.repository, other, request);
    const client = await narrowed({});
    const answer = await client(`PATCH ${repo}/check-runs/${id}`, { conclusion: 'success' });
    expect(answer.status).toBe(403);
  });
});

describe('a person', () => {
  it.each([
    ['none', 404, 404],
    ['read', 200, 403],
    ['triage', 200, 403],
    ['write', 200, 201],
    ['admin', 200, 201],
  ] as const)(
    'with the role %s gets %i for reading and %i for writing',
    async (role, read, write) => {
      const { github, repository, headSha } = desk;
      github.setPermission(repository, 'kim', role);
      const client = openClient(github, github.userToken('kim'));
      expect((await client(`GET ${repo}`)).status).toBe(read);
      const status = { state: 'success', context: role };
      expect((await client(`POST ${repo}/statuses/${headSha}`, status)).status).toBe(write);
    },
  );

  it('has the strongest of its own and its teams’ roles', async () => {
    const { github, repository } = desk;
    github.setPermission(repository, 'lea', 'read');
    const team = { members: ['lea'], role: 'maintain', repositories: [repository] } as const;
    github.team('acme', 'owners', team);
    const client = await narrowed({});
    const { body } = await client(`GET ${repo}/collaborators/lea/permission`);
    expect(body).toMatchObject({ permission: 'write', role_name: 'maintain' });
    const { body: stranger } = await client(`GET ${repo}/collaborators/zoe/permission`);
    expect(stranger).toMatchObject({ permission: 'none', role_name: 'none' });
  });

  it('makes no check runs', async () => {
    const client = openClient(desk.github, desk.github.userToken('ada'));
    const body = { name: 'galley / gate', head_sha: desk.headSha };
    const answer = await client(`POST ${repo}/check-runs`, body);
    expect(answer.body).toMatchObject({ message: 'You must authenticate via a GitHub App.' });
  });

  it('without a name reads only what is public', async () => {
    const client = openClient(desk.github);
    expect((await client('GET /repos/zoe/open')).status).toBe(200);
    expect((await client(`GET ${repo}`)).status).toBe(404);
  });
});
