import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openClient } from '../testing/open-client.ts';
import { type Desk, openDesk } from '../testing/open-desk.ts';
import { openReceiver, type Receiver } from '../testing/open-receiver.ts';

let desk: Desk;
let receiver: Receiver;

beforeAll(async () => {
  desk = await openDesk();
  receiver = await openReceiver();
  await desk.github.deliveries.settle();
  desk.app.receiveAt(receiver.url);
});
beforeEach(async () => {
  await desk.github.deliveries.settle();
  receiver.received.length = 0;
  receiver.status = 202;
});
afterAll(async () => {
  await desk.github.close();
  await receiver.close();
});

describe('a webhook', () => {
  it('carries its names and a signature of the raw body', async () => {
    desk.github.comment(desk.pull, '/galley status 🙂', { as: 'ada' });
    const [comment] = await arrived();
    const digest = createHmac('sha256', desk.app.webhookSecret)
      .update(comment?.body ?? '')
      .digest('hex');
    expect(comment?.headers).toMatchObject({
      'x-github-event': 'issue_comment',
      'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-github-hook-installation-target-id': String(desk.app.id),
      'x-hub-signature-256': `sha256=${digest}`,
    });
    expect(comment?.payload).toMatchObject({
      action: 'created',
      installation: { id: desk.installation.id },
      repository: { full_name: 'acme/prompts', private: true },
      organization: { login: 'acme' },
      sender: { login: 'ada' },
      issue: { number: 1, pull_request: { url: expect.stringContaining('/pulls/1') } },
      comment: { body: '/galley status 🙂', user: { login: 'ada' } },
    });
  });

  it('tells of a changed base what it was before', async () => {
    const { github, pull, repository } = desk;
    github.push(repository, 'release', { 'notes.md': 'Release\n' });
    github.changeBase(pull, 'release', { as: 'ada' });
    const edited = (await arrived()).at(-1)?.payload;
    expect(edited).toMatchObject({
      action: 'edited',
      changes: { base: { ref: { from: 'main' } } },
      pull_request: { base: { ref: 'release' } },
    });
    expect(edited).not.toHaveProperty('after');
    github.changeBase(pull, 'main');
  });

  it('shows a fork as the head, and no pull request in the checks of it', async () => {
    const { github, repository } = desk;
    const fork = github.fork(repository, 'stranger');
    const sha = github.push(
      fork,
      'mine',
      { 'prompts/refund.yaml': 'system: Pay!\n' },
      { as: 'stranger' },
    );
    github.openPullRequest(repository, { head: 'mine', from: fork });
    github.check(repository, desk.app, { name: 'galley / gate', head_sha: sha });
    const [opened] = (await arrived()).map(({ payload }) => payload);
    expect(opened).toMatchObject({
      action: 'opened',
      repository: { full_name: 'acme/prompts', fork: false },
      pull_request: {
        author_association: 'NONE',
        user: { login: 'stranger' },
        head: { sha, label: 'stranger:mine', repo: { full_name: 'stranger/prompts', fork: true } },
        base: { label: 'acme:main', repo: { full_name: 'acme/prompts' } },
      },
    });
    const answer = await desk.asInstallation(`GET /repos/acme/prompts/commits/${sha}/check-runs`);
    expect(answer.body).toMatchObject({ check_runs: [{ pull_requests: [] }] });
  });

  it('comes with a push: the push itself, a check suite, the pull request', async () => {
    const before = desk.pull.pull?.headSha;
    const files = {
      'prompts/refund.yaml': 'system: Be kinder.\n',
      'prompts/new.yaml': 'system: New.\n',
    };
    const after = desk.github.push(desk.repository, 'kinder', files, {
      as: 'ada',
      message: 'Kinder',
    });
    const names = (await arrived()).map(({ headers }) => headers['x-github-event']);
    expect(names).toEqual(['push', 'check_suite', 'pull_request']);
    const [push, suite, pull] = receiver.received.map(({ payload }) => payload);
    expect(push).toMatchObject({
      ref: 'refs/heads/kinder',
      before,
      after,
      forced: false,
      commits: [{ id: after, added: ['prompts/new.yaml'], modified: ['prompts/refund.yaml'] }],
    });
    expect(suite).toMatchObject({ check_suite: { head_sha: after, head_branch: 'kinder' } });
    expect(pull).toMatchObject({ action: 'synchronize', before, after, number: 1 });
  });

  it('goes only to Apps that subscribed and are installed there', async () => {
    const { github, repository } = desk;
    const deaf = github.app({ slug: 'deaf', permissions: { contents: 'read' }, events: ['push'] });
    deaf.install('acme');
    github.app({ slug: 'elsewhere', permissions: {}, events: ['issue_comment'] }).install('zoe');
    github.comment(github.issue(repository, 1), 'Hello');
    await github.deliveries.settle();
    const last = github.deliveries.log.filter(({ event }) => event === 'issue_comment').at(-1);
    expect(last?.app.slug).toBe('galley');
    expect(
      github.deliveries.log.some(({ app, event }) => app === deaf.app && event !== 'installation'),
    ).toBe(false);
  });
});

