import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
const prompt = 'prompts/support/reply.yaml';
const promptText = smallProject[prompt] ?? '';

beforeEach(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(smallProject)) repository.write(path, text);
  repository.commit('start');
});
afterEach(() => repository.remove());

const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);
const misspell = () =>
  repository.write(prompt, promptText.replace('"{{ message }}"', '"{{ mesage }}"'));

describe('galley validate', () => {
  it('says nothing on standard output and exits 0 when all is well', async () => {
    const run = await here('validate');
    expect(run).toMatchObject({ exitCode: 0, stdout: '' });
    expect(run.stderr).toBe('4 files: 0 errors, 0 warnings\n');
  });

  it('names file, line and column of a misspelled input with a hint, and exits 2', async () => {
    misspell();
    const run = await here('validate');
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toMatch(
      /^prompts\/support\/reply\.yaml:16:18 error input-undeclared .*mesage.*message/m,
    );
  });

  it('gives the same problems as JSON', async () => {
    misspell();
    const { stdout } = await here('validate', '--format', 'json');
    const report = JSON.parse(stdout);
    expect(report.errors).toBeGreaterThan(0);
    expect(report.problems[0]).toMatchObject({
      code: 'input-undeclared',
      severity: 'error',
      file: prompt,
      line: 16,
    });
  });

  it('annotates files relative to the repository, not to the project', async () => {
    for (const [path, text] of Object.entries(smallProject)) repository.write(`desk/${path}`, text);
    repository.write(`desk/${prompt}`, promptText.replace('"{{ message }}"', '"{{ mesage }}"'));
    const run = await here('validate', '-C', 'desk', '--format', 'github');
    expect(run.stdout).toMatch(
      /^::error file=desk\/prompts\/support\/reply\.yaml,line=16,col=18,/m,
    );
  });

  it('never lets a document start an annotation of its own', async () => {
    repository.write(prompt, promptText.replace('temperature', '"x\\n::warning::pwned"'));
    repository.write('galley.yaml', `${smallProject['galley.yaml']}"oops\\n::error::pwned": 1\n`);
    for (const format of ['github', 'text']) {
      const { stdout } = await here('validate', '--format', format);
      expect(stdout).toContain('pwned');
      expect(
        stdout.split('\n').some((line) => line.startsWith('::') && !line.includes('file=')),
      ).toBe(false);
    }
  });

  it('exits 1 when only a check on the rendered prompt fails', async () => {
    repository.write(
      'parts/tone/polite.yaml',
      'apiVersion: galley/v1\nkind: Part\ncontent: Answer.\n',
    );
    const run = await here('validate');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/reply\.yaml:\d+:\d+ failed rendered-check .*polite.*late/);
  });

  it('warns about a changed document that kept its version, and fails under --strict', async () => {
    repository.write(prompt, promptText.replace('Hurry.', 'Hurry up.'));
    const warned = await here('validate', '--base', 'main');
    expect(warned.exitCode).toBe(0);
    expect(warned.stdout).toMatch(/reply\.yaml:3:\d+ warning version-bump-missing/);
    expect((await here('validate', '--base', 'main', '--strict')).exitCode).toBe(2);
  });

  it('weighs a kept version as the project’s gate does', async () => {
    repository.write(prompt, promptText.replace('Hurry.', 'Hurry up.'));
    const gate = (word: string) =>
      repository.write(
        'galley.yaml',
        `${smallProject['galley.yaml']}gate: {version_bump: "${word}"}\n`,
      );
    gate('off');
    const silent = await here('validate', '--base', 'main', '--strict');
    expect(silent).toMatchObject({ exitCode: 0, stdout: '' });
    gate('error');
    const failed = await here('validate', '--base', 'main');
    expect(failed.exitCode).toBe(2);
    expect(failed.stdout).toContain('error version-bump-missing');
  });

  it('compares with the merge-base, not with what base did since', async () => {
    repository.git('switch', '--quiet', '--create=elsewhere');
    repository.write(prompt, promptText.replace('Hurry.', 'Hurry up.'));
    repository.commit('a change of somebody else');
    repository.git('switch', '--quiet', 'main');
    const run = await here('validate', '--base', 'elsewhere');
    expect(run).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('accepts the problems of a baseline and fails on a new one', async () => {
    misspell();
    const missing = await here('validate', '--baseline', 'known.json');
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
    expect(missing.stderr).toContain('--write-baseline');
    expect((await here('validate', '--baseline', 'known.json', '--write-baseline')).exitCode).toBe(
      0,
    );
    expect((await here('validate', '--baseline', 'known.json')).exitCode).toBe(0);
    repository.write('parts/tone/cold.yaml', 'apiVersion: galley/v1\nkind: Part\ncontnt: Hm.\n');
    const fresh = await here('validate', '--baseline', 'known.json');
    expect(fresh.exitCode).toBe(2);
    expect(fresh.stdout).toContain('cold.yaml');
    expect(fresh.stdout).not.toContain('mesage');
  });

  it('writes --output whole, and refuses a folder that does not exist', async () => {
    const written = await here('validate', '--format', 'json', '--output', 'report.json');
    expect(written.stdout).toBe('');
    expect(JSON.parse(readFileSync(join(repository.folder, 'report.json'), 'utf8')).errors).toBe(0);
    const refused = await here('validate', '--output', 'no-such-folder/report.json');
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('its folder does not exist');
  });

  it('takes -C before and after the command, and names projects below a folder without one', async () => {
    for (const [path, text] of Object.entries(smallProject)) repository.write(`desk/${path}`, text);
    repository.git('rm', '-rqf', ...Object.keys(smallProject));
    expect((await here('-C', 'desk', 'validate')).stderr).toContain('4 files');
    expect((await here('validate', '-C', 'desk/prompts')).stderr).toContain('4 files');
    const above = await here('validate');
    expect(above.exitCode).toBe(2);
    expect(above.stderr).toContain('its projects are desk');
  });

  it('checks a folder without galley.yaml under built-in defaults, and says so', async () => {
    repository.git('rm', '-q', 'galley.yaml');
    const run = await here('validate');
    expect(run.stderr).toContain('no galley.yaml here or above');
    expect((await here('eval')).stderr).toContain('galley init');
    expect((await here('eval')).exitCode).toBe(2);
  });
});
