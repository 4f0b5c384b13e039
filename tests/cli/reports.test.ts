import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { evaluationFormats, proofFormats } from '@galley/engine/report';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { junitFaults } from './support/junit-shape.ts';
import { sarifFaults } from './support/sarif-shape.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
beforeEach(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(smallProject)) repository.write(`team/${path}`, text);
  repository.commit('start');
  repository.branch('change');
  repository.write(
    'team/parts/tone/polite.yaml',
    'apiVersion: galley/v1\nkind: Part\ncontent: Be brief.\n',
  );
});
afterEach(() => repository.remove());

const here = (...commandLine: string[]) => galley(repository.folder, '-C', 'team', ...commandLine);
const written = (file: string) => readFileSync(join(repository.folder, file), 'utf8');
const requests = (formats: object) =>
  Object.keys(formats).flatMap((name) => ['--report', `${name}=report.${name}`]);

describe.each([
  ['eval', evaluationFormats],
  ['proof', proofFormats],
] as const)('galley %s', (command, formats) => {
  it('writes every report in one run, each as --format writes it', async () => {
    const run = await here(command, ...requests(formats));
    expect(run.exitCode, run.stderr).toBe(1);
    for (const name of Object.keys(formats)) {
      const alone = await here(
        command,
        '--format',
        name,
        ...(command === 'eval' ? ['--fresh'] : []),
      );
      expect(written(`report.${name}`), name).toBe(alone.stdout);
    }
  });

  it('gives code scanning a log whose places start at the repository', async () => {
    const run = await here(command, '--format', 'sarif');
    expect(sarifFaults(run.stdout)).toEqual([]);
    expect(run.stdout).toContain('"uri":"team/prompts/support/reply.yaml"');
  });

  it('gives CI servers a report that they take', async () => {
    const run = await here(command, '--format', 'junit');
    expect(junitFaults(run.stdout)).toEqual([]);
    expect(run.stdout).toContain('<failure');
  });

  it('refuses a report that it does not know, and two of one file, before anything runs', async () => {
    const unknown = await here(command, '--report', 'word=report.doc');
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('junit=results.xml');
    const twice = await here(command, '--report', 'csv=a.csv', '--report', 'json=./a.csv');
    expect(twice).toMatchObject({ exitCode: 2, stdout: '' });
    expect(existsSync(join(repository.folder, 'a.csv'))).toBe(false);
  });

  it('says before anything runs that a report cannot be written', async () => {
    const run = await here(command, '--report', 'csv=missing/a.csv');
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('its folder does not exist');
  });
});

describe('a run that is stopped', () => {
  it('still writes every report, whole', async () => {
    const stop = new AbortController();
    const world = {
      cwd: repository.folder,
      signal: stop.signal,
      onWrite: (text: string) => {
        if (!text.includes('"caseId"')) return;
        stop.abort(new GalleyError('interrupted', 'stopped by a signal'));
      },
    };
    const asked = ['--report', 'junit=report.junit', '--report', 'html=report.html'];
    const line = ['-C', 'team', 'eval', '--concurrency', '1', '--format', 'json', ...asked];
    const run = await galley(world, ...line);
    expect(run.exitCode).toBe(130);
    expect(JSON.parse(run.stdout).stoppedBy.code).toBe('interrupted');
    expect(junitFaults(written('report.junit'))).toEqual([]);
    expect(written('report.junit')).toContain('<error type="interrupted"');
    expect(written('report.html')).toContain('Stopped before the end: stopped by a signal');
    expect(written('report.html').trimEnd().endsWith('</html>')).toBe(true);
  });
});

describe('a secret that a repository holds', () => {
  it('is masked in every report', async () => {
    const key = `sk-proj-${'a1'.repeat(20)}`;
    const prompt = smallProject['prompts/support/reply.yaml'] ?? '';
    repository.write(
      'team/prompts/support/reply.yaml',
      prompt.replace('Where is my parcel?', `Where is ${key}?`),
    );
    const evaluated = await here('eval', '--fresh', ...requests(evaluationFormats));
    const proved = await here(
      'proof',
      '--report',
      'html=proof.html',
      '--report',
      'json=proof.json',
    );
    const reports = [
      ...Object.keys(evaluationFormats).map((name) => written(`report.${name}`)),
      written('proof.html'),
      written('proof.json'),
    ];
    for (const text of [evaluated.stdout, proved.stdout, ...reports])
      expect(text).not.toContain(key);
    expect(written('report.json')).toContain('•••');
  });
});
