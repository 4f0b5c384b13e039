import { afterEach, expect, it } from 'vitest';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';
import { paidProject, startTicketModel } from './support/paid-project.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const ownIssues = ({ repository }: Stage) =>
  [...repository.issues.values()].filter(({ author }) => author.login === 'galley[bot]');

it('a rollback whose every write is carried out and never answered makes one pull request', async () => {
  const opened = await openStage({ files: ticketProject({ hard: 10 }) });
  stage = opened;
  const { github, repository } = opened;
  const files = { [promptFile]: promptYaml('quickly') };
  const sha = github.push(repository, 'worse', files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'worse', as: 'ada' });
  const base = pull.pull?.baseSha ?? '';
  await opened.until('the gate', () => opened.checks(sha)['galley / gate'] === 'failure');
  github.merge(pull, { ignoresChecks: true, as: 'ada' });
  await github.deliveries.settle();
  for (const operation of [
    'git/create-tree',
    'git/create-commit',
    'git/create-ref',
    'pulls/create',
    'issues/create-comment',
  ] as const) {
    github.faults.add({ kind: 'after-hang-up' }, { on: [operation] });
  }
  const command = github.comment(pull, `/galley rollback tickets/sort@${base}`, { as: 'ada' });
  await opened.until('the end', () =>
    command.reactions.some(({ content }) => content === 'rocket'),
  );
  expect(ownIssues(opened)).toHaveLength(1);
  const replies = github.commentsOn(pull).filter(({ body }) => body.includes('restores'));
  expect(replies).toHaveLength(1);
  github.assertValid();
});

it('a notice whose answer is lost is one issue', async () => {
  const model = await startTicketModel();
  const opened = await openStage({
    files: paidProject(model, {
      hard: 10,
      policy: 'budgets: {run_usd: 1, month_usd: 0.06}\nnotify: {issue: true}\n',
    }),
    policy: { allowedHosts: [model.host] },
    secrets: { HOUSE_KEY: 'key-of-the-house', 'HOUSE_KEY.hosts': `${model.host}\n` },
  });
  stage = opened;
  const { github, repository } = opened;
  github.faults.add({ kind: 'after-hang-up' }, { on: ['issues/create'], times: 2 });
  const files = { [promptFile]: promptYaml('quickly') };
  github.push(repository, 'spending', files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'spending', as: 'ada' });
  await opened.comment(pull);
  await opened.until('the notice', () => ownIssues(opened).length > 0);
  await opened.until('its end', () =>
    /"event":"effect-postponed","kind":"notice"/.test(opened.log.join('')),
  );
  github.push(repository, 'spending', { [promptFile]: promptYaml('slowly') }, { as: 'ada' });
  await opened.sweep('orphans');
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(new Set(ownIssues(opened).map(({ title }) => title)).size).toBe(ownIssues(opened).length);
  await model.close();
});
