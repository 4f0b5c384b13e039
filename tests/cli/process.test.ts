import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { projectOn, questionsTo, startHouse } from './support/house-project.ts';
import { smallProject } from './support/small-project.ts';

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
let repository: TemporaryRepository;
let server: ChatServer;
beforeEach(async () => {
  repository = createTemporaryRepository();
  server = await startHouse({ delayMs: 40 });
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

const write = (files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
};
const start = (...commandLine: string[]) =>
  spawn(process.execPath, [main, ...commandLine], { cwd: repository.folder });

const ended = (child: ReturnType<typeof start>) =>
  new Promise<number | null>((resolve) => child.on('close', resolve));

describe('the galley process', () => {
  it('prints its version without loading the grammar of the command line', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('loads no SDK, no tokenizer and no second Git to validate, list or render', async () => {
    write(smallProject);
    for (const commandLine of [
      ['validate'],
      ['list'],
      ['render', 'support/reply', '--input', 'message=x'],
      ['render', 'support/reply', '--input', 'message=x', '--format', 'openai'],
    ]) {
      const script = `
        import { registerHooks } from 'node:module';
        registerHooks({ load(url, context, next) {
          if (/node_modules[\\\\/](openai|gpt-tokenizer|isomorphic-git|@pydantic)[\\\\/]/.test(url)) {
            process.stderr.write('LOADED ' + url + '\\n');
          }
          return next(url, context);
        } });
        process.argv = [process.argv[0], 'galley', ...${JSON.stringify(commandLine)}];
        await import(${JSON.stringify(new URL('../../cli/src/main.ts', import.meta.url).href)});`;
      const { stderr } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', script],
        { cwd: repository.folder },
      );
      expect(stderr, commandLine.join(' ')).not.toContain('LOADED');
    }
  });

  it('ends with its own exit code and no trace when its reader leaves', async () => {
    write(smallProject);
    for (let index = 0; index < 400; index += 1) {
      repository.write(
        `prompts/p${index}.yaml`,
        'apiVersion: galley/v1\nkind: Prompt\ncontent: "{{ nobody }}"\n',
      );
    }
    const child = start('validate');
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended(child)).toBe(2);
    expect(stderr).not.toMatch(/EPIPE|\n {4}at /);
  });

  it('stops on SIGINT with whole JSON and exit 130, and resumes without repeating a call', async () => {
    write(projectOn(server.baseUrl, 12));
    const commandLine = ['eval', '--mode', 'live', '--concurrency', '2', '--format', 'json'];
    const child = start(...commandLine);
    let stdout = '';
    let isSignalled = false;
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      if (!isSignalled && stdout.includes('case-2')) {
        isSignalled = true;
        child.kill('SIGINT');
      }
    });
    expect(await ended(child)).toBe(130);
    const { stoppedBy, summary } = JSON.parse(stdout);
    expect(stoppedBy.code).toBe('interrupted');
    expect(summary.runs).toBeGreaterThan(2);
    const sentBefore = questionsTo(server).length;
    expect(sentBefore).toBeLessThan(12);

    const again = start(...commandLine);
    let resumed = '';
    again.stdout.on('data', (chunk) => {
      resumed += chunk;
    });
    expect(await ended(again)).toBe(0);
    expect(JSON.parse(resumed).summary).toMatchObject({ cases: 12, passed: 12 });
    const finished = new Set(
      JSON.parse(stdout).results.map(
        ({ inputs }: { inputs: { message: string } }) => inputs.message,
      ),
    );
    const askedAgain = questionsTo(server).slice(sentBefore);
    expect(askedAgain.filter((question) => finished.has(question))).toEqual([]);
  });
});
