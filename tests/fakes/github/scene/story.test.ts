import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openClient, openInstallationClient } from '../testing/open-client.ts';
import { type Desk, openDesk } from '../testing/open-desk.ts';
import { openReceiver, type Receiver } from '../testing/open-receiver.ts';

const repo = '/repos/acme/prompts';
let desk: Desk;
let receiver: Receiver;

beforeAll(async () => {
  desk = await openDesk();
  receiver = await openReceiver();
});
afterEach(() => desk.github.assertValid());
afterAll(async () => {
  await desk.github.close();
  await receiver.close();
});

describe('push a commit', () => {
  it('and the bot comments', async () => {
    const { app, github, pull, repository } = desk;
    app.receiveAt(receiver.url);
    receiver.react = async ({ headers, payload }) => {
      const event = payload as { action?: string; number?: number; installation?: { id: number } };
      if (headers['x-github-event'] !== 'pull_request') return;
      const options = { installationId: event.installation?.id ?? 0 };
      const asInstallation = await openInstallationClient(github, app.jwt(), options);
      const body = { body: `Proof of ${event.action}` };
      await asInstallation(`POST ${repo}/issues/${event.number ?? 0}/comments`, body);
    };
    github.push(repository, 'kinder', { 'galley.yaml': 'version: 2\n' }, { as: 'ada' });
    await github.deliveries.settle();
    const [comment] = github.commentsOn(pull);
    expect(comment).toMatchObject({
      body: 'Proof of synchronize',
      author: { login: 'galley[bot]', type: 'Bot' },
      app: { id: app.id },
    });
    const answer = await desk.asInstallation(`GET ${repo}/issues/1/comments`);
    expect(answer.body).toMatchObject([{ performed_via_github_app: { id: app.id } }]);
  });
});

describe('check runs', () => {
  it('of one name follow each other, and a suite shows the latest', async () => {
    const { asInstallation, github, headSha, repository } = desk;
    const create = (more: object) =>
      asInstallation(`POST ${repo}/check-runs`, {
        name: 'galley / gate',
        head_sha: headSha,
        ...more,
      });
    await create({ conclusion: 'failure' });
    const { body } = await create({ status: 'in_progress', external_id: 'second' });
    const { check_suite: suite } = body as { check_suite: { id: number } };
    const list = await asInstallation(`GET ${repo}/commits/${headSha}/check-runs`);
    expect(list.body).toMatchObject({ total_count: 1, check_runs: [{ external_id: 'second' }] });
    const all = await asInstallation(`GET ${repo}/commits/${headSha}/check-runs?filter=all`);
    expect(all.body).toMatchObject({ total_count: 2 });
    const state = async () =>
      (await asInstallation(`GET ${repo}/check-suites/${suite.id}`)).body as object;
    expect(await state()).toMatchObject({ status: 'in_progress', conclusion: null });
    const { id } = body as { id: number };
    await asInstallation(`PATCH ${repo}/check-runs/${id}`, { conclusion: 'success' });
    expect(await state()).toMatchObject({ status: 'completed', conclusion: 'success' });
    const [run] = github.checksAt(repository, headSha, 'galley / gate').slice(-1);
    if (run !== undefined) github.rerun(run, { as: 'ada' });
    expect(await state()).toMatchObject({ status: 'queued', conclusion: null });
  });

  it('gain annotations with every change', async () => {
    const annotation = (line: number) => ({
      path: 'galley.yaml',
      start_line: line,
      end_line: line,
      annotation_level: 'notice',
      message: `line ${line}`,
    });
    const output = (lines: number[]) => ({
      title: 'Notes',
      summary: '-',
      annotations: lines.map(annotation),
    });
    const request = { name: 'galley / validate', head_sha: desk.headSha, output: output([1, 2]) };
    const { body } = await desk.asInstallation(`POST ${repo}/check-runs`, request);
    const path = `${repo}/check-runs/${(body as { id: number }).id}` as const;
    await desk.asInstallation(`PATCH ${path}`, { output: output([3]) });
    const { body: annotations } = await desk.asInstallation(`GET ${path}/annotations`);
    expect((annotations as { message: string }[]).map(({ message }) => message)).toEqual([
      'line 1',
      'line 2',
      'line 3',
    ]);
  });
});

