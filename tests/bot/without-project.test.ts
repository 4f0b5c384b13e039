import { afterEach, expect, it } from 'vitest';
import { openStage, type Stage } from './support/open-stage.ts';

let stage: Stage | undefined;
afterEach(() => stage?.close());

/** A pull request in a repository without galley.yaml, with a command on it, when the bot has seen both. */
async function seen(gateWithoutProject: boolean) {
  const opened = await openStage({
    files: { 'README.md': 'Nothing of ours.\n' },
    policy: { gateWithoutProject },
  });
  stage = opened;
  const { github, repository } = opened;
  const sha = github.push(repository, 'words', { 'README.md': 'Still nothing.\n' }, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'words', as: 'ada' });
  const command = github.comment(pull, '/galley status', { as: 'ada' });
  await github.deliveries.settle();
  const looks = () => opened.log.filter((line) => /"job-ended".*"job":"look"/.test(line)).length;
  await opened.until('a look after both', () => looks() >= 1);
  await opened.until('the end of publishing', () =>
    opened.log.some((line) => /"job-ended".*"job":"publish"/.test(line)),
  );
  return { checks: opened.checks(sha), comments: github.commentsOn(pull), command };
}

it('a repository without galley.yaml gets no check, no comment and no answer', async () => {
  const { checks, comments, command } = await seen(false);
  expect(checks).toEqual({});
  expect(comments).toEqual([command]);
  expect(command.reactions).toEqual([]);
});

it('it gets a gate that passes where the operator asks for one', async () => {
  const { checks, comments, command } = await seen(true);
  expect(checks).toEqual({ 'galley / gate': 'success' });
  expect(comments).toEqual([command]);
});
