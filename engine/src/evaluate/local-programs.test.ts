import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramCall } from '../ports/programs.ts';
import { localPrograms } from './local-programs.ts';

const mostOutputBytes = 64 * 1024;
const patient = new AbortController().signal;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-programs-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function programs() {
  const environment = { PATH: dirname(process.execPath), OPENAI_API_KEY: 'sk-very-secret' };
  const mask = (text: string) => text.replaceAll('very-secret', '•••');
  return localPrograms({ environment, platform: process.platform }, folder, mask);
}

/** Runs a script that is written into the project folder. */
function run(source: string, more: Partial<ProgramCall> = {}, signal = patient) {
  writeFileSync(join(folder, 'check.mjs'), source);
  const call = { run: ['node', 'check.mjs'], input: '{}\n', timeoutMs: 5_000, mostOutputBytes };
  return programs().run({ ...call, ...more }, signal);
}

const readAll = `let text = ''; for await (const chunk of process.stdin) text += chunk;`;

describe('localPrograms', () => {
  it('gives the program its input, its folder and an empty environment', async () => {
    const outcome = await run(
      `${readAll} console.log(JSON.stringify({ text, cwd: process.cwd(), env: process.env }));`,
      { input: '{"case":{"id":"late-parcel"}}\n' },
    );
    expect(outcome).toMatchObject({ kind: 'ended', exitCode: 0 });
    const said = JSON.parse('stdout' in outcome ? outcome.stdout : '');
    expect(said.text).toBe('{"case":{"id":"late-parcel"}}\n');
    expect(said.cwd.endsWith(folder.split('/').at(-1) ?? '')).toBe(true);
    expect(said.env).not.toHaveProperty('OPENAI_API_KEY');
    expect(said.env).not.toHaveProperty('PATH');
  });

  it('takes the exit code and masks what is printed', async () => {
    const outcome = await run(`console.error('key sk-very-secret'); process.exit(3);`);
    expect(outcome).toMatchObject({ kind: 'ended', exitCode: 3, stderr: 'key sk-•••\n' });
  });

  it('answers although the program reads nothing and says nothing', async () => {
    const outcome = await run('process.exit(0);', { input: 'x'.repeat(5_000_000) });
    expect(outcome).toEqual({ kind: 'ended', exitCode: 0, stdout: '', stderr: '' });
  });

  it('passes arguments to no shell', async () => {
    writeFileSync(join(folder, 'check.mjs'), 'console.log(JSON.stringify(process.argv.slice(2)));');
    const hostile = ['$(touch broken)', '; touch broken', '`touch broken`', '*'];
    const call = { run: ['node', 'check.mjs', ...hostile], input: '', timeoutMs: 5_000 };
    const outcome = await programs().run({ ...call, mostOutputBytes }, patient);
    expect(JSON.parse('stdout' in outcome ? outcome.stdout : '')).toEqual(hostile);
  });

  it('stops endless output', async () => {
    const outcome = await run(`for (;;) if (!process.stdout.write('x'.repeat(9999)))
      await new Promise((done) => process.stdout.once('drain', done));`);
    expect(outcome.kind).toBe('too-much-output');
  });

  it('stops one that ignores SIGTERM when its time is up', async () => {
    const outcome = await run(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`, {
      timeoutMs: 300,
    });
    expect(outcome.kind).toBe('too-slow');
  });

  it('ends what a program leaves running', async () => {
    const file = join(folder, 'alive');
    const child = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(file)}, 'x'), 20)`;
    writeFileSync(file, '');
    const outcome = await run(`import { spawn } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }).unref();
      while (readFileSync(${JSON.stringify(file)}, 'utf8') === '') await new Promise((done) => setTimeout(done, 10));
      console.log('{"pass": true}'); process.exit(0);`);
    expect(outcome).toMatchObject({ kind: 'ended', stdout: '{"pass": true}\n' });
    await delay(100);
    const { length } = readFileSync(file, 'utf8');
    await delay(200);
    expect(readFileSync(file, 'utf8')).toHaveLength(length);
  });

  it('kills the program when the run is interrupted, and says so', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by a signal');
    setTimeout(() => stop.abort(reason), 200);
    await expect(run('setInterval(() => {}, 1000);', {}, stop.signal)).rejects.toBe(reason);
  });

  it('says which program is not there', async () => {
    expect(await run('', { run: ['no-such-program-here'] })).toEqual({
      kind: 'not-started',
      reason: 'it is not on the PATH',
    });
    expect(await run('', { run: ['./absent'] })).toMatchObject({ kind: 'not-started' });
    const file = join(folder, 'empty');
    writeFileSync(file, 'no program');
    chmodSync(file, 0o755);
    expect((await run('', { run: ['./empty'] })).kind).not.toBe('too-slow');
  });
});
