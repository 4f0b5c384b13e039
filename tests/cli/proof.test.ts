import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  openTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { projectOn, questionsTo, startHouse } from './support/house-project.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
beforeEach(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(smallProject)) repository.write(path, text);
  repository.commit('start');
  repository.branch('change');
});
afterEach(() => repository.remove());

const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);
const part = 'parts/tone/polite.yaml';
const breakPart = () =>
  repository.write(part, (smallProject[part] ?? '').replace('politely', 'fast'));

describe('galley proof', () => {
  it('passes an unchanged tree', async () => {
    const run = await here('proof');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('against');
  });

  it('blocks a part that breaks a prompt of the working tree, with exit 1', async () => {
    breakPart();
    const run = await here('proof', '--format', 'json');
    expect(run.exitCode).toBe(1);
    const proof = JSON.parse(run.stdout);
    expect(proof).toMatchObject({
      schema: 'galley-proof/v1',
      verdict: { outcome: 'failed', exitCode: 1 },
    });
    expect(proof.renders[0]).toMatchObject({ target: 'support/reply', why: 'affected' });
    expect(proof.revisions.head).toBe('working tree');
  });

  it('gives the same Markdown for the commit as for the tree it was made of, but for its name', async () => {
    breakPart();
    const tree = await here('proof', '--format', 'markdown');
    repository.commit('faster');
    const commit = await here('proof', '--head', 'HEAD', '--format', 'markdown');
    const id = repository.git('rev-parse', 'HEAD').slice(0, 7);
    expect(commit.stdout).toBe(tree.stdout.replace('working tree', id));
    expect(tree.stdout.startsWith('### ❌ Galley')).toBe(true);
  });

  it('exits 2 for an error in a changed document, annotated at its line', async () => {
    const file = 'prompts/support/reply.yaml';
    const text = smallProject[file] ?? '';
    repository.write(file, text.replace('"{{ message }}"', '"{{ mesage }}"'));
    const run = await here('proof', '--format', 'github');
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toMatch(/^::error file=prompts\/support\/reply\.yaml,line=16,/m);
  });

  it('takes documents from the merge-base and policy from the tip of base', async () => {
    breakPart();
    repository.commit('faster');
    repository.git('checkout', '-q', 'main');
    repository.write('galley.yaml', `${smallProject['galley.yaml']}budgets: {run_usd: 0.5}\n`);
    const tip = repository.commit('cap');
    repository.git('checkout', '-q', 'change');
    const proof = JSON.parse((await here('proof', '--format', 'json')).stdout);
    expect(proof.revisions.policy).toMatchObject({ ref: 'main', commit: tip, from: 'base' });
    expect(proof.revisions.base).not.toBe(tip);
    expect(proof.cost.capNanoUsd).toBe(500_000_000);
  });

  it('names the flag when nothing can be the base', async () => {
    repository.git('branch', '-m', 'main', 'trunk');
    const run = await here('proof');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('--base');
    expect((await here('proof', '--base', 'trunk')).exitCode).toBe(0);
    expect((await here('proof', '--base', 'no-such')).exitCode).toBe(2);
  });

  it('exits 3 with the command to run when the clone is too shallow', async () => {
    repository.commit('one');
    repository.git('checkout', '-q', 'main');
    repository.commit('two');
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-shallow-')));
    const clone = openTemporaryRepository(folder);
    clone.git(
      'clone',
      '-q',
      '--depth',
      '1',
      '--no-single-branch',
      `file://${repository.folder}`,
      '.',
    );
    clone.git('checkout', '-q', 'change');
    const run = await galley(folder, 'proof', '--base', 'origin/main');
    clone.remove();
    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain('git fetch');
  });

  it('proofs every project below the folder, the worst deciding', async () => {
    repository.git('checkout', '-q', 'main');
    const files = Object.entries(smallProject);
    for (const [path, text] of files) repository.write(`desk/${path}`, text);
    for (const [path, text] of files) repository.write(`shop/${path}`, text);
    repository.git('rm', '-rq', ...files.map(([path]) => path));
    repository.commit('two projects');
    repository.write(`shop/${part}`, (smallProject[part] ?? '').replace('politely', 'fast'));
    const run = await here('proof', '--base', 'HEAD', '--format', 'json');
    expect(run.exitCode).toBe(1);
    const { schema, proofs } = JSON.parse(run.stdout);
    expect(schema).toBe('galley-proofs/v1');
    expect(proofs.map(({ project }: { project: string }) => project)).toEqual(['desk', 'shop']);
    const alone = await here('proof', '-C', 'desk', '--base', 'HEAD', '--format', 'json');
    expect(alone.exitCode).toBe(0);
    expect(JSON.parse(alone.stdout).project).toBe('desk');
  });
});

