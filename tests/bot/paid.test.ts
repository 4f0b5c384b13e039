import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatServer } from '../support/chat-server.ts';
import { promptFile, promptYaml } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';
import { paidProject, startTicketModel } from './support/paid-project.ts';

let model: ChatServer;
let stage: Stage;
beforeAll(async () => {
  model = await startTicketModel();
  stage = await openStage({
    files: paidProject(model, { hard: 10, policy: 'budgets: {run_usd: 1, month_usd: 0.13}\n' }),
    policy: { allowedHosts: [model.host] },
    secrets: { HOUSE_KEY: 'key-of-the-house', 'HOUSE_KEY.hosts': `${model.host}\n` },
  });
});
afterEach(() => stage.github.assertValid());
afterAll(async () => {
  await stage.close();
  await model.close();
});

const gateOf = (sha: string) => stage.checks(sha)['galley / gate'];

describe('an evaluation that costs', () => {
  it('is made once, and base is not paid for again', async () => {
    const { github, repository } = stage;
    const files = { [promptFile]: promptYaml('quickly') };
    const sha = github.push(repository, 'paid', files, { as: 'ada' });
    const pull = github.openPullRequest(repository, { head: 'paid', as: 'ada' });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    const comment = await stage.comment(pull);
    expect(comment.body).toContain('10 cases broken');
    expect(comment.body).toMatch(/this run \$0\.0\d+ · pull request \$0\.0\d+/);
    expect(model.requests[0]?.authorization).toBe('Bearer key-of-the-house');
    const first = model.requests.length;
    const next = { [promptFile]: promptYaml('carefully, carefully') };
    const later = github.push(repository, 'paid', next, { as: 'ada' });
    await stage.until('the gate', () => gateOf(later) === 'success');
    // Twenty cases on head; base is known, and nothing has to be confirmed.
    expect(model.requests.length - first).toBe(20);
    const before = model.requests.length;
    github.comment(pull, '/galley retry', { as: 'ada' });
    const runs = () => github.checksAt(repository, later, 'galley / gate');
    await stage.until('the retry', () => runs().length === 2 && gateOf(later) === 'success');
    expect(model.requests.length).toBe(before);
  });

  it('says what it would cost, and shows the budgets', async () => {
    const { github, repository } = stage;
    const files = { [promptFile]: promptYaml('slowly') };
    const sha = github.push(repository, 'estimating', files, { as: 'ada' });
    const pull = github.openPullRequest(repository, { head: 'estimating', as: 'ada' });
    await stage.until('the gate', () => gateOf(sha) === 'success');
    const said = () =>
      github
        .commentsOn(pull)
        .map(({ body }) => body)
        .join('\n');
    github.comment(pull, '/galley evaluate --estimate --samples=2', { as: 'ada' });
    await stage.until('the estimate', () => said().includes('Nothing was run'));
    github.comment(pull, '/galley budget', { as: 'mo' });
    await stage.until('the budgets', () => said().includes('| month (galley.yaml) | $0.13'));
  });

  it('waits for strangers until somebody with write approves that commit', async () => {
    const { github, repository } = stage;
    const fork = github.fork(repository, 'zoe');
    const files = { [promptFile]: promptYaml('quickly, says zoe') };
    const sha = github.push(fork, 'theirs', files, { as: 'zoe' });
    const pull = github.openPullRequest(repository, { head: 'theirs', from: fork, as: 'zoe' });
    await stage.until('the gate', () => gateOf(sha) === 'action_required');
    const before = model.requests.length;
    const own = github.comment(pull, '/galley approve', { as: 'zoe' });
    await stage.until('a refusal', () => own.reactions.some(({ content }) => content === '-1'));
    expect(model.requests.length).toBe(before);
    github.comment(pull, '/galley approve', { as: 'ben' });
    await stage.until('the gate', () => gateOf(sha) === 'failure');
    expect(model.requests.length).toBeGreaterThan(before);
    const more = { [promptFile]: promptYaml('quickly and again') };
    const later = github.push(fork, 'theirs', more, { as: 'zoe' });
    await stage.until('the gate', () => gateOf(later) === 'action_required');
  });

  it('stops where a budget of the month ends, and says so', async () => {
    const { github, repository } = stage;
    for (let turn = 0; turn < 12; turn += 1) {
      const branch = `spending-${turn}`;
      const files = { [promptFile]: promptYaml(`slowly, ${branch}`) };
      const sha = github.push(repository, branch, files, { as: 'ada' });
      const pull = github.openPullRequest(repository, { head: branch, as: 'ada' });
      await stage.until('the gate', () => /success|failure/.test(gateOf(sha) ?? ''));
      if (gateOf(sha) === 'success') continue;
      expect((await stage.comment(pull)).body).toMatch(/of this month are spent/);
      return;
    }
    throw new Error('the budget never ended');
  });
});
