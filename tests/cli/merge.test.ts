import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { evaluationFormats } from '@galley/engine/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { galley } from './support/fake-door.ts';

let server: ChatServer;
let folder: string;
const formats = Object.keys(evaluationFormats);

beforeAll(async () => {
  server = await startChatServer({
    answer: ({ body }) => (body.messages.at(-1)?.content.includes('vase') ? 'No.' : 'Fine.'),
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });
  folder = mkdtempSync(join(tmpdir(), 'galley-merge-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const words = ['parcel', 'vase', 'lamp', 'chair', 'table', 'shelf', 'mirror'];
const cases = words.map((word) => `  - {id: ${word}, inputs: {message: "Where is my ${word}?"}}\n`);
const suite = (targets: string, more: string, own = cases) => `apiVersion: galley/v1
kind: Suite
targets: [${targets}]
${more}
cases:
${own.join('')}checks:
  - {name: fine, contains: Fine}
  - {name: short, length: {max: 20}, weight: 0.5}
`;
const prompt = (alias: string, text: string) => `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "${text} {{ message }}"
model: {ref: ${alias}}
`;

/** Two suites, one with repeats and a failing case, on a vendor and on a script. */
function writeProject(into: string): void {
  const files: Readonly<Record<string, string>> = {
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  fake: {type: scripted, file: scripted/answers.yaml}
  house: {type: openai-compatible, base_url: "${server.baseUrl}", allow_private: true}
models:
  script: {provider: fake}
  default-chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 10}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}
budgets: {run_usd: 1, mode: strict}
`,
    'scripted/answers.yaml':
      'rules:\n  - {when: {contains: lamp}, say: No., latency_ms: 7}\notherwise: {say: Fine., latency_ms: 3}\n',
    'prompts/answer.yaml': prompt('default-chat', 'Answer:'),
    'prompts/greet.yaml': prompt('script', 'Greet:'),
    'prompts/sign.yaml': prompt('script', 'Sign:'),
    'suites/answers.yaml': suite('answer', 'repeats: 3\ngate: {pass_rate: {min: 0.8}}'),
    'suites/words.yaml': suite('greet, sign', 'repeats: 2'),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}

/** A checkout of its own, as on a runner: nothing is cached there. */
function checkOut(name: string): string {
  const into = join(folder, name);
  writeProject(into);
  return into;
}

const reportsTo = (prefix: string) =>
  formats.flatMap((format) => ['--report', `${format}=${join(folder, `${prefix}.${format}`)}`]);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('shards on runners of their own', () => {
  let whole: Awaited<ReturnType<typeof galley>>;
  beforeAll(async () => {
    whole = await galley(checkOut('whole'), 'eval', '--no-times', ...reportsTo('whole'));
  });

  it.each([1, 2, 3, 7])(
    '%i of them merge to the report of one run, in every format',
    async (count) => {
      const files: string[] = [];
      for (let index = 1; index <= count; index += 1) {
        const file = join(folder, `shard-${index}-of-${count}.jsonl`);
        const shard = ['--shard', `${index}/${count}`, '--format', 'jsonl', '--output', file];
        const run = await galley(checkOut(`runner-${index}-of-${count}`), 'eval', ...shard);
        expect(run.exitCode).toBe(0);
        files.unshift(file);
      }
      const { exitCode, stdout } = await galley(
        folder,
        ...['merge', '--no-times', ...files, ...reportsTo(`merged-${count}`)],
      );
      expect(stdout).toBe(whole.stdout);
      expect(exitCode).toBe(whole.exitCode);
      for (const format of formats) {
        expect(read(`merged-${count}.${format}`)).toBe(read(`whole.${format}`));
      }
    },
  );

  it('miss a gate only when they are merged, and answers are asked once', async () => {
    expect(whole.exitCode).toBe(1);
    const asked = server.requests.length;
    expect(asked % (words.length * 3)).toBe(0);
    const shards = ['shard-1-of-2.jsonl', 'shard-2-of-2.jsonl'].map((name) => join(folder, name));
    const merged = await galley(folder, 'merge', ...shards);
    expect(merged.exitCode).toBe(1);
    expect(merged.stdout).toMatch(/answers +answer +default-chat +6\/7 .* ok/);
    expect(merged.stdout).toMatch(/words .*missed/);
    expect(server.requests.length).toBe(asked);
  });

  it('say what they are, and what is missing when one of them is', async () => {
    const one = join(folder, 'shard-1-of-2.jsonl');
    const alone = await galley(folder, 'merge', one);
    expect(alone).toMatchObject({ exitCode: 3, stdout: '' });
    expect(alone.stderr).toContain('shard 2/2 is missing');
    const allowed = await galley(folder, 'merge', one, '--allow-incomplete');
    expect(allowed.exitCode).toBe(3);
    expect(allowed.stdout).toContain('shard 2/2 is missing');
    const shard = await galley(join(folder, 'whole'), 'eval', '--shard', '1/2');
    expect(shard.exitCode).toBe(0);
    expect(shard.stdout).toContain('Shard 1 of 2');
  });

  it('keep journals of their own: a stopped one goes on, and no other takes its place', async () => {
    const here = checkOut('one-machine');
    const shard = (index: number, ...more: string[]) =>
      galley(
        here,
        ...['eval', 'answers', '--shard', `${index}/2`, '--mode', 'live', '--concurrency', '1'],
        ...more,
      );
    expect((await shard(1, '--max-cost', '0.0015')).exitCode).toBe(4);
    const other = await shard(2);
    expect(other.exitCode).toBe(0);
    expect(other.stderr).not.toContain('resuming');
    expect((await shard(1)).stderr).toMatch(/resuming run .*: [1-9]\d* of 12 runs are done/);
  });
});

it('shards of one plan run side by side in one checkout', async () => {
  const here = checkOut('side-by-side');
  const runs = await Promise.all(
    [1, 2].map((index) => galley(here, 'eval', 'answers', '--shard', `${index}/2`)),
  );
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
});

it('the state of an unfinished run goes on in another checkout', async () => {
  const first = checkOut('first');
  const before = server.requests.length;
  const capped = ['eval', 'answers', '--concurrency', '1', '--mode', 'live'];
  expect((await galley(first, ...capped, '--max-cost', '0.0015')).exitCode).toBe(4);
  const paid = server.requests.length - before;
  expect(paid).toBeGreaterThan(0);
  const second = checkOut('second/elsewhere');
  cpSync(join(first, '.galley', 'runs'), join(second, '.galley', 'runs'), { recursive: true });
  const resumed = await galley(second, ...capped, '--format', 'json');
  expect(resumed.stderr).toContain(`${paid} of 21 runs are done`);
  expect(server.requests.length - before).toBe(words.length * 3);
  expect(JSON.parse(resumed.stdout).summary).toMatchObject({ runs: 21, cases: 7, passed: 6 });
});

describe('queries over all answers of a suite', () => {
  const queries = `checks:
  - {name: fine, contains: Fine, weight: 0.5}
  - {name: no two alike, sql: "SELECT text, count(*) AS times, list(DISTINCT inputs->>'message' ORDER BY inputs->>'message')[1] AS first FROM answers GROUP BY text HAVING count(*) > 3 ORDER BY text"}
  - {name: everything is there, not: true, sql: "SELECT 1 FROM answers HAVING count(*) = 14 AND sum(cost_usd) = 0.0028 AND count(DISTINCT case_id) = 7"}
  - {name: broken, weight: 1, sql: "SELECT nothing FROM answers"}
`;
  const withQueries = (name: string) => {
    const into = checkOut(name);
    const file = join(into, 'suites', 'answers.yaml');
    writeFileSync(file, `${suite('answer', 'repeats: 2').split('checks:')[0]}${queries}`);
    return into;
  };

  it('are left to the merge by shards, and judged there as in one run', async () => {
    const whole = await galley(
      withQueries('asked-whole'),
      ...['eval', 'answers', '--no-times', ...reportsTo('asked')],
    );
    expect(whole.exitCode).toBe(1);
    expect(whole.stdout).toMatch(/no two alike.*the query finds a row: text Fine\., times 12/);
    expect(whole.stdout).not.toContain('everything is there');
    const files: string[] = [];
    for (const index of [1, 2, 3]) {
      const file = join(folder, `asked-${index}.jsonl`);
      const shard = ['--shard', `${index}/3`, '--format', 'jsonl', '--output', file];
      const run = await galley(withQueries(`asked-runner-${index}`), 'eval', 'answers', ...shard);
      expect(run.exitCode).toBe(0);
      files.push(file);
    }
    const merged = await galley(
      folder,
      ...['merge', '--no-times', ...files, ...reportsTo('asked-merged')],
    );
    expect(merged).toMatchObject({ exitCode: 1, stdout: whole.stdout });
    for (const format of formats) {
      expect(read(`asked-merged.${format}`)).toBe(read(`asked.${format}`));
    }
    const part = await galley(folder, 'merge', '--allow-incomplete', ...files.slice(0, 2));
    expect(part.exitCode).toBe(1);
    expect(part.stdout).toContain('shard 3/3 is missing');
  });
});
