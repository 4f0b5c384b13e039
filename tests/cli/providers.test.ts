import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { houseKey } from '../../engine/src/models/testing/provider-bench.ts';
import {
  sendJson,
  startVendorServer,
  type VendorServer,
} from '../../engine/src/models/testing/vendor-server.ts';
import { wireDialects } from '../../engine/src/models/testing/wire-dialects.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';

const key = 'key: {secret: HOUSE_KEY}';

/** What galley.yaml says beside `allow_private`, for each wire format. */
const written: Readonly<Record<string, (origin: string) => string>> = {
  openai: (origin) => `type: openai, ${key}, base_url: "${origin}/v1"`,
  'openai-responses': (origin) => `type: openai, api: responses, ${key}, base_url: "${origin}/v1"`,
  'openai-compatible': (origin) => `type: openai-compatible, ${key}, base_url: "${origin}/v1"`,
  'azure-openai': (origin) => `type: azure-openai, ${key}, base_url: "${origin}"`,
  'azure-openai-dated': (origin) =>
    `type: azure-openai, ${key}, api_version: 2024-10-21, base_url: "${origin}"`,
  groq: (origin) => `type: groq, ${key}, base_url: "${origin}/openai/v1"`,
  anthropic: (origin) => `type: anthropic, ${key}, base_url: "${origin}"`,
  google: (origin) => `type: google, ${key}, base_url: "${origin}"`,
  'google-vertex': (origin) =>
    `type: google, vertex: {project: acme-support, location: europe-west1}, credentials: {secret: HOUSE_KEY}, base_url: "${origin}"`,
  http: (origin) =>
    `type: http, ${key}, url: "${origin}/ask", body: {q: "\${{ prompt }}"}, output: result.said`,
};
const dialects = Object.values(wireDialects).flat();

let server: VendorServer;
let repository: TemporaryRepository;
beforeEach(async () => {
  let asked = 0;
  server = await startVendorServer((response, request) => {
    const dialect = dialects.find(({ path }) => path === request.path);
    asked++;
    const text = `Answer ${asked} to the key ${houseKey}`;
    sendJson(response, 200, dialect?.answerBody({ text, inputTokens: 10, outputTokens: 4 }));
  });
  repository = createTemporaryRepository();
  repository.write('galley.yaml', projectText(server.origin));
  repository.write('prompts/refund.yaml', promptText);
});
afterEach(async () => {
  repository.remove();
  await server[Symbol.asyncDispose]();
});

const promptText = `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "{{ message }}"
model: {ref: openai}
`;

/** One provider and one alias for each format; three of them ask for one model at one address. */
function projectText(origin: string): string {
  const providers = dialects.map(
    ({ name }) => `  ${name}: {${written[name]?.(origin)}, allow_private: true}\n`,
  );
  const models = dialects.map(
    ({ name, model }) => `  ${name}: {provider: ${name}, name: ${model}}\n`,
  );
  return `apiVersion: galley/v1
kind: Project
providers:
${providers.join('')}models:
${models.join('')}`;
}

const suite = `apiVersion: galley/v1
kind: Suite
targets: [refund]
models: [${dialects.map(({ name }) => name).join(', ')}]
dataset: refunds
checks:
  - contains: Answer
`;
const dataset = `apiVersion: galley/v1
kind: Dataset
cases: [{id: lamp, inputs: {message: My lamp broke.}}]
`;

async function evaluate(mode: string) {
  const environment = {
    PATH: process.env.PATH,
    HOUSE_KEY: houseKey,
    GALLEY_SECRET_HOSTS: `HOUSE_KEY=${server.host}`,
  };
  return await galley(
    { cwd: repository.folder, environment },
    ...['eval', '--mode', mode, '--format', 'json', '--fresh'],
  );
}

/** Every file below a folder with its text. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? textsBelow(path) : [readFileSync(path, 'utf8')];
  });
}

/** What each alias answered. */
function answersIn(stdout: string): Record<string, string> {
  const { results } = JSON.parse(stdout) as { results: { model: string; text: string }[] };
  return Object.fromEntries(results.map(({ model, text }) => [model, text]));
}

it('asks every provider for an answer of its own, records all without the key, and replays them for nothing', async () => {
  repository.write('suites/refund.yaml', suite);
  repository.write('datasets/refunds.yaml', dataset);
  const recorded = await evaluate('record');
  const answers = answersIn(recorded.stdout);
  expect(recorded.exitCode).toBe(0);
  expect(Object.keys(answers).toSorted()).toEqual(dialects.map(({ name }) => name).toSorted());
  expect(new Set(Object.values(answers)).size).toBe(dialects.length);
  expect(server.received).toHaveLength(dialects.length);

  const shown = [recorded.stdout, recorded.stderr, ...textsBelow(repository.folder)].join('\n');
  expect(shown).toContain('Answer 1 to the key');
  expect(shown).not.toContain(houseKey);

  rmSync(join(repository.folder, '.galley'), { recursive: true });
  const replayed = await evaluate('replay');
  expect(answersIn(replayed.stdout)).toEqual(answers);
  expect(server.received).toHaveLength(dialects.length);
});
