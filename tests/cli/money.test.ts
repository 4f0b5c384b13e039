import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';

let repository: TemporaryRepository;
let server: ChatServer;
/** What the vendor answers to whom; anyone else gets 200. */
let failing: RegExp | undefined;
/** One call: 100 tokens in at $1 and 10 out at $10 per million. */
const callNanoUsd = 200_000;

beforeEach(async () => {
  repository = createTemporaryRepository();
  failing = undefined;
  server = await startChatServer({
    status: ({ body }) => (failing?.test(JSON.stringify(body.messages)) ? 500 : 200),
    usage: { prompt_tokens: 100, completion_tokens: 10 },
    answer: ({ body }) =>
      body.messages[0]?.content.startsWith('You are grading')
        ? '{"reason": "polite", "score": 0.9}'
        : `Answer ${server.requests.length}`,
  });
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

interface Project {
  readonly pricing?: string;
  readonly checks: string;
  readonly repeats?: number;
  readonly mode?: string;
  readonly cases?: number;
}

function write({
  pricing = '{input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}',
  ...project
}: Project) {
  const price = pricing === '' ? '' : `, pricing: ${pricing}`;
  const alias = (name: string) =>
    `{provider: house, name: ${name}, parameters: {max_tokens: 10}${price}}`;
  repository.write(
    'galley.yaml',
    `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "${server.baseUrl}", allow_private: true}}
models:
  default-chat: ${alias('house-small')}
  judge: ${alias('house-judge')}
budgets: {run_usd: 1, mode: ${project.mode ?? 'strict'}}
`,
  );
  repository.write(
    'prompts/answer.yaml',
    `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "{{ message }}"
model: {ref: default-chat}
`,
  );
  const cases = Array.from(
    { length: project.cases ?? 1 },
    (_, index) => `  - {id: c${index}, inputs: {message: "Question ${index}"}}`,
  );
  repository.write(
    'suites/answers.yaml',
    `apiVersion: galley/v1
kind: Suite
targets: [answer]
repeats: ${project.repeats ?? 1}
cases:
${cases.join('\n')}
checks:
${project.checks}
`,
  );
}

async function evaluate(...words: string[]) {
  const run = await galley(repository.folder, 'eval', '--format', 'json', ...words);
  return { ...run, ...JSON.parse(run.stdout) };
}

it('counts an answer and its judge, each at its own price', async () => {
  write({ checks: '  - {judge: The answer is polite., min: 0.5}' });
  const { summary, exitCode } = await evaluate();
  expect(exitCode).toBe(0);
  expect(server.requests).toHaveLength(2);
  expect(summary).toMatchObject({ requests: 2, costNanoUsd: 2 * callNanoUsd, savedNanoUsd: 0 });
});

it('counts the tokens of judges against the month', async () => {
  write({ checks: '  - {name: polite, judge: The reply is polite., min: 0.8}' });
  expect((await evaluate('--mode', 'live')).exitCode).toBe(0);
  const { stdout } = await galley(repository.folder, 'budget', '--format', 'json');
  const { scopes } = JSON.parse(stdout);
  const month = scopes.find(({ scope }: { scope: string }) => scope === 'month');
  expect(server.requests).toHaveLength(2);
  expect(month).toMatchObject({ spentNanoUsd: 2 * callNanoUsd, spentTokens: 2 * 110 });
});

it('shows what recorded answers saved, judges included, and spends nothing', async () => {
  write({ checks: '  - {judge: The answer is polite., min: 0.5}' });
  await evaluate();
  const { summary } = await evaluate();
  expect(server.requests).toHaveLength(2);
  expect(summary).toMatchObject({ requests: 0, costNanoUsd: 0, savedNanoUsd: 2 * callNanoUsd });
});

it('makes three draws for three repeats, cached and uncached', async () => {
  write({ checks: '  - {contains: Answer}', repeats: 3 });
  const texts = ({ results }: { results: { text: string }[] }) =>
    results.map(({ text }) => text).sort();
  const first = await evaluate('--concurrency', '1');
  expect(server.requests).toHaveLength(3);
  expect(new Set(texts(first)).size).toBe(3);
  const second = await evaluate();
  expect(server.requests).toHaveLength(3);
  expect(texts(second)).toEqual(texts(first));
});

it('shows an unknown price as unknown, and refuses it under a strict budget', async () => {
  write({ checks: '  - {contains: Answer}', pricing: '', mode: 'alert' });
  const { summary, exitCode } = await evaluate();
  expect(exitCode).toBe(0);
  expect(summary.costNanoUsd ?? null).toBe(null);
  expect(summary).toMatchObject({ unknownCostCalls: 1, knownCostNanoUsd: 0 });

  write({ checks: '  - {contains: Answer}', pricing: '' });
  const strict = await evaluate('--fresh', '--mode', 'live');
  expect(strict.exitCode).toBe(4);
  expect(strict.stoppedBy.code).toBe('price-missing');
  expect(server.requests).toHaveLength(1);
});

it('keeps the cap of a run over an interruption', async () => {
  write({ checks: '  - {contains: Answer}', cases: 12 });
  const words = ['--mode', 'live', '--concurrency', '1', '--max-cost', '0.001'];
  const stopped = await evaluate(...words);
  expect(stopped.exitCode).toBe(4);
  const sent = server.requests.length;
  expect(sent).toBeGreaterThan(0);
  expect(sent * callNanoUsd).toBeLessThanOrEqual(1_000_000);

  expect((await evaluate(...words)).exitCode).toBe(4);
  expect(server.requests).toHaveLength(sent);

  const finished = await evaluate(...words.slice(0, -1), '0.01');
  expect(finished.exitCode).toBe(0);
  expect(finished.summary).toMatchObject({ passed: 12, costNanoUsd: 12 * callNanoUsd });
  expect(server.requests).toHaveLength(12);
});

it('keeps what failed calls may have cost when a stopped run goes on', async () => {
  write({ checks: '  - {contains: Answer}', cases: 6 });
  failing = /Question 0/;
  const words = ['--mode', 'live', '--concurrency', '1', '--max-cost'];
  const stopped = await evaluate(...words, '0.0045');
  expect(stopped.exitCode).toBe(4);
  // The vendor was asked five times for the first case and never said what that cost.
  const failed = stopped.results[0];
  expect(failed).toMatchObject({ outcome: 'error', requests: 5, isUpperBound: true });

  failing = undefined;
  const again = await evaluate(...words, '0.0045');
  expect(again.exitCode).toBe(4);

  const finished = await evaluate(...words, '0.1');
  expect(finished).toMatchObject({ exitCode: 0, summary: { passed: 6 } });
  const stats = await galley(repository.folder, 'stats', '--format', 'json');
  const [day] = JSON.parse(stats.stdout).rows;
  expect(day.knownCostNanoUsd).toBe(6 * callNanoUsd + failed.costNanoUsd);
});
