import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
beforeAll(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(smallProject)) repository.write(path, text);
  repository.commit('start');
});
afterAll(() => repository.remove());
const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);

describe('a refusal says what to write instead', () => {
  it('names an unknown model once, however many suites it was meant for', async () => {
    const run = await here('eval', '--model', 'defualt-chat');
    expect(run.exitCode).toBe(2);
    expect(run.stderr.match(/declares no model alias/g)).toHaveLength(1);
    expect(run.stderr).toMatch(/Did you mean \S+\?/);
  });

  it('offers the suites that have a judge, when the one that is named has none', async () => {
    const run = await here('judge', 'calibrate', 'support/reply', '--labels', 'labels.jsonl');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('has no judge');
    expect(run.stderr).toContain('No suite of this project has one');
  });

  it('suggests the nearest suite to calibrate', async () => {
    const run = await here('judge', 'calibrate', 'support/repli', '--labels', 'labels.jsonl');
    expect(run.stderr).toContain('Did you mean support/reply?');
  });

  it('says what a missing file should have been', async () => {
    const run = await here('render', 'support/reply', '--messages', 'history=nowhere.yaml');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('nowhere.yaml does not exist');
    expect(run.stderr).toContain('standard input');
  });

  it('lists the ids or tags there are when none is near', async () => {
    const run = await here('eval', '--filter', 'tag=zzzzzzzz');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('have no tags');
    const { stderr } = await here('eval', '--filter', 'id=zzzzzzzz');
    expect(stderr).toContain('The ids of these suites: broken, late.');
  });

  it('lists the cases of a suite when none is near, and says once that nothing is due', async () => {
    const compared = ['compare', 'support/reply', '--models', 'a,b', '--case', 'zzzzzzzz'];
    expect((await here(...compared)).stderr).toContain('Its cases: late, broken.');
    const { stderr } = await here('eval', '--when', 'nightly');
    expect(stderr).toContain('no suite has `when: nightly`');
    expect(stderr).not.toContain('not run, because');
  });

  it('says of a suite without recordings how to make them, and where the suites are listed', async () => {
    const { stderr } = await here('cassette', 'verify', 'support/repli');
    expect(stderr).toContain('no cassette');
    expect(stderr).toContain('galley list suites');
    expect(stderr).toContain('--mode record');
  });
});

describe('galley diff', () => {
  it('takes base and head as options too, as galley proof does', async () => {
    const asArguments = await here('diff', 'main', 'HEAD');
    expect(asArguments.exitCode).toBe(0);
    expect(await here('diff', '--base', 'main', '--head', 'HEAD')).toEqual(asArguments);
    const both = await here('diff', 'main', '--base', 'main');
    expect(both.exitCode).toBe(2);
    expect(both.stderr).toContain('--base');
  });
});
