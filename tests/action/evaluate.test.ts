import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measuredFields } from '@galley/engine/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

let action: BuiltAction;
let prompts: PromptRepository;

beforeAll(async () => {
  action = await buildAction();
  prompts = await openPromptRepository(ticketProject({ easy: 6, hard: 3 }) as Texts);
});
afterAll(async () => {
  await prompts.close();
});

/** A job of a schedule at the tip of main. */
async function nightly(inputs: Texts) {
  const work = prompts.checkout('refs/heads/main');
  const step = {
    ...{ entry: action.main, token: await prompts.token('read'), inputs },
    ...{ eventName: 'schedule', event: { repository: { default_branch: 'main' } } },
    ...{ sha: work.git('rev-parse', 'HEAD'), workspace: work.folder },
  };
  return { work, run: await prompts.run(step), step };
}

describe('an evaluation', () => {
  it('judges every suite that is due by its own gate', async () => {
    const { run } = await nightly({ command: 'eval' });
    expect(run).toMatchObject({ exitCode: 0, stderr: '', outputs: { verdict: 'passed' } });
    expect(run.summary).toContain('tickets');
    expect(run.report('results.jsonl').split('\n')[0]).toContain('galley-results/v1');
  });

  it('in shards says after the merge what one run would have said', async () => {
    const { work, step, run: first } = await nightly({ command: 'eval', shard: '1/2' });
    expect(first).toMatchObject({ exitCode: 0, outputs: { verdict: 'nothing' } });
    const keep = (path: string | undefined, name: string) => {
      mkdirSync(join(work.folder, 'shards', name), { recursive: true });
      cpSync(path ?? '', join(work.folder, 'shards', name), { recursive: true });
    };
    keep(first.outputs['report-path'], 'one');
    const merge = { ...step, inputs: { command: 'merge', results: 'shards' } };
    const early = await prompts.run(merge);
    expect(early.exitCode).toBe(3);
    expect(early.stdout).toContain('shard 2/2 is missing');
    const second = await prompts.run({ ...step, inputs: { command: 'eval', shard: '2/2' } });
    keep(second.outputs['report-path'], 'two');
    const merged = await prompts.run(merge);
    expect(merged).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
    const whole = await galley(work.folder, 'eval', '--mode', 'auto', '--format', 'json');
    const measured: ReadonlySet<string> = new Set(measuredFields);
    const comparable = (text: string) =>
      JSON.parse(text, (key, value) => (measured.has(key) ? undefined : value));
    expect(comparable(merged.report('results.json'))).toEqual(comparable(whole.stdout));
  });

  it('of a push to the default branch follows the galley.yaml that was pushed', async () => {
    const { github, repository } = prompts;
    const before = github.push(repository, 'main', { 'README.md': 'Before.\n' });
    const renamed = { 'galley.yaml': galleyYaml().replaceAll('fake', 'other') };
    const pushed = async (branch: string) => {
      const after = github.push(repository, branch, renamed);
      const work = prompts.checkout(`refs/heads/${branch}`);
      const payload = { ref: `refs/heads/${branch}`, before, after };
      return prompts.run({
        ...{ entry: action.main, token: await prompts.token('read'), inputs: { command: 'eval' } },
        ...{ eventName: 'push', sha: after, workspace: work.folder },
        event: { ...payload, repository: { default_branch: 'main' } },
      });
    };
    expect(await pushed('line')).toMatchObject({ exitCode: 2 });
    expect(await pushed('main')).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
    github.push(repository, 'main', { 'galley.yaml': galleyYaml() });
  });

  it('refuses what it cannot judge', async () => {
    const none = await nightly({ command: 'eval', when: 'nightly' });
    expect(none.run.exitCode).toBe(2);
    expect(none.run.stdout).toContain('::error::galley: no suite is due with `when: nightly`');
    const unknown = await nightly({ command: 'eval', suites: 'tickest' });
    expect(unknown.run.stdout).toContain('Did you mean tickets?');
  });
});

describe('free commands', () => {
  it('validate shows every problem of head at its line', async () => {
    const broken = promptYaml('quickly').replace('{{ message }}', '{{ mesage }}');
    const pull = prompts.pullRequest('broken', { [promptFile]: broken });
    const inputs = { command: 'validate' };
    const run = await prompts.runOn(pull, {
      entry: action.main,
      token: await prompts.token('write'),
      inputs,
    });
    expect(run).toMatchObject({ exitCode: 2, outputs: { verdict: 'failed', 'cost-usd': '0' } });
    expect(run.stdout).toMatch(/^::error file=prompts\/tickets\/sort\.yaml,line=/m);
    expect(prompts.github.commentsOn(pull)).toEqual([]);
  });

  it('render shows what changes in words and asks nobody', async () => {
    const pull = prompts.pullRequest('worse', { [promptFile]: promptYaml('carelessly') });
    const inputs = { command: 'render' };
    const run = await prompts.runOn(pull, {
      entry: action.main,
      token: await prompts.token('write'),
      inputs,
    });
    expect(run.exitCode).toBe(0);
    const proof = JSON.parse(run.report('proof.json'));
    expect(proof.renders).toHaveLength(1);
    expect(proof.evaluation.suites).toEqual([]);
  });
});
