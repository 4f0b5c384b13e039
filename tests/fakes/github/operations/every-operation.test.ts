import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContract } from '../contract/open-contract.ts';
import { wantedOperations } from '../openapi/wanted-operations.ts';
import type { Client } from '../testing/open-client.ts';
import { type Desk, openDesk } from '../testing/open-desk.ts';

const repo = '/repos/acme/prompts';
type Row = readonly [Parameters<Client>[0], number, unknown?];

let desk: Desk;
const called: string[] = [];
const contract = openContract();

beforeAll(async () => {
  desk = await openDesk();
  const { github, repository } = desk;
  github.team('acme', 'writers', { members: ['ada'], role: 'write', repositories: [repository] });
  github.push(repository, 'shorter', { 'prompts/refund.yaml': 'system: Short.\n' }, { as: 'ada' });
  await github.deliveries.settle();
});

afterAll(async () => {
  await desk.github.close();
});

describe('every operation', () => {
  it('reads what is there', async () => {
    const { headSha, installation } = desk;
    const { commit } = (await desk.asInstallation(`GET ${repo}/commits/${headSha}`)).body as {
      commit: { tree: { sha: string } };
    };
    const file = (await desk.asInstallation(`GET ${repo}/contents/galley.yaml`)).body as {
      sha: string;
      content: string;
    };
    expect(Buffer.from(file.content, 'base64').toString()).toBe('version: 1\n');
    await callAll(desk.asInstallation, [
      ['GET /meta', 200],
      ['GET /rate_limit', 200],
      ['GET /users/ada', 200],
      ['GET /orgs/acme/members/ada', 204],
      ['GET /orgs/acme/teams/writers', 200],
      ['GET /orgs/acme/teams/writers/members', 200],
      ['GET /orgs/acme/teams/writers/memberships/ada', 200],
      ['GET /installation/repositories', 200],
      [`GET ${repo}`, 200],
      [`GET ${repo}/branches`, 200],
      [`GET ${repo}/branches/main`, 200],
      [`GET ${repo}/branches/main/protection`, 404],
      [`GET ${repo}/rules/branches/main`, 200],
      [`GET ${repo}/rulesets`, 200],
      [`GET ${repo}/collaborators/ada`, 204],
      [`GET ${repo}/collaborators/ada/permission`, 200],
      [`GET ${repo}/commits?sha=kinder&path=prompts`, 200],
      [`GET ${repo}/commits/${headSha}`, 200],
      [`GET ${repo}/commits/${headSha}/pulls`, 200],
      [`GET ${repo}/compare/main...kinder`, 200],
      [`GET ${repo}/contents/prompts/refund.yaml?ref=kinder`, 200],
      [`GET ${repo}/contents/prompts`, 200],
      [`GET ${repo}/git/ref/heads/main`, 200],
      [`GET ${repo}/git/ref/pull/1/head`, 200],
      [`GET ${repo}/git/matching-refs/heads/`, 200],
      [`GET ${repo}/git/commits/${headSha}`, 200],
      [`GET ${repo}/git/trees/${commit.tree.sha}?recursive=1`, 200],
      [`GET ${repo}/git/blobs/${file.sha}`, 200],
      [`GET ${repo}/pulls?state=all&head=acme:kinder`, 200],
      [`GET ${repo}/pulls/1`, 200],
      [`GET ${repo}/pulls/1/files`, 200],
      [`GET ${repo}/pulls/1/commits`, 200],
      [`GET ${repo}/issues?state=all`, 200],
      [`GET ${repo}/issues/1`, 200],
    ]);
    await callAll(desk.asApp, [
      ['GET /app', 200],
      ['GET /app/hook/config', 200],
      ['GET /app/installations', 200],
      [`GET /app/installations/${installation.id}`, 200],
      ['GET /orgs/acme/installation', 200],
      ['GET /users/acme/installation', 200],
      [`GET ${repo}/installation`, 200],
    ]);
  });

  it('writes checks, suites and statuses', async () => {
    const { headSha } = desk;
    const output = { title: 'Proof', summary: 'better', annotations: [annotation] };
    const create = { name: 'galley / gate', head_sha: headSha, status: 'in_progress', output };
    const run = (await call(desk.asInstallation, [`POST ${repo}/check-runs`, 201, create])) as {
      id: number;
      check_suite: { id: number };
    };
    const suite = `${repo}/check-suites/${run.check_suite.id}` as const;
    await callAll(desk.asInstallation, [
      [`PATCH ${repo}/check-runs/${run.id}`, 200, { conclusion: 'success', output }],
      [`GET ${repo}/check-runs/${run.id}`, 200],
      [`GET ${repo}/check-runs/${run.id}/annotations`, 200],
      [`POST ${repo}/check-runs/${run.id}/rerequest`, 201],
      [`GET ${repo}/commits/${headSha}/check-runs?check_name=galley%20%2F%20gate`, 200],
      [`GET ${repo}/commits/kinder/check-suites`, 200],
      [`POST ${repo}/check-suites`, 200, { head_sha: headSha }],
      [`GET ${suite}`, 200],
      [`GET ${suite}/check-runs?filter=all`, 200],
      [`POST ${suite}/rerequest`, 201],
      [`POST ${repo}/statuses/${headSha}`, 201, { state: 'success', context: 'ci' }],
      [`GET ${repo}/commits/kinder/statuses`, 200],
      [`GET ${repo}/commits/kinder/status`, 200],
    ]);
  });

  it('writes comments, reactions, issues and reviews', async () => {
    const { headSha } = desk;
    const text = { body: 'A proof.' };
    const comment = await created(`POST ${repo}/issues/1/comments`, text);
    const place = `${repo}/issues/comments/${comment}` as const;
    const reaction = await created(`POST ${place}/reactions`, { content: 'eyes' });
    const line = {
      path: 'prompts/refund.yaml',
      line: 1,
      side: 'RIGHT',
      body: '```suggestion\n```',
    };
    await callAll(desk.asInstallation, [
      [`GET ${repo}/issues/1/comments`, 200],
      [`GET ${place}`, 200],
      [`PATCH ${place}`, 200, { body: 'A better proof.' }],
      [`GET ${place}/reactions?content=eyes`, 200],
      [`POST ${place}/reactions`, 200, { content: 'eyes' }],
      [`DELETE ${place}/reactions/${reaction}`, 204],
      [`DELETE ${place}`, 204],
      [`POST ${repo}/issues`, 201, { title: 'Budget at 80 %', labels: ['budget'] }],
      [`PATCH ${repo}/issues/2`, 200, { state: 'closed' }],
      [`POST ${repo}/pulls/1/reviews`, 200, { event: 'COMMENT', body: 'See.', comments: [line] }],
      [`GET ${repo}/pulls/1/reviews`, 200],
      [`POST ${repo}/pulls/1/comments`, 201, { ...line, commit_id: headSha }],
      [`GET ${repo}/pulls/1/comments`, 200],
    ]);
  });

  it('writes Git objects and a pull request from them', async () => {
    const { headSha } = desk;
    const blob = (await call(desk.asInstallation, [
      `POST ${repo}/git/blobs`,
      201,
      { content: 'system: Restored.\n' },
    ])) as { sha: string };
    const entry = { path: 'prompts/refund.yaml', mode: '100644', type: 'blob', sha: blob.sha };
    const tree = { base_tree: headSha, tree: [entry] };
    const { sha: treeSha } = (await call(desk.asInstallation, [
      `POST ${repo}/git/trees`,
      201,
      tree,
    ])) as { sha: string };
    const commit = { message: 'Restore refund', tree: treeSha, parents: [headSha] };
    const { sha } = (await call(desk.asInstallation, [
      `POST ${repo}/git/commits`,
      201,
      commit,
    ])) as { sha: string };
    const pull = { title: 'Restore', head: 'galley/restore', base: 'main', draft: true };
    await callAll(desk.asInstallation, [
      [`POST ${repo}/git/refs`, 201, { ref: 'refs/heads/galley/restore', sha: headSha }],
      [`PATCH ${repo}/git/refs/heads/galley/restore`, 200, { sha }],
      [`POST ${repo}/pulls`, 201, pull],
      [`PATCH ${repo}/pulls/3`, 200, { title: 'Restore refund', state: 'closed' }],
      [`DELETE ${repo}/git/refs/heads/galley/restore`, 204],
      [`PUT ${repo}/pulls/1/merge`, 200, { sha: headSha }],
    ]);
  });

  it('shows what a branch requires', async () => {
    desk.github.requireChecks(desk.repository, 'main', { checks: [{ context: 'galley / gate' }] });
    const rulesets = await call(desk.asInstallation, [`GET ${repo}/rulesets`, 200]);
    const [{ id } = { id: 0 }] = rulesets as { id: number }[];
    const rules = await call(desk.asInstallation, [`GET ${repo}/rules/branches/main`, 200]);
    expect(rules).toMatchObject([
      { parameters: { required_status_checks: [{ context: 'galley / gate' }] } },
    ]);
    await callAll(desk.asInstallation, [
      [`GET ${repo}/rulesets/${id}`, 200],
      [`GET ${repo}/branches/main/protection`, 200],
      [`GET ${repo}/branches/main`, 200],
    ]);
  });

  it('shows and repeats deliveries', async () => {
    const { asApp, github } = desk;
    await github.deliveries.settle();
    const list = await call(asApp, ['GET /app/hook/deliveries?per_page=5', 200]);
    const [{ id } = { id: 0 }] = list as { id: number }[];
    await callAll(asApp, [
      [`GET /app/hook/deliveries/${id}`, 200],
      [`POST /app/hook/deliveries/${id}/attempts`, 202],
    ]);
  });

  it('makes tokens and takes them back', async () => {
    const path = `/app/installations/${desk.installation.id}/access_tokens` as const;
    const narrowing = { repositories: ['prompts'], permissions: { checks: 'write' } };
    const token = await call(desk.asApp, [`POST ${path}`, 201, narrowing]);
    expect(token).toMatchObject({ repository_selection: 'selected' });
    await call(desk.asInstallation, ['DELETE /installation/token', 204]);
    expect((await desk.asInstallation(`GET ${repo}`)).status).toBe(401);
  });

  it('has been called, and fits GitHub’s description', () => {
    expect([...new Set(called)].sort()).toEqual([...wantedOperations].sort());
    desk.github.assertValid();
  });
});

const annotation = {
  path: 'prompts/refund.yaml',
  start_line: 1,
  end_line: 1,
  annotation_level: 'warning',
  message: 'Longer than before.',
};

async function callAll(client: Client, rows: readonly Row[]): Promise<void> {
  for (const row of rows) await call(client, row);
}

async function call(client: Client, [request, status, body]: Row): Promise<unknown> {
  const answer = await client(request, body);
  expect([request, answer.status, status >= 400 ? '' : problemOf(answer.body)]).toEqual([
    request,
    status,
    '',
  ]);
  const [method = '', path = ''] = request.split(' ');
  called.push(contract.find(method, path.replace(/\?.*/, ''))?.operation.id ?? request);
  return answer.body;
}

async function created(request: Row[0], body: unknown): Promise<number> {
  return ((await call(desk.asInstallation, [request, 201, body])) as { id: number }).id;
}

function problemOf(body: unknown): string {
  const { documentation_url: url, message } = (body ?? {}) as Record<string, string>;
  return url === undefined ? '' : (message ?? '');
}