describe('a delivery', () => {
  it('can come twice with one id, not at all, or after the next', async () => {
    const { github, pull } = desk;
    const { deliveries } = github;
    deliveries.plan('duplicate');
    github.comment(pull, 'twice');
    deliveries.plan('lose');
    github.comment(pull, 'lost');
    deliveries.plan('swap-with-next');
    github.comment(pull, 'late');
    github.comment(pull, 'early');
    const bodies = (await arrived()).map(
      ({ payload }) => (payload as { comment?: { body: string } }).comment?.body,
    );
    expect(bodies).toEqual(['twice', 'twice', 'early', 'late']);
    const ids = receiver.received.map(({ headers }) => headers['x-github-delivery']);
    expect(new Set(ids).size).toBe(3);
  });

  it('that failed stands in the log and is sent again with its id', async () => {
    const { app, github, pull } = desk;
    const asApp = openClient(github, app.jwt());
    receiver.status = 500;
    github.comment(pull, 'broken');
    const [first] = await arrived();
    const list = await asApp('GET /app/hook/deliveries?status=failure');
    const [item] = list.body as { id: number; guid: string; status_code: number }[];
    expect(item).toMatchObject({ guid: first?.headers['x-github-delivery'], status_code: 500 });
    receiver.status = 202;
    await asApp(`POST /app/hook/deliveries/${item?.id ?? 0}/attempts`);
    const [, again] = await arrived();
    expect(again?.headers['x-github-delivery']).toBe(item?.guid);
    expect(again?.body).toBe(first?.body);
    const newest = await asApp('GET /app/hook/deliveries?per_page=1');
    expect(newest.body).toMatchObject([{ redelivery: true, status_code: 202, guid: item?.guid }]);
    expect(newest.headers.get('link')).toContain('rel="next"');
  });

  it('can fail without reaching anybody', async () => {
    desk.github.deliveries.plan('fail');
    desk.github.comment(desk.pull, 'nobody there');
    expect(await arrived()).toEqual([]);
    expect(desk.github.deliveries.log.at(-1)?.answer.status).toBe('timed out');
  });
});

describe('every kind of webhook', () => {
  it('fits GitHub’s description', async () => {
    const { app, github, installation, pull, repository } = desk;
    github.convertToDraft(pull);
    github.markReady(pull);
    github.closePullRequest(pull);
    github.reopenPullRequest(pull);
    github.editComment(github.comment(pull, 'a'), 'b');
    const actions = [{ label: 'Run', description: 'Run everything', identifier: 'run' }];
    const head_sha = pull.pull?.headSha ?? '';
    const run = github.check(repository, app, { name: 'galley / gate', head_sha, actions });
    github.press(run, 'run', { as: 'ada' });
    github.rerun(run, { as: 'ada' });
    github.rerunAll(run.suite, { as: 'ada' });
    github.deleteBranch(repository, 'release');
    app.suspend(installation);
    app.unsuspend(installation);
    app.changePermissions(app.app.permissions);
    const own = app.install('ada', { repositories: [] });
    app.addRepositories(own, [repository]);
    app.removeRepositories(own, [repository]);
    app.uninstall(own);
    const kinds = new Set((await arrived()).map(kindOf));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'pull_request.converted_to_draft',
        'pull_request.ready_for_review',
        'pull_request.closed',
        'pull_request.reopened',
        'issue_comment.edited',
        'check_run.requested_action',
        'check_run.rerequested',
        'check_suite.rerequested',
        'push.',
        'installation.suspend',
        'installation.unsuspend',
        'installation.new_permissions_accepted',
        'installation.created',
        'installation.deleted',
        'installation_repositories.added',
        'installation_repositories.removed',
      ]),
    );
    github.assertValid();
  });

  it('holds nothing of the repositories in GitHub’s examples', async () => {
    const strangers = /codertocat|octocoders|hello-world|octocat|github\.com/i;
    const { deliveries } = desk.github;
    await deliveries.settle();
    const found = deliveries.log.flatMap(({ body, name }) => {
      const at = body.search(strangers);
      return at === -1 ? [] : [`${name} ${body.slice(Math.max(0, at - 60), at + 30)}`];
    });
    expect(new Set(deliveries.log.map(({ name }) => name)).size).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });
});

async function arrived() {
  await desk.github.deliveries.settle();
  return receiver.received;
}

function kindOf({ headers, payload }: Receiver['received'][number]): string {
  return `${headers['x-github-event']}.${payload.action ?? ''}`;
}
