import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';
import { openTemporaryRepository } from '../support/temporary-repository.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

const project = ticketProject({ easy: 6, hard: 6 }) as Texts;
let action: BuiltAction;
let prompts: PromptRepository;

beforeAll(async () => {
  action = await buildAction();
  prompts = await openPromptRepository(project);
});
afterAll(async () => {
  await prompts.close();
});

describe('the Action on a pull request', () => {
  it('says the very words of galley proof, in one comment that a second run leaves alone', async () => {
    const pull = prompts.pullRequest('quicker', { [promptFile]: promptYaml('quickly') });
    prompts.github.push(prompts.repository, 'main', { 'README.md': 'Later.\n' });
    const token = await prompts.token('write');
    const run = await prompts.runOn(pull, { entry: action.main, token });
    expect(run.stderr).toBe('');
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'failed', 'cost-usd': '0' } });

    const clone = prompts.checkout('refs/heads/main');
    clone.git('fetch', '-q', '--unshallow', `file://${prompts.repository.store.path}`);
    clone.git(
      'fetch',
      '-q',
      `file://${prompts.repository.store.path}`,
      'refs/heads/*:refs/heads/*',
    );
    const cli = await galley(
      openTemporaryRepository(clone.folder).folder,
      ...['proof', '--base', 'main', '--head', 'quicker', '--format', 'markdown'],
      ...['--mode', 'auto', '--recordings', 'verified'],
    );
    expect(run.report('comment.md')).toBe(cli.stdout);
    expect(cli.exitCode).toBe(1);
    const [comment, ...others] = prompts.github.commentsOn(pull);
    expect(others).toEqual([]);
    expect(comment?.body).toContain(cli.stdout.trim());
    expect(run.summary).toContain('### ❌ Galley');
    expect(run.stdout).toMatch(/^::error file=/m);
    expect(JSON.parse(run.report('galley.sarif')).runs).toHaveLength(1);
    expect(run.stdout).not.toContain(token);

    await prompts.runOn(pull, { entry: action.main, token });
    expect(prompts.github.commentsOn(pull)).toEqual([comment]);
    prompts.assertValid();
  });

  it('judges by the galley.yaml of base, whatever the change loosens', async () => {
    const loose = galleyYaml(`gate: {evaluate: "off", not_executed: off, suite_weakened: off}
budgets: {run_usd: 1000, mode: disabled}
`);
    const pull = prompts.pullRequest('loose', {
      'galley.yaml': loose,
      [promptFile]: promptYaml('carelessly'),
    });
    const run = await prompts.runOn(pull, {
      entry: action.main,
      token: await prompts.token('write'),
    });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'failed' } });
    expect(JSON.parse(run.report('proof.json')).policyChanges).not.toEqual([]);
  });

  it('refuses a galley.yaml that takes files out of base’s project, and so out of its policy', async () => {
    const pull = prompts.pullRequest('taken', {
      'prompts/galley.yaml': galleyYaml(),
      [promptFile]: promptYaml('carelessly'),
    });
    const token = await prompts.token('write');
    const run = await prompts.runOn(pull, { entry: action.main, token });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain('takes files out of the project at the root');
  });

  it('fetches what galley.yaml extends', async () => {
    const defaults = prompts.github.createRepository('acme/galley-defaults', {
      isPrivate: true,
      files: { 'galley.yaml': galleyYaml('budgets: {run_usd: 0.25}\n') },
    });
    const commit = prompts.github.push(defaults, 'main', { 'README.md': 'Defaults.\n' });
    const extending = `apiVersion: galley/v1\nkind: Project\nextends: acme/galley-defaults@${commit}\n`;
    prompts.github.push(prompts.repository, 'main', { 'galley.yaml': extending });
    const pull = prompts.pullRequest('extended', { [promptFile]: promptYaml('quickly') });
    const token = await prompts.token('write');
    const run = await prompts.runOn(pull, { entry: action.main, token });
    const proof = JSON.parse(run.report('proof.json'));
    expect(proof.validation.problems).toEqual([]);
    expect(proof.cost.capNanoUsd).toBe(250_000_000);
  });

  it('judges a project whose galley.yaml is taken away', async () => {
    const desk = Object.entries(project).map(([file, text]) => [`desk/${file}`, text] as const);
    const two = { ...Object.fromEntries(desk), 'galley.yaml': galleyYaml() };
    const both = await openPromptRepository(two);
    const careless = { [`desk/${promptFile}`]: promptYaml('carelessly'), 'desk/galley.yaml': null };
    const pull = both.pullRequest('gone', careless);
    const run = await both.runOn(pull, { entry: action.main, token: await both.token('write') });
    expect(run.outputs.verdict).toBe('failed');
    const { proofs } = JSON.parse(run.report('proof.json'));
    expect(proofs.map(({ project: folder }: { project: string }) => folder)).toEqual(['', 'desk']);
    await both.close();
  });
});
