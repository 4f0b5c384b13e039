import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { projectOn, questionsTo, startHouse } from './support/house-project.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
let server: ChatServer;
beforeEach(async () => {
  repository = createTemporaryRepository();
  server = await startHouse();
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

const write = (files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
};
const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);

/** One call: 100 tokens in at $1 and 10 out at $10 per million. */
const callNanoUsd = 200_000;

describe('galley eval with a scripted model', () => {
  beforeEach(() => write(smallProject));

  it('passes without a key, says that answers are scripted, and exits 0', async () => {
    const run = await here('eval');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/support\/reply +support\/reply +default-chat +2\/2 .* ok/);
    expect(run.stderr).toContain('scripted');
  });

  it('exits 1 when a case of a suite without a minimum fails, and says why', async () => {
    write({ 'parts/tone/polite.yaml': 'apiVersion: galley/v1\nkind: Part\ncontent: Be brief.\n' });
    const run = await here('eval');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/failed support\/reply support\/reply late signed: .*got “No\.”/);
  });

  it('exits 2 before anything runs when a target has errors', async () => {
    const text = smallProject['prompts/support/reply.yaml'] ?? '';
    write({ 'prompts/support/reply.yaml': text.replace('"{{ message }}"', '"{{ mesage }}"') });
    const run = await here('eval');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('reply.yaml:16:18');
  });

  it('exits 2 before anything runs when a suite is too broken to be one', async () => {
    const suite = 'apiVersion: galley/v1\nkind: Suite\ntargets: [support/reply]\n';
    write({
      'suites/tone.yaml': `${suite}cases: [{inputs: {message: Hi}}]\nchecks: [{length: {min: 1.5}}]\n`,
    });
    for (const command of [['eval'], ['eval', '--when', 'all'], ['eval', 'tone']]) {
      const run = await here(...command);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain('suites/tone.yaml:5:25');
    }
    expect((await here('eval', 'support/reply')).exitCode).toBe(0);
  });

  it('exits 2 when a prompt with cases is too broken, or no file at all', async () => {
    write({ 'prompts/support/other.yaml': 'apiVersion: galley/v1\nkind: Prompt\ncontents: Hi\n' });
    expect(await here('eval')).toMatchObject({ exitCode: 2, stdout: '' });
    rmSync(join(repository.folder, 'prompts/support/other.yaml'), { force: true });
    symlinkSync('/nowhere.yaml', join(repository.folder, 'prompts/support/linked.yaml'));
    const linked = await here('eval');
    expect(linked).toMatchObject({ exitCode: 2, stdout: '' });
    expect(linked.stderr).toContain('symbolic link');
  });

  it('names the place of the fault in the file of a scripted model', async () => {
    write({ 'scripted/answers.yaml': 'rules: []\notherwise: {say: [No.}\n' });
    const run = await here('eval');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/scripted\/answers\.yaml:2:\d+/);
  });

  it('suggests the nearest suite', async () => {
    const run = await here('eval', 'support/repli');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('support/reply');
  });

  it('keeps its state out of Git and out of links', async () => {
    await here('eval');
    expect(repository.git('status', '--porcelain', '--untracked-files=all')).not.toContain(
      '.galley',
    );
    expect(readdirSync(join(repository.folder, '.galley', 'runs')).length).toBeGreaterThan(0);
  });

  it('refuses a .galley that is a link or comes with the repository', async () => {
    write({ 'elsewhere/note.txt': 'mine\n' });
    symlinkSync(join(repository.folder, 'elsewhere'), join(repository.folder, '.galley'));
    const linked = await here('eval');
    expect(linked.exitCode).toBe(3);
    expect(readdirSync(join(repository.folder, 'elsewhere'))).toEqual(['note.txt']);
    repository.git('init', '-q');
    const other = createTemporaryRepository();
    for (const [path, text] of Object.entries(smallProject)) other.write(path, text);
    other.write('.galley/cache/ab/forged.json', '{}');
    other.commit('with forged answers');
    const forged = await galley(other.folder, 'eval');
    other.remove();
    expect(forged.exitCode).toBe(3);
    expect(forged.stderr).toContain('git rm -r --cached .galley');
  });
});

