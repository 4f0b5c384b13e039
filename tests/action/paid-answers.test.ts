import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOn, questionsTo, startHouse } from '../cli/support/house-project.ts';
import { type FakeActionsCache, startActionsCache } from '../fakes/actions-cache.ts';
import type { ChatServer } from '../support/chat-server.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';
import type { StepRun } from './support/run-entry.ts';

let action: BuiltAction;
let house: ChatServer;
let prompts: PromptRepository;
let cache: FakeActionsCache;

const promptFile = 'prompts/answer.yaml';
const worded = (words: string) =>
  (projectOn(house.baseUrl, 4)[promptFile] ?? '').replace(
    '"{{ message }}"',
    `"${words}: {{ message }}"`,
  );

beforeAll(async () => {
  action = await buildAction();
  house = await startHouse();
  cache = await startActionsCache();
  prompts = await openPromptRepository(projectOn(house.baseUrl, 4));
});
afterAll(async () => {
  await prompts.close();
  await cache.close();
  await house.close();
});

const step = async () => ({
  entry: action.main,
  token: await prompts.token('write'),
  inputs: { 'allow-private-hosts': 'true' },
  environment: { ACTIONS_CACHE_URL: cache.url, ACTIONS_RUNTIME_TOKEN: 'runtime' },
});

it('pays for base once, however often is pushed', async () => {
  const pull = prompts.pullRequest('kinder', { [promptFile]: worded('Kindly') });
  const first = await prompts.runOn(pull, await step());
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const asked = questionsTo(house);
  expect(asked.filter((question) => question.startsWith('Question'))).toHaveLength(4);
  expect(asked.filter((question) => question.startsWith('Kindly'))).toHaveLength(4);
  expect(Number(first.outputs['cost-usd'])).toBeGreaterThan(0);

  forgetAnswers(first);
  prompts.github.push(prompts.repository, 'kinder', { [promptFile]: worded('Politely') });
  const second = await prompts.runOn(pull, await step());
  expect(second.exitCode).toBe(0);
  const more = questionsTo(house).slice(asked.length);
  expect(more.every((question) => question.startsWith('Politely'))).toBe(true);
  expect(more).toHaveLength(4);
  expect(Number(second.outputs['cost-usd'])).toBe(Number(first.outputs['cost-usd']) / 2);
  expect(cache.keys()).toHaveLength(2);
});

it('takes a cache that somebody filled for data: what is no answer is deleted and asked again', async () => {
  cache.replaceNewest(hostileArchive());
  const before = house.requests.length;
  const pull = prompts.pullRequest('shorter', { [promptFile]: worded('Shortly') });
  const run = await prompts.runOn(pull, await step());
  expect(run.exitCode).toBe(0);
  expect(house.requests.length).toBeGreaterThan(before);
  expect(run.stdout).toContain('2 files of the cache are no answers and were deleted');
  forgetAnswers(run);
});

describe('an evaluation in shards', () => {
  /** A job at the tip of main, on a machine that nothing was left on. */
  async function job(inputs: Texts, workspace = prompts.checkout('refs/heads/main').folder) {
    const { environment, ...rest } = await step();
    const run = await prompts.run({
      ...{ ...rest, workspace, eventName: 'schedule' },
      sha: prompts.checkout('refs/heads/main').git('rev-parse', 'HEAD'),
      event: { repository: { default_branch: 'main' } },
      inputs: { ...rest.inputs, when: 'all', ...inputs },
      environment: { ...environment, GITHUB_REF_NAME: 'main' },
    });
    forgetAnswers(run);
    return run;
  }
  const shards = ['1/2', '2/2'];
  const evaluate = (shard: string, inputs: Texts = {}) =>
    job({ command: 'eval', shard, ...inputs });

  it('keeps the answers of each for the same one, and the merge spends nothing', async () => {
    cache.clear();
    const before = house.requests.length;
    const { folder } = prompts.checkout('refs/heads/main');
    mkdirSync(join(folder, 'shards'));
    for (const [index, shard] of shards.entries()) {
      const run = await evaluate(shard);
      expect(Number(run.outputs['cost-usd'])).toBeGreaterThan(0);
      writeFileSync(join(folder, 'shards', `${index}.jsonl`), run.report('results.jsonl'));
    }
    expect(house.requests).toHaveLength(before + 4);
    const merged = await job({ command: 'merge', results: 'shards' }, folder);
    expect(merged).toMatchObject({ exitCode: 0, outputs: { 'cost-usd': '0' } });

    for (const shard of shards) expect((await evaluate(shard)).outputs['cost-usd']).toBe('0');
    expect(house.requests).toHaveLength(before + 4);
    expect(cache.keys()).toHaveLength(2);
  });

  it('takes nothing from the cache and keeps nothing under `cache: false`', async () => {
    const before = house.requests.length;
    const kept = cache.keys();
    await evaluate('1/2', { cache: 'false' });
    expect(house.requests.length).toBeGreaterThan(before);
    expect(cache.keys()).toEqual(kept);
  });
});

it('stops at the cap of the step', async () => {
  const pull = prompts.pullRequest('costly', { [promptFile]: worded('Dearly') });
  const { environment: _, ...rest } = await step();
  const inputs = { ...rest.inputs, 'max-cost': '0.0001' };
  const run = await prompts.runOn(pull, { ...rest, inputs });
  expect(run.exitCode).toBe(4);
  expect(Number(run.outputs['cost-usd'] || 0)).toBeLessThanOrEqual(0.0001);
});

/** As another machine would begin. */
function forgetAnswers({ outputs }: Pick<StepRun, 'outputs'>): void {
  const folder = join(outputs['report-path'] ?? '', '..', '..', 'galley-answers');
  rmSync(folder, { recursive: true, force: true });
}

/** As the runner packs a cache: paths relative to the workspace, in the compression that it finds. */
function hostileArchive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'galley-hostile-cache-'));
  const answers = join(folder, 'temp', 'galley-answers');
  for (const path of [join(folder, 'work'), answers]) mkdirSync(path, { recursive: true });
  writeFileSync(join(answers, `${'a'.repeat(64)}.json`), '{"v":1}');
  writeFileSync(join(answers, 'run.sh'), 'exit 1');
  symlinkSync('/etc/passwd', join(answers, `${'b'.repeat(64)}.json`));
  const program = spawnSync('zstd', ['--version']).status === 0 ? 'zstd' : 'gzip';
  const archive = join(folder, 'cache');
  const paths = ['-C', join(folder, 'work'), '../temp/galley-answers'];
  execFileSync('tar', ['--use-compress-program', program, '-cf', archive, '-P', ...paths]);
  const bytes = readFileSync(archive);
  rmSync(folder, { recursive: true });
  return bytes;
}
