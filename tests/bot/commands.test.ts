import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Comment, Issue } from '../fakes/github/state/model.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ files: ticketProject({ hard: 10 }) });
});
afterEach(() => stage.github.assertValid());
afterAll(() => stage.close());

/** A pull request whose proof blocks, by ada. */
async function opened(branch: string) {
  const { github, repository } = stage;
  const files = { [promptFile]: promptYaml(`quickly (${branch})`) };
  const sha = github.push(repository, branch, files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: branch, as: 'ada' });
  await stage.until('the gate', () => stage.checks(sha)['galley / gate'] === 'failure');
  return { sha, pull, proof: await stage.comment(pull) };
}

/** Somebody's comment, when the bot has answered it; with what it said in words. */
async function say(pull: Issue, text: string, as: string) {
  const comment = stage.github.comment(pull, text, { as });
  await stage.until(`an answer to ${text}`, () => answerOf(comment) !== undefined);
  const reply = () =>
    stage.github
      .commentsOn(pull)
      .filter(({ id, author }) => id > comment.id && author.login === 'galley[bot]')
      .map(({ body }) => body)
      .join('\n');
  return { answer: answerOf(comment), reply };
}

function answerOf({ reactions }: Comment): string | undefined {
  return reactions.map(({ content }) => content).findLast((content) => content !== 'eyes');
}

describe('commands', () => {
  it('help and status answer in words', async () => {
    const { pull } = await opened('words');
    const help = await say(pull, '/galley help', 'ada');
    expect(help.answer).toBe('rocket');
    await stage.until('the help', () => help.reply().includes('/galley evaluate'));
    expect(help.reply()).not.toContain('/galley accept');
    const status = await say(pull, '/galley status', 'ada');
    await stage.until('the status', () => status.reply().includes('everything is done'));
  });

  it('that are not understood run nothing and get help', async () => {
    const { pull } = await opened('wrong');
    const { answer, reply } = await say(pull, '/galley evalute', 'ada');
    expect(answer).toBe('confused');
    await stage.until('the help', () => reply().includes('Did you mean `evaluate`?'));
  });

  it('accept turns one verdict into accepted, for this commit and by somebody else', async () => {
    const { github, repository } = stage;
    const { sha, pull, proof } = await opened('accepting');
    expect((await say(pull, '/galley accept tickets we want this', 'ada')).answer).toBe('-1');
    expect((await say(pull, '/galley accept tickets we want this', 'ben')).answer).toBe('-1');
    expect(stage.checks(sha)['galley / gate']).toBe('failure');
    expect((await say(pull, '/galley accept tickets we want this', 'mo')).answer).toBe('rocket');
    await stage.until('the gate', () => stage.checks(sha)['galley / gate'] === 'success');
    await stage.until('the comment', () => proof.body.includes('accepted by `mo`'));
    expect(proof.body).toContain('we want this');
    const next = { [promptFile]: promptYaml('quickly once more') };
    const later = github.push(repository, 'accepting', next, { as: 'ada' });
    await stage.until('the next', () => stage.checks(later)['galley / gate'] === 'failure');
  });

  it('validate and render answer about documents', async () => {
    const { pull } = await opened('targets');
    const render = await say(pull, '/galley render tickets/sort', 'ada');
    await stage.until('the difference', () => render.reply().includes('+Sort the ticket quickly'));
    const validate = await say(pull, '/galley validate prompt:tickets/sort', 'ada');
    await stage.until('the answer', () => validate.reply().includes('No problems.'));
    const unknown = await say(pull, '/galley render tickets/sorted', 'ada');
    expect(unknown.answer).toBe('-1');
  });

  it('retry makes new check runs', async () => {
    const { github, repository } = stage;
    const { sha, pull } = await opened('retrying');
    expect((await say(pull, '/galley retry', 'ada')).answer).toBe('rocket');
    const runs = () => github.checksAt(repository, sha, 'galley / gate');
    await stage.until('a second run', () => runs().length === 2);
    await stage.until('its end', () => runs().at(-1)?.conclusion === 'failure');
  });

  it('of strangers are refused, and of bots and of quotes not heard', async () => {
    const { github } = stage;
    const { pull } = await opened('strangers');
    expect((await say(pull, '/galley retry', 'zoe')).answer).toBe('-1');
    const quote = github.comment(pull, '> /galley retry', { as: 'ben' });
    const later = github.comment(pull, 'Please\n/galley retry', { as: 'ben' });
    await say(pull, '/galley status', 'ben');
    expect([quote.reactions, later.reactions]).toEqual([[], []]);
  });

  it('come from buttons, too, with the same permissions', async () => {
    const { github, repository } = stage;
    const { sha } = await opened('pressing');
    const [run] = github.checksAt(repository, sha, 'galley / evaluate');
    if (run === undefined) throw new Error('there is a check');
    const retry = run.actions.find(({ identifier }) => identifier === 'retry');
    expect(retry).toBeDefined();
    github.press(run, 'retry', { as: 'ben' });
    const runs = () => github.checksAt(repository, sha, 'galley / evaluate');
    await stage.until('a second run', () => runs().length === 2);
  });

  it('rollback opens a pull request that restores a prompt', async () => {
    const { github, repository } = stage;
    const { pull } = await opened('rolling');
    github.merge(pull, { ignoresChecks: true, as: 'ada' });
    await github.deliveries.settle();
    const unknown = await say(pull, '/galley rollback tickets/sort@9.9.9', 'ada');
    expect(unknown.answer).toBe('-1');
    const base = pull.pull?.baseSha ?? '';
    const done = await say(pull, `/galley rollback tickets/sort@${base}`, 'ada');
    expect(done.answer).toBe('rocket');
    await stage.until('the answer', () => /#\d+ restores `tickets\/sort`/.test(done.reply()));
    const number = Number(/#(\d+) restores/.exec(done.reply())?.[1]);
    const restoring = github.issue(repository, number);
    expect(restoring).toMatchObject({ author: { login: 'galley[bot]' }, state: 'open' });
    await stage.comment(restoring);
  });
});