describe('galley eval with a server', () => {
  it('adds up exact costs, and pays nothing for answers it has', async () => {
    write(projectOn(server.baseUrl, 5));
    const first = JSON.parse((await here('eval', '--format', 'json')).stdout);
    expect(first.summary).toMatchObject({
      cases: 5,
      passed: 5,
      requests: 5,
      costNanoUsd: 5 * callNanoUsd,
      savedNanoUsd: 0,
    });
    const again = await here('eval', '--format', 'json');
    expect(again.stderr).toContain(
      'nothing to ask: every answer was known, 0 requests, $0 spent, $0.001 saved',
    );
    const second = JSON.parse(again.stdout);
    expect(second.summary).toMatchObject({
      requests: 0,
      cached: 5,
      costNanoUsd: 0,
      savedNanoUsd: 5 * callNanoUsd,
    });
    expect(questionsTo(server)).toHaveLength(5);
  });

  it('sends nothing for --estimate, and calls nothing in replay', async () => {
    write(projectOn(server.baseUrl, 3));
    const estimate = await here('eval', '--estimate', '--format', 'json');
    expect(estimate.exitCode).toBe(0);
    expect(JSON.parse(estimate.stdout)).toMatchObject({ calls: 3 });
    const replayed = JSON.parse(
      (await here('eval', '--mode', 'replay', '--format', 'json')).stdout,
    );
    expect(replayed.summary).toMatchObject({ notExecuted: 3, passed: 0, failed: 0 });
    expect(questionsTo(server)).toEqual([]);
  });

  it('stops at --max-cost with exit 4, whole JSON and no overspending', async () => {
    write(projectOn(server.baseUrl, 20));
    const run = await here('eval', '--max-cost', '0.002', '--concurrency', '1', '--format', 'json');
    expect(run.exitCode).toBe(4);
    const { results, summary, stoppedBy, runs } = JSON.parse(run.stdout);
    expect(stoppedBy.code).toBe('budget-exceeded');
    expect(runs).toBe(20);
    expect(results).toHaveLength(questionsTo(server).length);
    expect(summary.costNanoUsd).toBe(questionsTo(server).length * callNanoUsd);
    expect(summary.costNanoUsd).toBeLessThanOrEqual(2_000_000);
    expect(questionsTo(server).length).toBeGreaterThan(0);
  });

  it('resumes an interrupted run in any mode without repeating a finished call', async () => {
    write(projectOn(server.baseUrl, 8));
    const stop = new AbortController();
    let results = 0;
    const interrupted = await galley(
      {
        cwd: repository.folder,
        signal: stop.signal,
        onWrite: (text) => {
          if (text.includes('"caseId"')) results += 1;
          if (results === 3) stop.abort(new GalleyError('interrupted', 'stopped by a signal'));
        },
      },
      ...['eval', '--mode', 'live', '--concurrency', '1', '--format', 'json'],
    );
    expect(interrupted.exitCode).toBe(130);
    const partial = JSON.parse(interrupted.stdout);
    expect(partial.stoppedBy.code).toBe('interrupted');
    expect(partial.summary.runs).toBeLessThan(8);
    const resumed = await here('eval', '--mode', 'live', '--concurrency', '1', '--format', 'json');
    expect(resumed.exitCode).toBe(0);
    expect(resumed.stderr).toContain('resuming run');
    expect(JSON.parse(resumed.stdout).summary).toMatchObject({ passed: 8, cases: 8 });
    expect([...questionsTo(server)].sort()).toEqual([...new Set(questionsTo(server))].sort());
    expect(new Set(questionsTo(server)).size).toBe(8);
  });

  it('records cassettes that replay without a server', async () => {
    write(projectOn(server.baseUrl, 2));
    const recorded = await here('eval', '--mode', 'record');
    expect(recorded.stderr).toContain('recorded cassettes/answer.jsonl');
    repository.git('clean', '-q', '-f', '-d', '-x', '.galley');
    const replayed = JSON.parse(
      (await here('eval', '--mode', 'replay', '--format', 'json')).stdout,
    );
    expect(replayed.summary).toMatchObject({ passed: 2, replayed: 2, costNanoUsd: 0 });
    expect(replayed.results[0].source).toBe('cassette-local');
    expect(questionsTo(server)).toHaveLength(2);
  });

  it('exits 3 when a provider cannot be reached', async () => {
    const files = projectOn(server.baseUrl, 1);
    await server.close();
    write(files);
    server = await startHouse();
    const stop = new AbortController();
    const run = await galley(
      { cwd: repository.folder, signal: stop.signal },
      'eval',
      '--format',
      'json',
    );
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).summary.errors).toBe(1);
  });
});

