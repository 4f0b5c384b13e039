import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fakes/github/server/faults.ts';
import type { Issue } from '../fakes/github/state/model.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';

const faults: readonly Fault[] = [
  { kind: 'status', status: 502 },
  { kind: 'after-bad-gateway' },
  { kind: 'hang-up' },
  { kind: 'after-hang-up' },
  { kind: 'expired-token' },
  { kind: 'secondary-limit', retryAfterSeconds: 1 },
];
const writes = [
  'checks/create',
  'checks/update',
  'issues/create-comment',
  'issues/update-comment',
  'reactions/create-for-issue-comment',
  'pulls/create-review',
] as const;
const reads = [
  'apps/create-installation-access-token',
  'pulls/get',
  'checks/list-for-ref',
  'issues/list-comments',
  'repos/get-collaborator-permission-level',
] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ files: ticketProject({ hard: 10 }) });
});
afterAll(() => stage.close());

const own = (pull: Issue) =>
  stage.github.commentsOn(pull).filter(({ author }) => author.login === 'galley[bot]');

/** Names of the checks of a commit, one for each run. */
const runsOf = (sha: string) =>
  stage.github
    .checksAt(stage.repository, sha)
    .map(({ name }) => name)
    .sort();

const push = (files: Readonly<Record<string, string>>) =>
  stage.github.push(stage.repository, 'edit', files, { as: 'ada' });

/** Opens a pull request with a mistake, asks for help, mends it but makes it worse, makes it good. */
async function tellStory(): Promise<{ readonly pull: Issue; readonly shas: readonly string[] }> {
  const { github, repository } = stage;
  const gate = (sha: string, conclusion: string) =>
    stage.until('the gate', () => stage.checks(sha)['galley / gate'] === conclusion, 90_000);
  const mistaken = promptYaml('carefully').replace('{{ message }}', '{{ mesage }}');
  const first = push({ [promptFile]: mistaken });
  const pull = github.openPullRequest(repository, { head: 'edit', as: 'ada' });
  await gate(first, 'failure');
  const help = github.comment(pull, '/galley help', { as: 'ada' });
  await stage.until('the help', () => own(pull).length + help.reactions.length > 2, 90_000);
  await stage.until('the suggestion', () => pull.pull?.reviews.length === 1, 90_000);
  const second = push({ [promptFile]: promptYaml('quickly') });
  await gate(second, 'failure');
  const third = push({ [promptFile]: promptYaml('most carefully') });
  await gate(third, 'success');
  const says = () => own(pull)[0]?.body.includes(third.slice(0, 7)) === true;
  await stage.until('the comment', says, 90_000);
  return { pull, shas: [first, second, third] };
}

describe('a GitHub that fails', () => {
  it('before and after every write, and at reads, is told everything once', async () => {
    for (const fault of faults) {
      for (const operation of writes) stage.github.faults.add(fault, { on: [operation] });
      if (fault.kind.startsWith('after')) continue;
      for (const operation of reads) stage.github.faults.add(fault, { on: [operation] });
      stage.github.faults.add(fault, { on: ['git'] });
    }
    const { pull, shas } = await tellStory();
    expect(own(pull)).toHaveLength(2);
    expect(pull.pull?.reviews).toHaveLength(1);
    for (const sha of shas) expect(runsOf(sha)).toEqual([...new Set(runsOf(sha))]);
    expect(stage.log.filter((line) => line.includes('effect-postponed')).length).toBeGreaterThan(10);
    expect(stage.log.join('')).not.toContain('effect-given-up');
    stage.github.assertValid();
  }, 240_000);
});
