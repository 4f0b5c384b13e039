import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keylessChildProcess } from '@galley/engine/keyless-child';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programEntry } from './support/program-entry.ts';
import { testClock } from './support/test-clock.ts';

const secretName = 'OPENAI_API_KEY';
const secret = 'sk-not-for-children';

/** Started like the real child, but taken over: it does what the pattern says. */
const child = keylessChildProcess({ clock: testClock(), entry: programEntry('probe') });
const outside = mkdtempSync(join(tmpdir(), 'galley-outside-'));
let before: string | undefined;
let server: Server;

beforeAll(async () => {
  before = process.env[secretName];
  process.env[secretName] = secret;
  writeFileSync(join(outside, '.env'), `${secretName}=${secret}`);
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(async () => {
  await child.dispose();
  server.close();
  rmSync(outside, { recursive: true });
  if (before === undefined) delete process.env[secretName];
  else process.env[secretName] = before;
});

async function attempt(order: string): Promise<{ done?: unknown; refused?: string }> {
  const { fault } = await child.matchPattern({ pattern: order, texts: [] });
  return JSON.parse(fault?.message ?? '{}');
}

describe('a child that was taken over', () => {
  it('has an empty environment', async () => {
    expect(await attempt('environment')).toEqual({ done: [] });
  });

  it('stands in an empty folder that it cannot list', async () => {
    const { done } = await attempt('folder');
    expect(readdirSync(String(done))).toEqual([]);
    expect(await attempt(`listFolder ${done}`)).toEqual({ refused: 'ERR_ACCESS_DENIED' });
  });

  it.each([
    ['/etc/passwd', 'the system'],
    [join(outside, '.env'), 'a file with keys'],
    [join(import.meta.dirname, 'guard.test.ts'), 'a file beside its program'],
    ['/proc/self/environ', 'its process'],
  ])('cannot read %s (%s)', async (path) => {
    expect(await attempt(`readFile ${path}`)).toEqual({ refused: 'ERR_ACCESS_DENIED' });
  });

  it('cannot write, neither outside nor where it stands', async () => {
    const { done } = await attempt('folder');
    for (const folder of [outside, String(done), tmpdir()]) {
      const path = join(folder, 'left-behind');
      expect(await attempt(`writeFile ${path}`)).toEqual({ refused: 'ERR_ACCESS_DENIED' });
    }
    expect(readdirSync(outside)).toEqual(['.env']);
  });

  it.each(['runProgram', 'spawnProgram', 'startWorker'])('cannot %s', async (order) => {
    expect(await attempt(order)).toEqual({ refused: 'ERR_ACCESS_DENIED' });
  });

  it.each(['evaluate', 'makeFunction'])('cannot %s from text', async (order) => {
    expect(await attempt(order)).toEqual({ refused: 'EvalError' });
  });

  it('reaches no network where a namespace can be had, and the guard says which it is', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { network } = await child.guard();
    const result = await attempt(`reachNetwork ${port}`);
    expect(result).toEqual(
      network === 'namespace' ? { refused: 'ENETUNREACH' } : { done: 'connected' },
    );
  });
});

describe('the keyless child itself', () => {
  it.skipIf(process.platform !== 'linux')('runs with the flags and nothing inherited', async () => {
    const real = keylessChildProcess({ clock: testClock() });
    await real.matchPattern({ pattern: 'refund', texts: ['refund'] });
    const commandLine = readFileSync(`/proc/${real.pid}/cmdline`, 'utf8').split('\0');
    const environment = readFileSync(`/proc/${real.pid}/environ`, 'utf8');
    await real.dispose();
    expect(commandLine).toContain('--permission');
    expect(commandLine).toContain('--disallow-code-generation-from-strings');
    expect(commandLine).toContain('--max-old-space-size=512');
    expect(
      commandLine.filter((flag) => /allow-(?!fs-read=)/.test(flag) && /^--allow/.test(flag)),
    ).toEqual([]);
    expect(environment).toBe('');
  });
});