describe('a proof that is stopped', () => {
  it('exits 130 and prints no half of a comment', async () => {
    const house = await startHouse();
    const branch = createTemporaryRepository();
    for (const [path, text] of Object.entries(projectOn(house.baseUrl, 4)))
      branch.write(path, text);
    branch.commit('start');
    const file = 'prompts/answer.yaml';
    const text = projectOn(house.baseUrl, 4)[file] ?? '';
    branch.write(file, text.replace('"{{ message }}"', '"Say: {{ message }}"'));
    const signal = AbortSignal.abort(new GalleyError('interrupted', 'stopped by a signal'));
    const run = await galley({ cwd: branch.folder, signal }, 'proof', '--mode', 'live');
    expect(run).toMatchObject({ exitCode: 130, stdout: '' });
    expect(house.requests).toEqual([]);
    branch.remove();
    await house.close();
  });
});

describe('galley diff', () => {
  it('shows what an edited part does to the prompts that include it', async () => {
    breakPart();
    const run = await here('diff');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^edited +part +tone\/polite/m);
    expect(run.stdout).toMatch(/^affected +prompt +support\/reply +through part:tone\/polite/m);
    expect(run.stdout).toMatch(/^ {2}\| -Answer politely\.$/m);
    const { projects } = JSON.parse(
      (await here('diff', 'main', 'change', '--format', 'json')).stdout,
    );
    expect(projects[0]).toMatchObject({ project: '', changes: [], renders: [] });
  });

  it('names no option that it does not have when a revision is missing', async () => {
    const run = await here('diff', 'gone');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('Git knows no revision "gone"');
    expect(run.stderr).not.toContain('--base');
  });
});

describe('a branch that points a key at another host', () => {
  it('gets nothing sent there, neither by proof nor by eval', async () => {
    const mine = await startHouse();
    const other = await startHouse();
    const key = '\n    key: {secret: HOUSE_KEY}';
    const branch = createTemporaryRepository();
    for (const [path, text] of Object.entries(projectOn(mine.baseUrl, 2, key)))
      branch.write(path, text);
    branch.commit('start');
    branch.branch('change');
    const changed = Object.entries(projectOn(other.baseUrl, 3, key));
    for (const [path, text] of changed)
      branch.write(path, text.replace('"{{ message }}"', '"Say: {{ message }}"'));
    const world = {
      cwd: branch.folder,
      environment: {
        PATH: process.env.PATH,
        HOUSE_KEY: 'sk-house-0123456789',
        GALLEY_SECRET_HOSTS: `HOUSE_KEY=${mine.host}`,
      },
    };
    const proof = await galley(world, 'proof', '--mode', 'auto', '--format', 'json');
    expect(questionsTo(mine)).toContain('Say: Question 2');
    expect(JSON.parse(proof.stdout).policyChanges).toContainEqual(
      expect.objectContaining({ applies: 'after-merge' }),
    );
    const evaluated = await galley(world, 'eval', '--mode', 'live');
    expect(evaluated.exitCode).toBe(2);
    expect(evaluated.stderr).toContain(other.host);
    expect(questionsTo(other)).toEqual([]);
    branch.remove();
    await Promise.all([mine.close(), other.close()]);
  });
});
