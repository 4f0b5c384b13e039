import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { galley } from './support/fake-door.ts';
import { openContractValidator, readContract } from './support/json-contracts.ts';

let small: ChatServer;
let large: ChatServer;
let locked: Server;
let folder: string;

beforeAll(async () => {
  small = await startChatServer({
    answer: ({ body }) => `Small says: ${body.messages.at(-1)?.content}`,
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });
  large = await startChatServer({ answer: () => 'Large is sure.', delayMs: 5 });
  locked = createServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"error": {"message": "Bad key"}}');
  });
  await new Promise<void>((resolve) => locked.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'galley-compare-'));
  const lockedUrl = `http://127.0.0.1:${(locked.address() as AddressInfo).port}/v1`;
  write({
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  small: {type: openai-compatible, base_url: "${small.baseUrl}", allow_private: true}
  large: {type: openai-compatible, base_url: "${large.baseUrl}", allow_private: true}
  locked: {type: openai-compatible, base_url: "${lockedUrl}", allow_private: true}
models:
  small-chat:
    provider: small
    name: house-small
    parameters: {max_tokens: 20}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}
  large-chat: {provider: large, name: house-large}
  locked-chat: {provider: locked, name: house-locked}
`,
    'prompts/answer.yaml': `apiVersion: galley/v1
kind: Prompt
inputs: {question: {type: string}}
content: "{{ question }}"
model: {ref: small-chat}
cases:
  - {id: parcel, inputs: {question: Where is my parcel?}}
  - {id: refund, inputs: {question: Where is my money?}}
checks:
  - contains: sure
`,
    'prompts/greet.yaml': `apiVersion: galley/v1
kind: Prompt
content: Hello
model: {ref: small-chat}
`,
    'suites/answers.yaml': `apiVersion: galley/v1
kind: Suite
targets: [answer]
models: [small-chat, large-chat]
cases:
  - {id: late, inputs: {question: Why so late?}}
checks:
  - contains: sure
`,
  });
});
afterAll(async () => {
  await small.close();
  await large.close();
  locked.close();
  rmSync(folder, { recursive: true });
});

const compare = (...commandLine: string[]) => galley(folder, 'compare', 'answer', ...commandLine);

describe('galley compare', () => {
  it('asks every model the same and shows answers, tokens, cost and time side by side', async () => {
    const run = await compare('--models', 'small-chat,large-chat', '--input', 'question=Where?');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^case inputs\n +small-chat +large-chat$/m);
    expect(run.stdout).toMatch(/^tokens +100 in, 10 out +100 in, 50 out$/m);
    expect(run.stdout).toMatch(/^cost +\$0\.0002 +unknown$/m);
    expect(run.stdout).toMatch(/^answer +Small says: Where\? +Large is sure\.$/m);
    expect(run.stderr).toContain('spent $0.0002 and 1 calls of unknown price');
  });

  it('shows why one model fails and goes on with the others', async () => {
    const models = 'locked-chat,small-chat,large-chat';
    const run = await compare('--models', models, '--mode', 'live', '--format', 'json');
    expect(run.exitCode).toBe(3);
    const { cases, target } = JSON.parse(run.stdout);
    expect(target).toBe('answer');
    expect(cases.map(({ caseId }: { caseId: string }) => caseId)).toEqual(['parcel', 'refund']);
    for (const { answers } of cases) {
      expect(answers.map(({ kind }: { kind: string }) => kind)).toEqual([
        'failed',
        'answered',
        'answered',
      ]);
      expect(answers[0]).toMatchObject({
        model: { alias: 'locked-chat' },
        code: 'provider-refused',
      });
    }
    expect(openContractValidator(readContract('compare'))(JSON.parse(run.stdout))).toEqual([]);
  });

  it('takes cases and models from a suite, and one case by its id', async () => {
    const fromSuite = await compare('--suite', 'answers');
    expect(fromSuite.stdout).toContain('Small says: Why so late?');
    const one = await compare('--models', 'small-chat,large-chat', '--case', 'refund');
    expect(one.stdout).toContain('case refund');
    expect(one.stdout).not.toContain('case parcel');
  });

  it('keeps its cap over all models together, and ends with 4', async () => {
    const models = 'small-chat,large-chat';
    const capped = ['--models', models, '--mode', 'live', '--max-cost', '0.0001'];
    const run = await compare(...capped, '--format', 'json');
    expect(run.exitCode).toBe(4);
    const codes = JSON.parse(run.stdout).cases.flatMap(({ answers }: { answers: object[] }) =>
      answers.flatMap((answer) => ('code' in answer ? [answer.code] : [])),
    );
    expect(codes).toContain('budget-exceeded');
  });

  it('sends nothing for an estimate', async () => {
    const before = small.requests.length;
    const run = await compare('--models', 'small-chat,large-chat', '--estimate', '--mode', 'live');
    expect(run.stdout.trim().split('\n')).toHaveLength(4);
    expect(small.requests).toHaveLength(before);
  });

  it('asks for two models that there are, and for a case that there is', async () => {
    expect(await compare('--models', 'small-chat')).toMatchObject({ exitCode: 2 });
    expect((await compare('--models', 'small-chat,tiny')).stderr).toContain('no model alias tiny');
    const wrong = await compare('--models', 'small-chat,large-chat', '--case', 'refunt');
    expect(wrong.stderr).toContain('Did you mean refund?');
    const other = await galley(folder, 'compare', 'greet', '--suite', 'answers');
    expect(other.stderr).toContain('suite answers is not about greet');
  });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
