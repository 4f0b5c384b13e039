import { systemClock } from '@galley/engine/system';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GitHubBusyError } from '../../../bot/src/github/github-busy-error.ts';
import { type GitHubAccess, openGitHubAccess } from '../../../bot/src/github/open-github-access.ts';
import type { RepositoryAccess } from '../../../bot/src/github/repository-access.ts';
import { type Desk, deskPermissions, openDesk } from '../../fakes/github/testing/open-desk.ts';

let desk: Desk;
let github: GitHubAccess;
let access: RepositoryAccess;

beforeAll(async () => {
  desk = await openDesk();
  const { app, repository } = desk;
  const { github: fake } = desk;
  for (const role of ['read', 'triage', 'write', 'maintain', 'admin'] as const) {
    fake.setPermission(repository, `with-${role}`, role);
  }
  fake.user('stranger');
  fake.team('acme', 'owners', { members: ['tess'], role: 'maintain', repositories: [repository] });
  fake.team('other', 'owners', { members: ['with-write'] });
  github = openGitHubAccess(
    {
      app: { id: app.id, privateKey: app.privateKey, webhookSecrets: [] },
      github: { apiUrl: fake.apiUrl, gitUrl: fake.gitUrl },
    },
    { clock: systemClock(), random: { next: () => 0 }, fetch },
  );
});
beforeEach(async () => {
  access = await open('reading');
});
afterEach(() => {
  desk.github.faults.clear();
  desk.github.assertValid();
});
afterAll(async () => {
  await desk.github.close();
});

const open = (purpose: 'reading' | 'publishing', installationId = desk.installation.id) =>
  github.openAccess(
    { installationId, repositoryId: desk.repository.id, owner: 'acme', name: 'prompts' },
    purpose,
  );

describe('the role of somebody', () => {
  it.each([
    ['with-read', 'read'],
    ['with-triage', 'triage'],
    ['with-write', 'write'],
    ['with-maintain', 'maintain'],
    ['with-admin', 'admin'],
    ['tess', 'maintain'],
    ['stranger', 'none'],
    ['nobody-of-this-name', 'none'],
    ['', 'none'],
  ])('%s is %s', async (login, role) => {
    expect(await github.people.roleOf(access, login)).toBe(role);
  });

  it('is asked for anew every time', async () => {
    desk.github.setPermission(desk.repository, 'with-read', 'write');
    expect(await github.people.roleOf(access, 'with-read')).toBe('write');
    desk.github.setPermission(desk.repository, 'with-read', 'read');
    expect(await github.people.roleOf(access, 'with-read')).toBe('read');
  });

  it('that an organisation invented is the strongest it includes', async () => {
    const answering = (data: object) =>
      ({
        ...access,
        octokit: {
          rest: { repos: { getCollaboratorPermissionLevel: () => Promise.resolve({ data }) } },
        },
      }) as unknown as RepositoryAccess;
    const permissions = { pull: true, triage: true, push: true, maintain: true, admin: false };
    const invented = { role_name: 'release captain', permission: 'write', user: { permissions } };
    expect(await github.people.roleOf(answering(invented), 'ada')).toBe('maintain');
    const bare = { role_name: 'release captain', permission: 'write', user: null };
    expect(await github.people.roleOf(answering(bare), 'ada')).toBe('write');
    const odd = { role_name: 'owner of all', permission: 'everything', user: null };
    expect(await github.people.roleOf(answering(odd), 'ada')).toBe('none');
  });

  it('is unknown, not none, while GitHub does not answer', async () => {
    const on = ['repos/get-collaborator-permission-level'] as const;
    desk.github.faults.add({ kind: 'secondary-limit', retryAfterSeconds: 60 }, { on });
    await expect(github.people.roleOf(access, 'with-admin')).rejects.toThrow(GitHubBusyError);
    desk.github.faults.add({ kind: 'status', status: 503 }, { on, times: 9 });
    await expect(github.people.roleOf(access, 'with-admin')).rejects.toMatchObject({ status: 503 });
  });
});

describe('the teams of somebody', () => {
  const teams = ['@acme/Owners', '@acme/nobody', '@other/owners', 'owners', '@acme/owners/x'];

  it('are those of the repository’s own organisation', async () => {
    expect(await github.people.teamsOf(access, 'tess', teams)).toEqual(['@acme/owners']);
    expect(await github.people.teamsOf(access, 'with-write', teams)).toEqual([]);
    expect(await github.people.teamsOf(access, '', teams)).toEqual([]);
  });

  it('are none where the App may not see the members, and unknown while GitHub is busy', async () => {
    const { members: _, ...permissions } = deskPermissions;
    desk.app.changePermissions(permissions);
    const blind = await open('publishing');
    expect(await github.people.teamsOf(blind, 'tess', teams)).toEqual([]);
    desk.app.changePermissions(deskPermissions);
    const on = ['teams/get-membership-for-user-in-org'] as const;
    desk.github.faults.add({ kind: 'secondary-limit', retryAfterSeconds: 60 }, { on });
    await expect(github.people.teamsOf(access, 'tess', teams)).rejects.toThrow(GitHubBusyError);
  });
});
