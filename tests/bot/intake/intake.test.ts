import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redeliverFailed } from '../../../bot/src/intake/redeliver-failed.ts';
import { knownDeliveries } from '../../../bot/src/store/deliveries.ts';
import { openClient } from '../../fakes/github/testing/open-client.ts';
import { type Desk, openDesk } from '../../fakes/github/testing/open-desk.ts';
import { openScene, type Scene } from './open-scene.ts';

let desk: Desk;
let scene: Scene;

beforeAll(async () => {
  desk = await openDesk();
  await desk.github.deliveries.settle();
  scene = await openScene(desk, { webhookSecrets: ['an older secret', desk.app.webhookSecret] });
  desk.app.receiveAt(`${scene.url}/webhooks`);
});
beforeEach(async () => {
  await desk.github.deliveries.settle();
  await scene.empty();
});
afterEach(() => {
  scene.isDatabaseDown = false;
  desk.github.assertValid();
});
afterAll(async () => {
  await desk.github.close();
  await scene.close();
});

const settled = () => desk.github.deliveries.settle();
const head = () => desk.pull.pull?.headSha ?? '';
const looks = () => scene.sent.filter(({ kind }) => kind === 'look').map(({ data }) => data);
const pullRow = async (number = desk.pull.number) =>
  (await scene.rows('pull_request')).find((row) => row.number === number);

describe('a push to a pull request', () => {
  it('is one row and one job, and answered 202', async () => {
    const files = { 'prompts/refund.yaml': 'system: Be kinder.\n' };
    desk.github.push(desk.repository, 'kinder', files, { as: 'ada' });
    await settled();
    const at = { repositoryId: desk.repository.id, number: desk.pull.number };
    expect(scene.sent).toEqual([
      {
        kind: 'look',
        data: at,
        key: `${at.repositoryId}:${at.number}`,
        tenant: String(desk.repository.owner.id),
      },
    ]);
    expect(await pullRow()).toMatchObject({ head: head(), is_open: true, generation: 1n });
    expect(await scene.rows('repository')).toMatchObject([{ owner: 'acme', name: 'prompts' }]);
    expect(await scene.rows('installation')).toMatchObject([{ account: 'acme', removed_at: null }]);
    expect(await scene.rows('delivery')).toContainEqual({
      guid: expect.any(String),
      event: 'pull_request',
      action: 'synchronize',
      installation_id: BigInt(desk.installation.id),
      repository_id: BigInt(at.repositoryId),
      received_at: expect.any(Date),
    });
    const pushes = desk.github.deliveries.log.filter(({ event }) => event === 'pull_request');
    expect(pushes.at(-1)?.answer).toMatchObject({ statusCode: 202, body: '{"status":"taken"}' });
  });

  it('that comes twice changes nothing the second time', async () => {
    desk.github.deliveries.plan('duplicate', { on: 'pull_request.synchronize' });
    desk.github.push(desk.repository, 'kinder', { 'a.txt': 'a' }, { as: 'ada' });
    await settled();
    expect(looks()).toHaveLength(1);
    expect(await pullRow()).toMatchObject({ generation: 1n });
    const { answer } = desk.github.deliveries.log.at(-1) ?? {};
    expect(answer).toMatchObject({ statusCode: 202, body: '{"status":"duplicate"}' });
  });

  it('that comes twice at once is taken once', async () => {
    const { body, headers } = await lastDelivery('pull_request');
    await scene.empty();
    const again = { ...headers, 'x-github-delivery': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(body, { headers: again })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(202));
    expect(answers.filter((answer) => answer.text.includes('taken'))).toHaveLength(1);
    expect(looks()).toHaveLength(1);
  });

  it('writes nothing of installation and repository when both are known', async () => {
    desk.github.push(desk.repository, 'kinder', { 'b.txt': 'b' }, { as: 'ada' });
    await settled();
    const before = await scene.rows('repository');
    desk.github.push(desk.repository, 'kinder', { 'b.txt': 'c' }, { as: 'ada' });
    await settled();
    expect(await scene.rows('repository')).toEqual(before);
    expect(await pullRow()).toMatchObject({ generation: 2n });
  });
});