describe('the merge queue', () => {
  it('asks for checks of the merge, and merges when they are good', async () => {
    const { app, github, repository } = desk;
    const check = { context: 'galley / gate', appId: app.id };
    github.requireChecks(repository, 'main', { checks: [check], hasMergeQueue: true });
    const files = { 'prompts/thanks.yaml': 'system: Thank you.\n' };
    github.push(repository, 'thanks', files, { as: 'ada' });
    const pull = github.openPullRequest(repository, { head: 'thanks', as: 'ada' });
    const rejected = github.enqueue(pull, { as: 'ada' });
    expect(github.finishGroup(rejected)).toEqual({ reason: 'invalidated' });
    expect(pull.state).toBe('open');
    const group = github.enqueue(pull, { as: 'ada' });
    github.check(repository, app, {
      name: 'galley / gate',
      head_sha: group.headSha,
      conclusion: 'success',
    });
    expect(github.finishGroup(group)).toEqual({ reason: 'merged' });
    expect(pull).toMatchObject({ state: 'closed', pull: { mergeCommitSha: group.headSha } });
    await github.deliveries.settle();
    const asked = github.deliveries.log.findLast(
      ({ name }) => name === 'merge_group.checks_requested',
    );
    expect(asked?.payload).toMatchObject({
      merge_group: {
        head_sha: group.headSha,
        head_ref: expect.stringContaining('gh-readonly-queue/main/'),
      },
    });
  });
});

describe('a repository', () => {
  it('answers to its former name with the new one', async () => {
    const { app, github } = desk;
    const moved = github.createRepository('acme/texts');
    github.rename(moved, 'templates');
    const answer = await desk.asInstallation('GET /repos/acme/texts');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toMatch(/\/repos\/acme\/templates$/);
    expect(
      (await openClient(github, app.jwt())('GET /repos/acme/templates/installation')).status,
    ).toBe(200);
  });

  it('holds links, submodules and odd names as data', async () => {
    const { github, repository } = desk;
    github.push(repository, 'odd', {
      'link.yaml': { mode: '120000', content: '/etc/passwd' },
      vendored: { mode: '160000', sha: 'a'.repeat(40) },
      'prompts/with "quotes" & é.yaml': 'system: Odd.\n',
    });
    const content = (path: string) => desk.asInstallation(`GET ${repo}/contents/${path}?ref=odd`);
    expect((await content('link.yaml')).body).toMatchObject({
      type: 'symlink',
      target: '/etc/passwd',
    });
    expect((await content('vendored')).body).toMatchObject({ type: 'submodule' });
    const odd = await content(encodeURIComponent('prompts/with "quotes" & é.yaml'));
    expect(odd.body).toMatchObject({ type: 'file', name: 'with "quotes" & é.yaml' });
    const { body } = await desk.asInstallation(`GET ${repo}/compare/main...odd`);
    const names = (body as { files: { filename: string }[] }).files.map(({ filename }) => filename);
    expect(names).toContain('prompts/with "quotes" & é.yaml');
  });
});

describe('a pull request', () => {
  it('whose fork is gone keeps its commits', async () => {
    const { github, repository } = desk;
    const fork = github.fork(repository, 'stranger');
    const sha = github.push(fork, 'mine', { 'prompts/new.yaml': 'system: New.\n' });
    const { number } = github.openPullRequest(repository, { head: 'mine', from: fork });
    github.remove(fork);
    const pull = await desk.asInstallation(`GET ${repo}/pulls/${number}`);
    expect(pull.body).toMatchObject({ head: { sha, repo: null, user: { login: 'stranger' } } });
    const files = await desk.asInstallation(`GET ${repo}/pulls/${number}/files`);
    expect(files.body).toMatchObject([{ filename: 'prompts/new.yaml', status: 'added' }]);
    github.comment(github.issue(repository, number), '/galley help');
    github.closePullRequest(github.issue(repository, number));
  });

  it('has a merge with its base for as long as they do not conflict', async () => {
    const { github, repository } = desk;
    const merge = () => desk.asInstallation(`GET ${repo}/git/ref/pull/1/merge`);
    const before = (await merge()).body as { object: { sha: string } };
    const { body } = await desk.asInstallation(`GET ${repo}/git/commits/${before.object.sha}`);
    expect(body).toMatchObject({ parents: [{}, { sha: desk.pull.pull?.headSha }] });
    github.push(repository, 'main', { 'galley.yaml': 'version: 3\n' });
    github.push(repository, 'kinder', { 'galley.yaml': 'version: 4\n' }, { as: 'ada' });
    expect((await merge()).body).toEqual(before);
    const pull = await desk.asInstallation(`GET ${repo}/pulls/1`);
    expect(pull.body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
  });

  it('is closed with its branch, and reopened at the branch’s new commit', async () => {
    const { github, repository } = desk;
    const files = { 'prompts/bye.yaml': 'system: Bye.\n' };
    github.push(repository, 'bye', files, { as: 'ada' });
    const pull = github.openPullRequest(repository, { head: 'bye', as: 'ada' });
    github.deleteBranch(repository, 'bye');
    expect(pull.state).toBe('closed');
    const path = `PATCH ${repo}/pulls/${pull.number}` as const;
    expect((await desk.asInstallation(path, { state: 'open' })).status).toBe(422);
    const sha = github.push(repository, 'bye', { 'prompts/bye.yaml': 'system: Goodbye.\n' });
    const answer = await desk.asInstallation(path, { state: 'open' });
    expect(answer.body).toMatchObject({ state: 'open', head: { sha } });
  });
});
