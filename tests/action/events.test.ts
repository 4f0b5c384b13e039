import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

const project = ticketProject({ easy: 4 }) as Texts;
const quicker = { [promptFile]: promptYaml('quickly') };
let action: BuiltAction;
let prompts: PromptRepository;

beforeAll(async () => {
  action = await buildAction();
  prompts = await openPromptRepository(project);
});
afterAll(async () => {
  await prompts.close();
});

describe('without a token that writes', () => {
  it('the report of a fork is in the summary and the artifact, and the step says so', async () => {
    const fork = prompts.github.fork(prompts.repository, 'stranger');
    const pull = prompts.pullRequest('mine', quicker, fork);
    const run = await prompts.runOn(pull, {
      entry: action.main,
      token: await prompts.token('read'),
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(prompts.github.commentsOn(pull)).toEqual([]);
    expect(run.summary).toContain('No comment was posted, because a pull request from a fork');
    expect(run.stdout).toMatch(/^::notice::No comment was posted/m);
    expect(JSON.parse(run.report('posting.json'))).toEqual({
      v: 1,
      head: pull.pull?.headSha,
      project: '',
    });
    expect(run.report('comment.md')).toContain('### ');
  });

  it('a review of a fork is a job of that fork: nothing is asked, kept or commented', async () => {
    const fork = prompts.github.fork(prompts.repository, 'critic');
    const pull = prompts.pullRequest('reviewed', quicker, fork);
    const run = await prompts.runOn(pull, {
      ...{ entry: action.main, token: await prompts.token('write') },
      eventName: 'pull_request_review',
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: '', outputs: { verdict: 'passed' } });
    expect(JSON.parse(run.report('proof.json'))).toMatchObject({
      revisions: { head: pull.pull?.headSha },
      evaluation: { mode: 'replay' },
    });
    expect(run.summary).toContain('because a pull request from a fork');
    expect(prompts.github.commentsOn(pull)).toEqual([]);
  });

  it('one that only reads is told what it lacks', async () => {
    const pull = prompts.pullRequest('reading', quicker);
    const run = await prompts.runOn(pull, {
      entry: action.main,
      token: await prompts.token('read'),
    });
    expect(run.exitCode).toBe(0);
    expect(run.summary).toContain('pull-requests: write');
    expect(prompts.github.commentsOn(pull)).toEqual([]);
  });

  it('a GitHub that fails leaves the verdict as it is', async () => {
    const pull = prompts.pullRequest('failing', quicker);
    prompts.github.faults.add({ kind: 'status', status: 502 }, { on: ['issues/list-comments'] });
    const token = await prompts.token('write');
    const run = await prompts.runOn(pull, { entry: action.main, token });
    expect(run).toMatchObject({ exitCode: 0, stderr: '', outputs: { verdict: 'passed' } });
    expect(run.summary).toContain('No comment was posted, because GitHub answered 502');
  });

  it('none at all does for a repository that everybody may read', async () => {
    const open = await openPromptRepository(project, { isPrivate: false });
    const pull = open.pullRequest('open', quicker);
    open.github.push(open.repository, 'main', { 'README.md': 'Later.\n' });
    const run = await open.runOn(pull, { entry: action.main });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
    expect(run.summary).toContain('there is no github-token');
    expect(open.github.violations).toEqual([]);
    await open.close();
  });
});

describe('events', () => {
  it.each(['pull_request_target', 'workflow_run'])(
    '%s is refused with the reason',
    async (eventName) => {
      const pull = prompts.pullRequest(`to-${eventName}`, quicker);
      const token = await prompts.token('write');
      const run = await prompts.runOn(pull, { entry: action.main, token, eventName });
      expect(run).toMatchObject({ exitCode: 2, stderr: '', outputs: {} });
      expect(run.stdout).toMatch(/^::error::galley: a pull request's head is not judged under/m);
      expect(prompts.github.commentsOn(pull)).toEqual([]);
    },
  );

  it('a push is judged against what was there before it', async () => {
    const before = prompts.github.push(prompts.repository, 'line', { 'README.md': 'Line.\n' });
    const after = prompts.github.push(prompts.repository, 'line', quicker);
    const event = { before, after, repository: { default_branch: 'main' } };
    const work = prompts.checkout('refs/heads/line');
    const token = await prompts.token('read');
    // What actions/checkout leaves behind unless it is told not to: here it is good for nothing any more.
    const header = [`http.${prompts.github.gitUrl}/.extraheader`, 'AUTHORIZATION: basic b2xk'];
    work.git('config', '--local', ...header);
    const run = await prompts.run({
      ...{ entry: action.main, token },
      ...{ eventName: 'push', event, sha: after, workspace: work.folder },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
    const proof = JSON.parse(run.report('proof.json'));
    expect(proof.revisions).toMatchObject({ base: before, head: after });
    const secret = Buffer.from(`x-access-token:${token}`).toString('base64');
    const kept = `${run.stdout}${work.git('config', '--list', '--local')}`;
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(secret);
    const fresh = await prompts.run({
      ...{ entry: action.main, token: await prompts.token('read') },
      ...{ eventName: 'push', event: { ...event, before: '0'.repeat(40) } },
      ...{ sha: after, workspace: work.folder },
    });
    expect(JSON.parse(fresh.report('proof.json')).revisions.policy.ref).toBe('main');
  });

  it('a group of the merge queue is judged against its branch', async () => {
    const pull = prompts.pullRequest('queued', quicker);
    prompts.github.requireChecks(prompts.repository, 'main', { checks: [], hasMergeQueue: true });
    const group = prompts.github.enqueue(pull);
    const event = {
      action: 'checks_requested',
      merge_group: {
        head_sha: group.headSha,
        base_ref: 'refs/heads/main',
        base_sha: group.baseSha,
      },
    };
    const work = prompts.checkout(group.headRef);
    const run = await prompts.run({
      ...{ entry: action.main, token: await prompts.token('write') },
      ...{ eventName: 'merge_group', event, sha: group.headSha, workspace: work.folder },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
    expect(JSON.parse(run.report('proof.json')).revisions.head).toBe(group.headSha);
  });
});

describe('the working directory', () => {
  const run = async (directory: string, inputs: Texts = {}) => {
    const work = prompts.checkout('refs/heads/main');
    return prompts.run({
      ...{ entry: action.main, token: await prompts.token('read') },
      ...{ eventName: 'schedule', event: { repository: { default_branch: 'main' } } },
      ...{ sha: work.git('rev-parse', 'HEAD'), workspace: work.folder },
      inputs: { ...inputs, 'working-directory': directory },
    });
  };

  it.each(['proof', 'validate', 'eval'])('of %s has to exist', async (command) => {
    const misspelt = await run('promtps', { command });
    expect(misspelt).toMatchObject({ exitCode: 2, stderr: '' });
    expect(misspelt.stdout).toContain('names "promtps", and no such folder exists');
  });

  it('is a project or holds some, and no part of one', async () => {
    const inner = await run('prompts/tickets');
    expect(inner.exitCode).toBe(2);
    expect(inner.stdout).toContain(
      'Name the folder of its galley.yaml: the root of the repository.',
    );
  });
});

describe('what fails the step', () => {
  const careless = { [promptFile]: promptYaml('carelessly') };

  it('under `never` is only what could not be done at all', async () => {
    const pull = prompts.pullRequest('never', careless);
    const inputs = { 'fail-on': 'never', comment: 'none' };
    const token = await prompts.token('read');
    const run = await prompts.runOn(pull, { entry: action.main, token, inputs });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'failed' } });
    expect(run.stdout).toMatch(/^::error file=/m);
    const broken = { ...inputs, base: 'no-such-branch' };
    const refused = await prompts.runOn(pull, { entry: action.main, token, inputs: broken });
    expect(refused).toMatchObject({ exitCode: 2, stderr: '' });
    expect(refused.stdout).toContain(
      '::error::galley: the repository has no branch "no-such-branch"',
    );
  });
});
