import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from './support/chat-server.ts';
import { repositoryRoot } from './support/source-files.ts';

const cases = 40;
const concurrency = 4;
let folder: string;
let server: ChatServer;

beforeEach(async () => {
  server = await startChatServer({ delayMs: 30 });
  folder = mkdtempSync(join(tmpdir(), 'galley-kill-'));
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(
    join(folder, 'galley.yaml'),
    `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${server.baseUrl}", key: {secret: HOUSE_KEY}, allow_private: true}
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
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `galley eval --mode live`; kills it without warning once the server saw `killAfter` requests. */
function evaluate(killAfter = Number.POSITIVE_INFINITY) {
  const child = spawn(
    process.execPath,
    [
      join(repositoryRoot, 'cli', 'src', 'main.ts'),
      ...['eval', '-C', folder, '--mode', 'live', '--format', 'json'],
      ...['--concurrency', String(concurrency)],
    ],
    {
      env: {
        ...process.env,
        HOUSE_KEY: 'key-of-the-house',
        GALLEY_SECRET_HOSTS: `HOUSE_KEY=${server.host}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const before = server.requests.length;
  const watch = setInterval(() => {
    if (server.requests.length - before >= killAfter) child.kill('SIGKILL');
  }, 1);
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('close', (code) => {
      clearInterval(watch);
      resolve({ code, stdout, stderr });
    });
  });
}

it.each([7, 18, 33])(
  'killed after %i requests, the same command repeats no finished call',
  async (killAfter) => {
    const killed = await evaluate(killAfter);
    expect(killed.code).toBe(null);
    const sentBefore = server.requests.length;
    expect(sentBefore).toBeLessThan(cases);

    const resumed = await evaluate();
    expect(resumed.stderr).not.toContain('internal error');
    expect(resumed.code).toBe(0);
    const { summary, results } = JSON.parse(resumed.stdout);
    expect(summary).toMatchObject({ cases, passed: cases, errors: 0, notExecuted: 0 });
    expect(results).toHaveLength(cases);
    // Only what was under way when the process died may be asked twice.
    expect(server.requests.length).toBeLessThanOrEqual(cases + concurrency);
    const asked = new Set(server.requests.map(({ body }) => body.messages.at(-1)?.content));
    expect(asked.size).toBe(cases);
  },
);
