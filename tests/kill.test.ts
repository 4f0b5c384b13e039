import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@galley/engine/units';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from './support/chat-server.ts';
import { repositoryRoot } from './support/source-files.ts';

const cases = 40;
const concurrency = 3;
const answerMs = 12;
/** What the server bills for each request: 100 tokens in at $1 and 50 out at $2 a million. */
const billedNanoUsd = 100 * 1_000 + 50 * 2_000;
let root: string;
let server: ChatServer;
let undisturbed: string;

beforeAll(async () => {
  server = await startChatServer({ delayMs: answerMs });
  root = mkdtempSync(join(tmpdir(), 'galley-kill-'));
  await bundleCli(join(root, 'cli'));
  const run = await evaluate(checkOut('undisturbed'));
  expect(run).toMatchObject({ code: 0, requests: cases });
  undisturbed = run.stdout;
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

// CommonJS packages ask for Node's modules by `require`, which ES modules do not have.
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** As it is published: it starts in half the time, and here it starts two dozen times. */
async function bundleCli(outdir: string): Promise<void> {
  await build({
    entryPoints: { galley: join(repositoryRoot, 'cli', 'src', 'main.ts') },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    external: ['@duckdb/node-api'],
    banner: { js: requireForCommonJs },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
}

function checkOut(name: string, { baseUrl } = server): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'prompts'), { recursive: true });
  writeFileSync(
    join(folder, 'galley.yaml'),
    `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${baseUrl}", key: {secret: HOUSE_KEY}, allow_private: true}
models:
  default-chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 20}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 2, as_of: 2026-11-01}
budgets: {run_usd: 1}
`,
  );
  const rows = Array.from({ length: cases }, (_, index) => `  - inputs: {name: Ada ${index}}`);
  writeFileSync(
    join(folder, 'prompts', 'greet.yaml'),
    `apiVersion: galley/v1
kind: Prompt
inputs: {name: {type: string}}
content: "Greet {{ name }}."
model: {ref: default-chat}
checks: [{contains: "Greet \${{ case.inputs.name }}."}]
cases:
${rows.join('\n')}
`,
  );
  return folder;
}

interface KillPoint {
  /** Requests of this process that the vendor has seen. */
  readonly requests: number;
  readonly thenMs: number;
}

/** Runs `galley eval --mode live`; kills it without warning at a point. */
async function evaluate(folder: string, kill?: KillPoint, { host } = server) {
  const before = server.requests.length;
  const child = spawn(
    process.execPath,
    [
      join(root, 'cli', 'galley.mjs'),
      ...['eval', '-C', folder, '--mode', 'live', '--format', 'jsonl', '--no-times'],
      ...['--concurrency', String(concurrency)],
    ],
    {
      env: {
        ...process.env,
        HOUSE_KEY: 'key-of-the-house',
        GALLEY_SECRET_HOSTS: `HOUSE_KEY=${host}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const watch = setInterval(() => {
    if (kill === undefined || server.requests.length - before < kill.requests) return;
    clearInterval(watch);
    setTimeout(() => child.kill('SIGKILL'), kill.thenMs);
  }, 1);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  return { code, stdout, stderr, requests: server.requests.length - before };
}

/** Of the folder's only run record. */
function recordedNanoUsd(folder: string): number {
  const runs = join(folder, '.galley', 'runs');
  const names = readdirSync(runs, { recursive: true, encoding: 'utf8' });
  const records = names.filter((name) => name.endsWith('.json'));
  expect(records).toHaveLength(1);
  return JSON.parse(readFileSync(join(runs, String(records[0])), 'utf8')).totals.knownCostNanoUsd;
}

const questionsSince = (before: number) =>
  server.requests.slice(before).map(({ body }) => body.messages.at(-1)?.content ?? '');

it.each([1, 2, 3, 4])(
  'killed at five random points (seed %i), a run asks one pass plus what was in flight, and reports the same',
  { timeout: 60_000 },
  async (seed) => {
    const random = seededRandom(seed);
    const between = (low: number, high: number) => low + (random() % (high - low));
    const before = server.requests.length;
    let folder = checkOut(`killed-${seed}`);
    for (let kills = 1; kills <= 5; kills += 1) {
      const point = { requests: between(1, 7), thenMs: between(0, answerMs * 2) };
      const killed = await evaluate(folder, point);
      expect(killed.code).toBe(null);
      // The state of a dead run goes on wherever it is copied to, its lock and its torn line included.
      if (kills !== 3) continue;
      const elsewhere = checkOut(`killed-${seed}-elsewhere`);
      const runs = join('.galley', 'runs');
      cpSync(join(folder, runs), join(elsewhere, runs), { recursive: true });
      folder = elsewhere;
    }
    const resumed = await evaluate(folder);
    expect(resumed.stderr).toContain('resuming run');
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toBe(undisturbed);
    const asked = questionsSince(before);
    expect(new Set(asked).size).toBe(cases);
    expect(asked.length).toBeLessThanOrEqual(cases + 5 * concurrency);
    // Whatever was under way at a kill is counted as if it had cost the most it could.
    expect(recordedNanoUsd(folder)).toBeGreaterThanOrEqual(asked.length * billedNanoUsd);
    expect(resumed.stderr).toContain('were cut off');
  },
);

it('a second process leaves a run to the first one', { timeout: 60_000 }, async () => {
  const slow = await startChatServer({ delayMs: 150 });
  const folder = checkOut('shared', slow);
  const first = evaluate(folder, undefined, slow);
  while (slow.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const second = await evaluate(folder, undefined, slow);
  expect(second).toMatchObject({ code: 3, stdout: '' });
  expect(second.stderr).toMatch(/process \d+ on .* is making this run/);
  expect(await first).toMatchObject({ code: 0 });
  expect(slow.requests).toHaveLength(cases);
  await slow.close();
});
