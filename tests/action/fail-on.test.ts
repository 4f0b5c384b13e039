import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOn } from '../cli/support/house-project.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

let main = '';
let scripted: PromptRepository;
/** Nobody answers here, and nothing is recorded. */
let silent: PromptRepository;

const nowhere = projectOn('http://127.0.0.1:9/v1', 3);
const policyFile = 'galley.yaml';
const answerFile = 'prompts/answer.yaml';
const kinder = { [answerFile]: (nowhere[answerFile] ?? '').replace('"{{ m', '"Kindly: {{ m') };

beforeAll(async () => {
  main = (await buildAction()).main;
  scripted = await openPromptRepository(ticketProject({ easy: 4 }) as Texts);
  silent = await openPromptRepository(nowhere);
});
afterAll(async () => {
  await scripted.close();
  await silent.close();
});

/** A proof of one changed prompt. */
async function proofOf(prompts: PromptRepository, files: Texts, inputs: Texts) {
  const pull = prompts.pullRequest('changed', files);
  const token = await prompts.token('read');
  return prompts.runOn(pull, { entry: main, token, inputs: { comment: 'none', ...inputs } });
}

async function nightly(prompts: PromptRepository, inputs: Texts) {
  const work = prompts.checkout('refs/heads/main');
  return prompts.run({
    ...{ entry: main, token: await prompts.token('read') },
    ...{ eventName: 'schedule', event: { repository: { default_branch: 'main' } } },
    ...{ sha: work.git('rev-parse', 'HEAD'), workspace: work.folder },
    inputs: { command: 'eval', when: 'all', mode: 'replay', ...inputs },
  });
}

describe('under `broken`', () => {
  it('a proof that is worse passes, for it was judged', async () => {
    const careless = { [promptFile]: promptYaml('carelessly') };
    const run = await proofOf(scripted, careless, { 'fail-on': 'broken' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'failed' } });
  });

  it('a proof whose cases were not executed fails', async () => {
    const run = await proofOf(silent, kinder, { 'fail-on': 'broken', mode: 'replay' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'failed' } });
  });

  it('an evaluation whose cases were not executed fails', async () => {
    const run = await nightly(silent, { 'fail-on': 'broken' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'failed' } });
  });
});

describe('where base takes cases that were not executed for a warning', () => {
  beforeAll(() => {
    const lenient = `${nowhere[policyFile]}gate: {not_executed: warn}\n`;
    silent.github.push(silent.repository, 'main', { [policyFile]: lenient });
  });

  it('an evaluation is warned, which fails it under `warned`', async () => {
    const warned = { outputs: { verdict: 'warned' } };
    expect(await nightly(silent, {})).toMatchObject({ exitCode: 0, ...warned });
    expect(await nightly(silent, { 'fail-on': 'warned' })).toMatchObject({
      exitCode: 1,
      ...warned,
    });
  });

  it('`broken` fails when not a single case was judged', async () => {
    expect(await nightly(silent, { 'fail-on': 'broken' })).toMatchObject({ exitCode: 1 });
  });
});