describe('galley run', () => {
  const key = '\n    key: {secret: HOUSE_KEY}';

  it('prints the answer alone on standard output, model and cost on standard error', async () => {
    write(projectOn(server.baseUrl, 1));
    const run = await here('run', 'answer', '--input', 'message=Hello');
    expect(run).toMatchObject({ exitCode: 0, stdout: 'Fine.\n' });
    expect(run.stderr).toMatch(/default-chat \(house-small\): 100 tokens in, 10 out, \$0\.0002,/);
    const records = readdirSync(join(repository.folder, '.galley', 'runs'), { recursive: true });
    expect(records.some((file) => String(file).endsWith('.json'))).toBe(true);
  });

  it('sends a key only to the host that the user bound it to', async () => {
    write(projectOn(server.baseUrl, 1, key));
    const environment = { PATH: process.env.PATH, HOUSE_KEY: 'sk-house-0123456789' };
    const request = ['run', 'answer', '--input', 'message=Hello'] as const;
    const unbound = await galley({ cwd: repository.folder, environment }, ...request);
    expect(unbound.exitCode).toBe(2);
    expect(unbound.stderr).toContain(`HOUSE_KEY=${server.host}`);
    expect(questionsTo(server)).toEqual([]);
    const bound = { ...environment, GALLEY_SECRET_HOSTS: `HOUSE_KEY=${server.host}` };
    expect(
      (await galley({ cwd: repository.folder, environment: bound }, ...request)).exitCode,
    ).toBe(0);
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer sk-house-0123456789',
    ]);
  });

  it('takes a value from .env, and never a binding', async () => {
    write(projectOn(server.baseUrl, 1, key));
    const lines = `HOUSE_KEY=sk-house-0123456789\nGALLEY_SECRET_HOSTS=HOUSE_KEY=${server.host}\n`;
    writeFileSync(join(repository.folder, '.env'), lines);
    const request = ['run', 'answer', '--input', 'message=Hello'] as const;
    const unbound = await here(...request);
    expect(unbound.exitCode).toBe(2);
    expect(questionsTo(server)).toEqual([]);
    const environment = { PATH: process.env.PATH, GALLEY_SECRET_HOSTS: `HOUSE_KEY=${server.host}` };
    expect((await galley({ cwd: repository.folder, environment }, ...request)).exitCode).toBe(0);
  });

  it('says where to put a missing key', async () => {
    write(projectOn(server.baseUrl, 1, key));
    const run = await here('run', 'answer', '--input', 'message=Hello');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('.env');
    expect(existsSync(join(repository.folder, '.env'))).toBe(false);
  });

  it('keeps no prompt and no answer in the run record', async () => {
    write(projectOn(server.baseUrl, 1));
    await here('run', 'answer', '--input', 'message=Hello');
    const folder = join(repository.folder, '.galley', 'runs');
    const record = readdirSync(folder, { recursive: true })
      .map(String)
      .find((file) => file.endsWith('.json'));
    const text = readFileSync(join(folder, record ?? ''), 'utf8');
    expect(JSON.parse(text).totals.costNanoUsd).toBe(callNanoUsd);
    expect(text).not.toMatch(/Hello|Fine/);
  });
});
