import { afterAll, beforeAll, expect, it } from 'vitest';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ files: ticketProject({ hard: 10 }) });
});
afterAll(() => stage.close());

it('a galley.yaml takes what it leaves out from that of another repository of its owner', async () => {
  const { github, repository } = stage;
  const defaults = github.createRepository('acme/galley-defaults', {
    isPrivate: true,
    files: { 'galley.yaml': galleyYaml('gate: {mode: observe}\n') },
  });
  const commit = github.push(defaults, 'main', { 'README.md': 'Defaults.\n' });
  const extending = `apiVersion: galley/v1\nkind: Project\nextends: acme/galley-defaults@${commit}\n`;
  github.push(repository, 'main', { 'galley.yaml': extending }, { as: 'mo' });
  const files = { [promptFile]: promptYaml('quickly') };
  const sha = github.push(repository, 'worse', files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'worse', as: 'ada' });
  await stage.until('the gate', () => stage.checks(sha)['galley / gate'] === 'neutral');
  const { body } = await stage.comment(pull);
  expect(body).toContain('10 cases broken');
  expect(body).toContain('Observing');
});

it('a pull request names no other repository than base does', async () => {
  const { github, repository } = stage;
  const secret = github.createRepository('acme/secret', {
    isPrivate: true,
    files: { 'galley.yaml': galleyYaml('budgets: {run_usd: 8.25}\n') },
  });
  const commit = github.push(secret, 'main', { 'README.md': 'Secret.\n' });
  const extending = `apiVersion: galley/v1\nkind: Project\nextends: acme/secret@${commit}\n`;
  github.push(repository, 'curious', { 'galley.yaml': extending }, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'curious', as: 'ada' });
  const { body } = await stage.comment(pull);
  expect(body).toContain('acme/secret');
  expect(body).not.toContain('8.25');
});

it('nothing is read from a repository of somebody else', async () => {
  const { github, repository, app } = stage;
  app.install('zoe');
  const theirs = github.createRepository('zoe/galley-defaults', {
    isPrivate: true,
    files: { 'galley.yaml': galleyYaml('budgets: {run_usd: 7}\n') },
  });
  const commit = github.push(theirs, 'main', { 'README.md': 'Defaults.\n' });
  const extending = `apiVersion: galley/v1\nkind: Project\nextends: zoe/galley-defaults@${commit}\n`;
  github.push(repository, 'theirs', { 'galley.yaml': extending }, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'theirs', as: 'ada' });
  const { body } = await stage.comment(pull);
  expect(body).toContain('zoe/galley-defaults');
  expect(body).not.toContain('7.00');
});
