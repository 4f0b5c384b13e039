import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';

let repository: TemporaryRepository;

beforeEach(() => {
  repository = createTemporaryRepository();
});
afterEach(() => repository.remove());

function writePrompt(checks: string, cases = '  - {id: returns, inputs: {message: How long?}}') {
  repository.write(
    'prompts/reply.yaml',
    `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "{{ message }}"
model: {ref: default-chat}
cases:
${cases}
checks:
${checks}`,
  );
}

describe('similar', () => {
  let server: Server;
  let inputs: string[];
  let baseUrl: string;

  beforeEach(async () => {
    inputs = [];
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const body = JSON.parse(text);
      response.writeHead(200, { 'content-type': 'application/json' });
      if (request.url?.endsWith('/embeddings')) {
        inputs.push(body.input);
        const embedding = body.input.includes('30 days') ? [3, 4] : [4, -3];
        const usage = { prompt_tokens: 10, total_tokens: 10 };
        const data = [{ object: 'embedding', index: 0, embedding }];
        response.end(JSON.stringify({ object: 'list', model: 'embed-1', data, usage }));
        return;
      }
      const message = { role: 'assistant', content: 'You have 30 days.' };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
      response.end(JSON.stringify({ object: 'chat.completion', model: 'small-1', choices, usage }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const price = 'pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}';
    repository.write(
      'galley.yaml',
      `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "${baseUrl}", allow_private: true}}
models:
  default-chat: {provider: house, name: small-1, parameters: {max_tokens: 10}, ${price}}
  embedding: {provider: house, name: embed-1, ${price}}
budgets: {run_usd: 1, mode: strict}
`,
    );
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks for embeddings, counts them to the nano-dollar and records them', async () => {
    writePrompt('  - similar: {to: Returns are taken for 30 days., min: 0.9}\n');
    const first = await galley(repository.folder, 'eval', '--mode', 'record', '--format', 'json');
    expect(first.stderr).not.toContain('error');
    const { results } = JSON.parse(first.stdout);
    expect(results[0].checks[0]).toMatchObject({ outcome: 'passed', costNanoUsd: 20_000 });
    expect(results[0].costNanoUsd).toBe(220_000);
    expect(inputs).toEqual(['You have 30 days.', 'Returns are taken for 30 days.']);
    const again = await galley(repository.folder, 'eval', '--mode', 'replay', '--format', 'json');
    expect(JSON.parse(again.stdout).results[0]).toMatchObject({
      outcome: 'passed',
      costNanoUsd: 0,
      savedNanoUsd: 220_000,
    });
    expect(inputs).toHaveLength(2);
  });

  it('fails what means something else', async () => {
    writePrompt('  - similar: {to: Our office is closed.}\n');
    const { exitCode, stdout } = await galley(repository.folder, 'eval', '--format', 'json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).results[0].checks[0]).toMatchObject({ outcome: 'failed', score: 0 });
  });
});

describe('scripted judges, programs and queries', () => {
  const program = `let text = '';
for await (const chunk of process.stdin) text += chunk;
const { value } = JSON.parse(text);
console.log(JSON.stringify({ pass: value.length > 10, reason: value.length + ' characters' }));
`;

  beforeEach(() => {
    repository.write(
      'galley.yaml',
      `apiVersion: galley/v1
kind: Project
providers: {fake: {type: scripted, file: scripted/fake.yaml}}
models: {default-chat: {provider: fake}, judge: {provider: fake}}
commands: {tone: {run: [node, checks/tone.mjs]}}
`,
    );
    repository.write(
      'scripted/fake.yaml',
      `rules:
  - {when: {all: [{contains: You are grading, of: system}, {contains: sorry}]}, json: {reason: kind, score: 0.9}}
  - {when: {contains: You are grading, of: system}, json: {reason: curt, score: 0.1}}
otherwise: {say: We are sorry.}
`,
    );
    repository.write('checks/tone.mjs', program);
  });

  const twoCases =
    '  - {id: late, inputs: {message: Late?}}\n  - {id: lost, inputs: {message: Lost?}}';

  it('run a program of galley.yaml from the project folder', async () => {
    writePrompt('  - command: tone\n');
    const { exitCode, stdout } = await galley(repository.folder, 'eval', '--format', 'json');
    expect(JSON.parse(stdout).results[0].checks[0]).toMatchObject({ outcome: 'passed' });
    expect(exitCode).toBe(0);
  });

  it('judge all answers together and show the offending rows', async () => {
    writePrompt(
      '  - {name: no twins, sql: SELECT text FROM answers GROUP BY text HAVING count(*) > 1}\n',
      twoCases,
    );
    const { exitCode, stdout } = await galley(repository.folder, 'eval');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('check “no twins” fails: the query finds a row: text We are sorry.');
  });

  it('are measured against labels', async () => {
    writePrompt('  - {name: kind, judge: The reply is kind., min: 0.5}\n');
    const pair = '{"answer": "so sorry", "human": "pass"}\n{"answer": "no", "human": "fail"}\n';
    repository.write('labels.jsonl', pair.repeat(10));
    const calibrate = ['judge', 'calibrate', 'reply', '--labels', 'labels.jsonl'];
    const agreed = await galley(repository.folder, ...calibrate);
    expect(agreed.stdout).toContain('kappa 1.00 (95 % 1.00 … 1.00): at least 0.6');
    expect(agreed.exitCode).toBe(0);
    repository.write('labels.jsonl', pair.replace('pass', 'fail').repeat(10));
    const apart = await galley(repository.folder, ...calibrate);
    expect(apart.exitCode).toBe(1);
    expect(apart.stdout).toContain('line 1: people fail, judge pass');
    const missing = await galley(repository.folder, ...calibrate.slice(0, 4), 'nowhere.jsonl');
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
