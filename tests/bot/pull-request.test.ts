import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';

const allPassed = {
  'galley / validate': 'success',
  'galley / render': 'success',
  'galley / evaluate': 'success',
  'galley / gate': 'success',
};
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ files: ticketProject({ hard: 10 }) });
});
afterEach(() => stage.github.assertValid());
afterAll(() => stage.close());

/** Opens a pull request with one push. */
function open(branch: string, files: Readonly<Record<string, string>>, isDraft = false) {
  const { github, repository } = stage;
  const sha = github.push(repository, branch, files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: branch, as: 'ada', isDraft });
  return { sha, pull };
}

const gateOf = (sha: string) => stage.checks(sha)['galley / gate'];

describe('a pull request', () => {
  it('gets one comment and four checks, and both follow its commits', async () => {
    const { github, repository } = stage;
    const { sha, pull } = open('follow', { [promptFile]: promptYaml('quickly') });
    const first = await stage.comment(pull);
    expect(first.body).toContain('10 cases broken');
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    expect(stage.checks(sha)).toMatchObject({ 'galley / evaluate': 'failure' });
    const mended = github.push(
      repository,
      'follow',
      { [promptFile]: promptYaml('very carefully') },
      { as: 'ada' },
    );
    await stage.until('all checks', () => gateOf(mended) === 'success');
    expect(stage.checks(mended)).toEqual(allPassed);
    await stage.until('the edit', () => !first.body.includes('10 cases broken'));
    expect(await stage.comment(pull)).toBe(first);
  });

  it('that changes nothing Galley reads gets a gate that passes, and no comment', async () => {
    const { sha, pull } = open('words', { 'notes.txt': 'Nothing of ours.\n' });
    await stage.until('the gate', () => gateOf(sha) === 'success');
    expect(stage.checks(sha)).toEqual({ 'galley / gate': 'success' });
    expect(stage.github.commentsOn(pull)).toEqual([]);
  });

  it('with an error is told the place, and how to mend it with one click', async () => {
    const { github, repository } = stage;
    const broken = promptYaml('carefully').replace('{{ message }}', '{{ mesage }}');
    const { sha, pull } = open('typo', { [promptFile]: broken });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    const runs = github.checksAt(repository, sha, 'galley / validate');
    expect(runs.at(-1)?.annotations).toMatchObject([{ path: promptFile, start_line: 9 }]);
    expect((await stage.comment(pull)).body).toContain('mesage');
    await stage.until('the suggestion', () => (pull.pull?.reviews.length ?? 0) > 0);
  });

  it('that is closed is not commented on any more', async () => {
    const { github } = stage;
    const { sha, pull } = open('closing', { [promptFile]: promptYaml('quickly') });
    github.closePullRequest(pull, { as: 'ada' });
    await github.deliveries.settle();
    github.push(stage.repository, 'closing', { [promptFile]: promptYaml('slowly') }, { as: 'ada' });
    await stage.until(
      'the looks',
      () =>
        stage.log.filter(
          (line) =>
            line.includes(`"number":${pull.number}`) &&
            line.includes('job-ended') &&
            line.includes('"look"'),
        ).length > 0,
    );
    expect(github.commentsOn(pull).length).toBeLessThanOrEqual(1);
    expect(stage.checks(sha)).not.toContain('in_progress');
  });

  it('that is a draft gets free checks only, and the rest when it is ready', async () => {
    const { sha, pull } = open('draft', { [promptFile]: promptYaml('quickly') }, true);
    await stage.until('the checks', () => stage.checks(sha)['galley / render'] === 'success');
    expect(stage.checks(sha)).not.toHaveProperty('galley / gate');
    expect(stage.github.commentsOn(pull)).toEqual([]);
    stage.github.markReady(pull, { as: 'ada' });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    await stage.comment(pull);
  });

  it('that is reopened or moved to another base is looked at again', async () => {
    const { github, repository } = stage;
    const { sha, pull } = open('moving', { [promptFile]: promptYaml('quickly') });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    github.push(repository, 'other-base', { 'notes.txt': 'More.\n' }, { as: 'ada', onto: sha });
    github.changeBase(pull, 'other-base', { as: 'ada' });
    await stage.until('the gate', () => gateOf(sha) === 'success');
    const comment = await stage.comment(pull);
    await stage.until('the correction', () => !comment.body.includes('10 cases broken'));
  });
});