describe('a command', () => {
  it('in a comment is a row, whoever wrote it', async () => {
    desk.github.comment(desk.pull, '/galley evaluate all\nplease', { as: 'stranger' });
    await settled();
    expect(looks()).toHaveLength(1);
    expect(await scene.rows('command')).toMatchObject([
      {
        id: expect.stringMatching(/^comment:\d+$/),
        text: '/galley evaluate all',
        sender: 'stranger',
        state: 'waiting',
        sha: null,
      },
    ]);
  });

  it('is not what people say to each other, on an issue, by a bot or in an edit', async () => {
    const { github, pull, repository } = desk;
    github.comment(pull, 'What does /galley status do?', { as: 'ada' });
    github.comment(pull, '> /galley status', { as: 'ada' });
    const edited = github.comment(pull, 'Hello', { as: 'ada' });
    github.editComment(edited, '/galley evaluate all', { as: 'ada' });
    await desk.asInstallation('POST /repos/acme/prompts/issues/1/comments', {
      body: '/galley approve',
    });
    const asAda = openClient(github, github.userToken('ada'));
    const issue = await asAda('POST /repos/acme/prompts/issues', { title: 'Idea' });
    const { number } = issue.body as { number: number };
    github.comment(github.issue(repository, number), '/galley approve', { as: 'ada' });
    await settled();
    expect([scene.sent, await scene.rows('command'), await scene.rows('pull_request')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('behind a button names the commit that the button stood on', async () => {
    const run = ourCheck(head());
    desk.github.press(run, 'approve', { as: 'ada' });
    desk.github.press(run, 'unknown', { as: 'ada' });
    await settled();
    expect(await scene.rows('command')).toMatchObject([
      { id: expect.stringMatching(/^action:/), text: '/galley approve', sha: head() },
    ]);
    expect(looks()).toHaveLength(1);
  });
});

describe('a check that is to run again', () => {
  it('is another attempt, at the wish and the cost of whoever pressed', async () => {
    const run = ourCheck(head());
    desk.github.rerun(run, { as: 'ada' });
    await settled();
    expect(await pullRow()).toMatchObject({ attempt: 2, requested_by: 'ada' });
    desk.github.rerunAll(run.suite, { as: 'ada' });
    await settled();
    expect(await pullRow()).toMatchObject({ attempt: 3 });
  });

  it('is ours only when it is of our App', async () => {
    const { github } = desk;
    const other = github.app({ slug: 'other', permissions: { checks: 'write' } });
    other.install('acme');
    const run = github.check(desk.repository, other, { name: 'tests', head_sha: desk.headSha });
    await settled();
    const { body } = await lastDelivery('pull_request');
    const payload = JSON.parse(body) as Record<string, unknown>;
    const foreign = {
      action: 'rerequested',
      check_run: { head_sha: desk.headSha, app: { id: run.suite.app.id }, pull_requests: [] },
    };
    await scene.empty();
    const answer = await post(JSON.stringify({ ...payload, ...foreign }), { event: 'check_run' });
    expect([answer.status, scene.sent]).toEqual([202, []]);
  });

  it('on a fork is found by its number, and a suite by its commit', async () => {
    const { github, repository } = desk;
    const fork = github.fork(repository, 'stranger');
    const files = { 'prompts/refund.yaml': 'system: Pay!\n' };
    const sha = github.push(fork, 'mine', files, { as: 'stranger' });
    const pull = github.openPullRequest(repository, { head: 'mine', from: fork, as: 'stranger' });
    await settled();
    const run = ourCheck(sha, pull.number);
    github.rerun(run, { as: 'ada' });
    github.rerunAll(run.suite, { as: 'ada' });
    await settled();
    expect(await pullRow(pull.number)).toMatchObject({ attempt: 3, is_open: true });
    github.closePullRequest(pull);
    github.rerunAll(run.suite, { as: 'ada' });
    await settled();
    expect(await pullRow(pull.number)).toMatchObject({ attempt: 3, is_open: false });
  });
});

describe('a pull request', () => {
  it('is looked at when its base or its state changes, not when its title does', async () => {
    const { github, repository } = desk;
    github.push(repository, 'release', { 'notes.md': 'Release\n' });
    await settled();
    await scene.empty();
    const acts: readonly (readonly [() => void, number])[] = [
      [() => github.changeBase(desk.pull, 'release', { as: 'ada' }), 1],
      [() => github.changeBase(desk.pull, 'main', { as: 'ada' }), 1],
      [() => github.convertToDraft(desk.pull, { as: 'ada' }), 1],
      [() => github.markReady(desk.pull, { as: 'ada' }), 1],
      [() => github.editPullRequest(desk.pull, { title: 'Kinder', as: 'ada' }), 0],
      [() => github.closePullRequest(desk.pull), 1],
      [() => github.reopenPullRequest(desk.pull), 1],
    ];
    for (const [act, expected] of acts) {
      scene.sent.length = 0;
      act();
      await settled();
      expect([String(act), looks().length]).toEqual([String(act), expected]);
    }
    expect(await pullRow()).toMatchObject({ is_open: true });
  });

  it('of a repository that the operator switched off is not looked at', async () => {
    scene.switchedOff.add('acme/prompts');
    desk.github.comment(desk.pull, '/galley status', { as: 'ada' });
    desk.github.push(desk.repository, 'kinder', { 'c.txt': 'c' }, { as: 'ada' });
    await settled();
    expect([scene.sent, await scene.rows('command'), await scene.rows('pull_request')]).toEqual([
      [],
      [],
      [],
    ]);
    expect((await scene.rows('delivery')).length).toBeGreaterThan(1);
  });
});

describe('a push to the default branch', () => {
  it('lets the ledger catch up, and pull requests be looked at when the policy changed', async () => {
    desk.github.push(desk.repository, 'kinder', { 'd.txt': 'd' }, { as: 'ada' });
    await settled();
    scene.sent.length = 0;
    desk.github.push(desk.repository, 'main', { 'readme.md': 'Hello\n' });
    await settled();
    expect(scene.sent.map(({ kind, key }) => [kind, key])).toEqual([
      ['history', String(desk.repository.id)],
    ]);
    scene.sent.length = 0;
    desk.github.push(desk.repository, 'main', { 'galley.yaml': 'version: 1\n# tighter\n' });
    await settled();
    expect(scene.sent.map(({ kind }) => kind)).toEqual(['history', 'look']);
  });
});

describe('a merge group', () => {
  it('has its own commit proofed, for the pull request that it merges', async () => {
    desk.github.requireChecks(desk.repository, 'main', { checks: [], hasMergeQueue: true });
    const { headSha: head, baseSha: base } = desk.github.enqueue(desk.pull);
    await settled();
    const { number } = desk.pull;
    const data = { repositoryId: desk.repository.id, number, head, base };
    // A pull request that nobody knew yet is known from now on.
    expect(scene.sent).toMatchObject([{ kind: 'look' }, { kind: 'group', data }]);
    expect(scene.sent[1]?.key).toContain(head);
  });
});

describe('an installation', () => {
  it('that is suspended or removed is marked, and what arrives late changes nothing', async () => {
    const { github, app } = desk;
    const repository = github.createRepository('zoe/prompts', { files: { 'a.txt': 'a' } });
    const installation = app.install('zoe', { repositories: [repository] });
    await settled();
    const [row] = await scene.rows('repository');
    expect(row).toMatchObject({ owner: 'zoe', name: 'prompts', removed_at: null });
    const state = async () => {
      await settled();
      const [found] = await scene.rows('installation');
      return [found?.is_suspended, found?.removed_at !== null];
    };
    expect(scene.sent).toMatchObject([
      { kind: 'sweep', key: 'reconcile' },
      { kind: 'sweep', key: 'reconcile' },
    ]);
    app.suspend(installation);
    expect(await state()).toEqual([true, false]);
    app.unsuspend(installation);
    expect(await state()).toEqual([false, false]);
    github.push(repository, 'main', { 'a.txt': 'b' });
    await settled();
    const late = await lastDelivery('push');
    app.uninstall(installation);
    expect(await state()).toEqual([false, true]);
    expect((await scene.rows('repository')).every((each) => each.removed_at !== null)).toBe(true);
    scene.sent.length = 0;
    const headers = { ...late.headers, 'x-github-delivery': randomUUID() };
    expect((await post(late.body, { headers })).status).toBe(202);
    expect(await state()).toEqual([false, true]);
    expect(scene.sent).toEqual([]);
  });

  it('covers what was added and not what was taken away, by its newest name', async () => {
    const { github, app } = desk;
    const one = github.createRepository('yan/one');
    const two = github.createRepository('yan/two');
    const installation = app.install('yan', { repositories: [one] });
    app.addRepositories(installation, [two]);
    github.rename(two, 'second');
    app.removeRepositories(installation, [one]);
    await settled();
    const rows = await scene.rows('repository');
    expect(rows.map(({ name, removed_at }) => [name, removed_at === null])).toEqual([
      ['one', false],
      [desk.app.app.events.includes('repository') ? 'second' : 'two', true],
    ]);
  });
});

describe('what failed', () => {
  it('is answered 503 and comes back by the redelivery, once', async () => {
    const { github } = desk;
    const since = new Date(Date.now() - 1000);
    scene.isDatabaseDown = true;
    github.comment(desk.pull, '/galley status', { as: 'ada' });
    await settled();
    const failed = github.deliveries.log.at(-1);
    expect(failed?.answer.statusCode).toBe(503);
    expect(failed?.answer.body).not.toContain('connection refused');
    expect(scene.events).toContainEqual({ kind: 'webhook-failed', error: expect.any(Error) });
    scene.isDatabaseDown = false;
    github.deliveries.plan('fail');
    github.push(desk.repository, 'kinder', { 'e.txt': 'e' }, { as: 'ada' });
    await settled();
    const known = async (guid: string) => (await knownDeliveries(scene.database, [guid])).has(guid);
    const round = async () => {
      const found = await redeliverFailed(scene.github, { since, known });
      await settled();
      return found;
    };
    const first = await round();
    expect(first.asked).toBeGreaterThanOrEqual(1);
    expect(await scene.rows('command')).toHaveLength(1);
    expect(await round()).toEqual({ asked: 0, givenUp: 0 });
  });

  it('is asked for a few times, and then given up', async () => {
    const since = new Date(Date.now() - 1000);
    scene.isDatabaseDown = true;
    desk.github.comment(desk.pull, '/galley help', { as: 'ada' });
    await settled();
    const rounds = [];
    for (let count = 0; count < 6; count += 1) {
      const known = () => Promise.resolve(false);
      const guid = desk.github.deliveries.log.at(-1)?.guid;
      rounds.push(await redeliverFailed(only(guid), { since, known }));
      await settled();
    }
    expect(rounds.map(({ asked }) => asked)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(rounds.at(-1)).toEqual({ asked: 0, givenUp: 1 });
  });
});

/** GitHub, as if its log held nothing but one delivery. */
function only(guid: string | undefined): typeof scene.github {
  const { github } = scene;
  return {
    ...github,
    async *listFailedDeliveries(since) {
      for await (const each of github.listFailedDeliveries(since))
        if (each.guid === guid) yield each;
    },
  };
}

function ourCheck(sha: string, number = desk.pull.number) {
  return desk.github.check(desk.repository, desk.app, {
    name: 'galley / gate',
    head_sha: sha,
    external_id: `acme/prompts:${number}:galley / gate:${sha}:1`,
    actions: ['approve', 'unknown'].map((identifier) => ({
      identifier,
      label: identifier,
      description: identifier,
    })),
  });
}

async function lastDelivery(event: string) {
  await settled();
  const found = desk.github.deliveries.log.filter((each) => each.event === event).at(-1);
  if (found === undefined) throw new Error(`no ${event} was delivered`);
  return found;
}

async function post(
  body: string,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly event?: string },
) {
  const digest = createHmac('sha256', desk.app.webhookSecret).update(body).digest('hex');
  const answer = await fetch(`${scene.url}/webhooks`, {
    method: 'POST',
    body,
    headers: options.headers ?? {
      'content-type': 'application/json',
      'x-github-event': options.event ?? 'ping',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${digest}`,
    },
  });
  return { status: answer.status, text: await answer.text() };
}
