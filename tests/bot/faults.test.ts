import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationId } from '../fakes/github/openapi/wanted-operations.ts';
import type { Fault } from '../fakes/github/server/faults.ts';
import type { Issue } from '../fakes/github/state/model.ts';
import type { ChatServer } from '../support/chat-server.ts';
import { promptFile, promptYaml } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';
import { paidProject, startTicketModel } from './support/paid-project.ts';

/** What makes a write happen stands last: until then all of them are met. */
const faults: readonly Fault[] = [
  { kind: 'status', status: 502 },
  { kind: 'hang-up' },
  { kind: 'expired-token' },
  { kind: 'secondary-limit', retryAfterSeconds: 1 },
  { kind: 'after-bad-gateway' },
  { kind: 'after-hang-up' },
];
const writes = [
  'checks/create',
  'checks/update',
  'issues/create-comment',
  'issues/update-comment',
  'reactions/create-for-issue-comment',
  'pulls/create-review',
] as const;
/** What a look or an evaluation cannot do without, repeated at once or by the next try. */
const reads = [
  'apps/create-installation-access-token',
  'pulls/get',
  'checks/list-for-ref',
  'issues/list-comments',
  'repos/get-collaborator-permission-level',
] as const;

let model: ChatServer;
let stage: Stage;
beforeAll(async () => {
  model = await startTicketModel();
  stage = await openStage({
    files: paidProject(model, { hard: 5 }),
    quietMs: 2_000,
    policy: { allowedHosts: [model.host] },
    secrets: { HOUSE_KEY: 'key-of-the-house', 'HOUSE_KEY.hosts': `${model.host}\n` },
  });
});
afterAll(async () => {
  await stage.close();
  await model.close();
});

const own = (pull: Issue) =>
  stage.github.commentsOn(pull).filter(({ author }) => author.login === 'galley[bot]');

const proofOf = (pull: Issue) => own(pull).find(({ body }) => / rev=\d/.test(body.slice(0, 200)));

/** Names of the checks of a commit, one for each run. */
const runsOf = (sha: string) =>
  stage.github
    .checksAt(stage.repository, sha)
    .map(({ name }) => name)
    .sort();

const push = (files: Readonly<Record<string, string>>) =>
  stage.github.push(stage.repository, 'edit', files, { as: 'ada' });

const left = (operation: OperationId) => stage.github.faults.take(operation)?.kind;

/** Opens a pull request with a mistake, asks for help, mends it but makes it worse, makes it good. */
async function tellStory(): Promise<{ readonly pull: Issue; readonly shas: readonly string[] }> {
  const { github, repository } = stage;
  const shown = (sha: string, conclusion: string) =>
    stage.until(
      `the comment on ${sha}`,
      () =>
        stage.checks(sha)['galley / gate'] === conclusion &&
        proofOf(pull)?.body.includes(sha.slice(0, 7)) === true,
      90_000,
    );
  const mistaken = promptYaml('carefully').replace('{{ message }}', '{{ mesage }}');
  const first = push({ [promptFile]: mistaken });
  const pull = github.openPullRequest(repository, { head: 'edit', as: 'ada' });
  const help = github.comment(pull, '/galley help', { as: 'ada' });
  await shown(first, 'failure');
  const { reactions } = help;
  await stage.until('the help', () => own(pull).length > 1 && reactions.length > 0, 90_000);
  await stage.until('the suggestion', () => pull.pull?.reviews.length === 1, 90_000);
  const second = push({ [promptFile]: promptYaml('quickly') });
  await shown(second, 'failure');
  // Before, they would have been made too late to be updated.
  for (const fault of faults) github.faults.add(fault, { on: ['checks/create'] });
  const third = push({ [promptFile]: promptYaml('most carefully') });
  await shown(third, 'success');
  return { pull, shas: [first, second, third] };
}

describe('a GitHub that fails', () => {
  it('before and after every write, and at reads, is told everything once', async () => {
    for (const fault of faults) {
      for (const operation of writes.filter((name) => name !== 'checks/create')) {
        stage.github.faults.add(fault, { on: [operation] });
      }
      if (fault.kind.startsWith('after') || fault.kind === 'secondary-limit') continue;
      for (const operation of reads) stage.github.faults.add(fault, { on: [operation] });
    }
    stage.github.faults.add({ kind: 'status', status: 502 }, { on: ['git'] });
    stage.github.faults.add(
      { kind: 'secondary-limit', retryAfterSeconds: 1 },
      { on: ['pulls/get'], after: 3 },
    );
    const { pull, shas } = await tellStory();
    expect(own(pull)).toHaveLength(2);
    expect(pull.pull?.reviews).toHaveLength(1);
    for (const sha of shas) expect(runsOf(sha)).toEqual([...new Set(runsOf(sha))]);
    const unmet = writes.map((operation) => `${operation} ${left(operation)}`);
    expect(unmet.filter((line) => !/(undefined|after-hang-up)$/.test(line))).toEqual([]);
    expect(stage.log.join('')).not.toContain('effect-given-up');
    stage.github.assertValid();
  }, 240_000);

  it('until a limit ends is left alone so long', async () => {
    const { github, repository } = stage;
    github.faults.clear();
    github.faults.add({ kind: 'primary-limit' }, { on: ['checks/create'] });
    const files = { [promptFile]: promptYaml('carefully, once more') };
    const sha = github.push(repository, 'limited', files, { as: 'ada' });
    github.openPullRequest(repository, { head: 'limited', as: 'ada' });
    const postponed = () => {
      const line = stage.log.findLast((each) => each.includes('effect-postponed')) ?? '{}';
      return JSON.parse(line) as { readonly key?: string; readonly pauseMs?: number };
    };
    await stage.until('the pause', () => (postponed().pauseMs ?? 0) > 60_000);
    const [, check] = /:([a-z]+):1$/.exec(postponed().key ?? '') ?? [];
    expect(github.checksAt(repository, sha, `galley / ${check}`)).toEqual([]);
  });
});
