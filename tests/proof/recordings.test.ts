import type { Secrets } from '@galley/engine/ports';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { commitFiles, proveBranch } from '../support/prove-change.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

let server: ChatServer;
let repository: TemporaryRepository;
let secrets: Secrets;
beforeEach(async () => {
  server = await startChatServer({ answer: () => 'billing' });
  const { host } = server;
  secrets = {
    find: () => ({ value: 'sk-house', hosts: [host] }),
    values: () => ['sk-house'],
    advice: '',
  };
  repository = createTemporaryRepository();
  commitFiles(repository, {
    ...ticketProject({ easy: 3 }),
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${server.baseUrl}", key: {secret: KEY}, allow_private: true}
models:
  default-chat: {provider: house, name: house-small, parameters: {max_tokens: 60}}
budgets: {mode: alert}
`,
  });
  repository.branch('change');
  commitFiles(repository, { [promptFile]: promptYaml('very carefully') });
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

it('a replay of what was recorded sends nothing, and says which answers only head has', async () => {
  const recorded = await proveBranch(repository, {
    mode: 'record',
    writesCassettes: true,
    secrets,
  });
  expect(recorded.proof.evaluation.usesLocalRecordings).toBe(false);
  expect(server.requests).toHaveLength(6);
  repository.commit('record answers');
  const replayed = await proveBranch(repository, { mode: 'replay', secrets });
  expect(server.requests).toHaveLength(6);
  expect(replayed.proof.evaluation.suites).toMatchObject([
    { pairedCases: 3, base: { passRate: 1 }, head: { passRate: 1 } },
  ]);
  expect(replayed.proof.cost.runNanoUsd).toBe(0);
  expect(replayed.proof.evaluation.usesLocalRecordings).toBe(true);
  expect(replayed.comment).toContain('_local recordings_ that base does not have');
});
