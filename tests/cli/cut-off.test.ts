import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';

let repository: TemporaryRepository;
let server: ChatServer;
let stop: AbortController;
/** The request at which the user stops the run; its answer comes too late. */
let stopAt = Number.POSITIVE_INFINITY;

/** What the server bills for each request it gets, answered in time or not: $1 and $10 a million. */
const billedNanoUsd = 100 * 1_000 + 10 * 10_000;

beforeEach(async () => {
  repository = createTemporaryRepository();
  stop = new AbortController();
  stopAt = Number.POSITIVE_INFINITY;
  server = await startChatServer({
    delayMs: 30,
    usage: { prompt_tokens: 100, completion_tokens: 10 },
    answer: () => {
      const isStop = server.requests.length >= stopAt;
      if (isStop) stop.abort(new GalleyError('interrupted', 'stopped by a signal'));
      return 'Answer';
    },
  });
  const price = 'pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}';
  repository.write(
    'galley.yaml',
    `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "${server.baseUrl}", allow_private: true}}
models:
  default-chat: {provider: house, name: house-small, parameters: {max_tokens: 10}, ${price}}
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
  repository.write(
    'suites/answers.yaml',
    `apiVersion: galley/v1
kind: Suite
targets: [answer]
cases:
${Array.from({ length: 8 }, (_, index) => `  - {id: c${index}, inputs: {message: "Question ${index}"}}`).join('\n')}
checks: [{contains: Answer}]
`,
  );
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

async function evaluate() {
  const world = { cwd: repository.folder, signal: stop.signal };
  const run = await galley(world, 'eval', '--format', 'json', '--concurrency', '2');
  return { ...run, ...JSON.parse(run.stdout) };
}

function recordedNanoUsd(): number {
  const folder = join(repository.folder, '.galley', 'runs');
  const records = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return records.reduce((sum, record) => sum + record.totals.knownCostNanoUsd, 0);
}

it('reports what an interrupted run may have spent on calls that were cut off', async () => {
  stopAt = 4;
  const stopped = await evaluate();
  expect(stopped.exitCode).toBe(130);
  const sent = server.requests.length;
  const answered = stopped.results.length;
  expect(sent).toBeGreaterThan(answered);
  expect(stopped.summary.isUpperBound).toBe(true);
  // What was answered costs what was billed, what was cut off at least that.
  const cutOff = stopped.summary.costNanoUsd - answered * billedNanoUsd;
  expect(cutOff).toBeGreaterThanOrEqual((sent - answered) * billedNanoUsd);
  expect(recordedNanoUsd()).toBe(stopped.summary.costNanoUsd);

  stop = new AbortController();
  stopAt = Number.POSITIVE_INFINITY;
  const resumed = await evaluate();
  expect(resumed.stderr).toContain(`resuming run`);
  expect(resumed.stderr).toContain(`${answered} of 8 runs are done`);
  // The finished run's report is that of an undisturbed one; its record has what stopping cost.
  expect(resumed.summary).toMatchObject({ costNanoUsd: 8 * billedNanoUsd, isUpperBound: false });
  expect(recordedNanoUsd()).toBe(8 * billedNanoUsd + cutOff);
  expect(recordedNanoUsd()).toBeGreaterThanOrEqual(server.requests.length * billedNanoUsd);
});

it('adds nothing to a run that nobody stops', async () => {
  const { summary } = await evaluate();
  expect(summary).toMatchObject({ costNanoUsd: 8 * billedNanoUsd, isUpperBound: false });
  expect(recordedNanoUsd()).toBe(8 * billedNanoUsd);
});
