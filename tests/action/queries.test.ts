import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

const asked: string[] = [];
let registry: Server;
let action: BuiltAction;
let prompts: PromptRepository;

beforeAll(async () => {
  registry = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('no tarball');
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  action = await buildAction();
  prompts = await openPromptRepository(ticketProject({ easy: 2 }) as Texts);
});
afterAll(async () => {
  await prompts.close();
  registry.close();
});

it('DuckDB is fetched by a run whose base queries and by no other, and a wrong package is not used', async () => {
  const { port } = registry.address() as AddressInfo;
  const environment = { npm_config_registry: `http://127.0.0.1:${port}/` };
  const step = { entry: action.main, token: await prompts.token('write'), environment };
  const query = `  - {name: none, sql: "SELECT case_id FROM answers WHERE text = 'logistics'"}\n`;
  const checks = `  - {name: right queue, expected: true}\n${query}`;
  const adding = prompts.pullRequest('adding', { [suiteFile]: suiteYaml({ easy: 2, checks }) });
  expect((await prompts.runOn(adding, step)).exitCode).toBe(0);
  expect(asked).toEqual([]);
  prompts.github.push(prompts.repository, 'main', { [suiteFile]: suiteYaml({ easy: 2, checks }) });
  const querying = prompts.pullRequest('querying', { [promptFile]: promptYaml('quickly') });
  const run = await prompts.runOn(querying, step);
  expect(asked).toEqual(['/@duckdb/node-api/-/node-api-1.5.6-r.1.tgz']);
  expect(run.report('comment.md')).toContain('cannot be judged: queries need DuckDB');
});