describe('two pull requests with one commit', () => {
  it('have one gate, which shows the worse of both', async () => {
    const { github, repository } = stage;
    const { sha, pull } = open('twice', { [promptFile]: promptYaml('quickly') });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    github.push(repository, 'no-policy', { 'galley.yaml': null }, { as: 'ada' });
    const other = github.openPullRequest(repository, {
      head: 'twice',
      base: 'no-policy',
      as: 'ada',
    });
    await stage.comment(other);
    await stage.until('the second gate', () => {
      const runs = github.checksAt(repository, sha, 'galley / gate');
      return runs.some(({ title }) => title?.includes(`pull request ${pull.number} has`) === true);
    });
    expect(gateOf(sha)).toBe('failure');
    github.closePullRequest(pull, { as: 'ada' });
  });
});

describe('webhooks', () => {
  it('that come twice, in the wrong order or not at all change nothing', async () => {
    const { github, repository } = stage;
    github.deliveries.plan('duplicate', { times: 2 });
    const { pull } = open('lossy', { [promptFile]: promptYaml('quickly') });
    await stage.comment(pull);
    github.deliveries.plan('swap-with-next');
    github.push(repository, 'lossy', { [promptFile]: promptYaml('slowly') }, { as: 'ada' });
    const last = github.push(
      repository,
      'lossy',
      { [promptFile]: promptYaml('more carefully') },
      { as: 'ada' },
    );
    await stage.until('the last commit', () => gateOf(last) === 'success');
    github.deliveries.plan('fail', { on: 'pull_request.synchronize' });
    const unheard = github.push(
      repository,
      'lossy',
      { [promptFile]: promptYaml('carelessly') },
      { as: 'ada' },
    );
    await github.deliveries.settle();
    await stage.sweep('redeliver');
    await stage.until('the commit nobody heard of', () => gateOf(unheard) === 'failure');
    github.deliveries.plan('lose', { on: 'pull_request.synchronize' });
    const lost = github.push(
      repository,
      'lossy',
      { [promptFile]: promptYaml('quite carefully') },
      { as: 'ada' },
    );
    await github.deliveries.settle();
    await stage.sweep('reconcile');
    await stage.until('the commit whose webhook was lost', () => gateOf(lost) === 'success');
    expect(await stage.comment(pull)).toBeDefined();
  });
});

describe('checks', () => {
  it('can be run again, and stay one per name', async () => {
    const { github, repository } = stage;
    const { sha } = open('again', { [promptFile]: promptYaml('quickly') });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    const [run] = github.checksAt(repository, sha, 'galley / evaluate');
    if (run === undefined) throw new Error('there is a check');
    github.rerun(run, { as: 'ada' });
    await stage.until(
      'a new run',
      () => github.checksAt(repository, sha, 'galley / evaluate').length === 2,
    );
    await stage.until('its end', () => gateOf(sha) === 'failure');
  });

  it('are made for the commit of a merge queue', async () => {
    const { github, repository } = stage;
    github.requireChecks(repository, 'main', {
      checks: [{ context: 'galley / gate', appId: stage.app.id }],
      hasMergeQueue: true,
    });
    const { sha, pull } = open('queued', { [promptFile]: promptYaml('most carefully') });
    await stage.until('the gate', () => gateOf(sha) === 'success');
    const group = github.enqueue(pull, { as: 'ada' });
    await stage.until('the gate of the group', () => gateOf(group.headSha) === 'success');
    expect(github.finishGroup(group)).toEqual({ reason: 'merged' });
  });
});
