import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Secrets } from '@galley/engine/ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { proveChange } from '../support/prove-change.ts';
import {
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

const dollar = 1_000_000_000;
const pricing = 'pricing: {input_per_1m_usd: 2.5, output_per_1m_usd: 10, as_of: 2026-11-01}';
/** 100 tokens at $2.50 and 50 at $10 a million. */
const callNanoUsd = 750_000;

let server: ChatServer;
let key: Secrets;
beforeEach(async () => {
  server = await startChatServer({
    answer: ({ body }) => {
      const text = body.messages.map(({ content }) => content).join('\n');
      if (/grad(e|ing)/i.test(text)) return JSON.stringify({ reason: 'Fine.', score: 1 });
      return /quickly[\s\S]*hard/.test(text) ? 'logistics' : 'billing';
    },
  });
  key = keyFor(server.host);
});
afterEach(() => server.close());

const keyFor = (host: string): Secrets => ({
  find: (name) => (name === 'HOUSE_KEY' ? { value: 'sk-house', hosts: [host] } : undefined),
  values: () => ['sk-house'],
  advice: 'Set HOUSE_KEY.',
});

const house = (more = '', url = server.baseUrl, price = pricing) => `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${url}", key: {secret: HOUSE_KEY}, allow_private: true}
models:
  default-chat: {provider: house, name: house-small, parameters: {max_tokens: 60}, ${price}}
  judge: {provider: house, name: house-large, parameters: {max_tokens: 60}, ${price}}
${more}`;

const checks =
  '  - {name: right queue, expected: true}\n  - {name: polite, judge: It is polite., min: 0.5, weight: 1}\n';
const text = { easy: 4, hard: 1, checks, gate: 'pass_rate: {max_drop: 1}' };
const base = (more?: string) => ({ ...ticketProject(text), 'galley.yaml': house(more) });

describe('a run over real providers', () => {
  it('costs what the server counted, answers, judges and confirmations together', async () => {
    const { proof } = await proveChange(
      { base: base(), head: { [promptFile]: promptYaml('quickly') } },
      { secrets: key },
    );
    expect(proof.evaluation.suites[0]?.flips).toMatchObject([
      { caseId: 'hard-1', state: 'confirmed' },
    ]);
    expect(proof.cost.runNanoUsd).toBe(server.requests.length * callNanoUsd);
    const judged = server.requests.filter(({ body }) =>
      body.messages.some(({ content }) => /grad(e|ing)/i.test(content)),
    );
    expect(judged.length).toBeGreaterThan(0);
    // 5 cases and 5 fresh draws on two sides, each once, and as many judgements as differ.
    expect(server.requests.length - judged.length).toBe(2 * (5 + 5));
    expect(
      new Set(server.requests.map(({ body }) => JSON.stringify(body))).size,
    ).toBeLessThanOrEqual(server.requests.length);
  });

  it('asks an unchanged request once for both sides', async () => {
    const plain = { easy: 4, checks: '  - {name: right queue, expected: true}\n' };
    const { proof } = await proveChange(
      {
        base: { ...base(), [suiteFile]: suiteYaml(plain) },
        head: {
          [suiteFile]: suiteYaml({
            ...plain,
            checks: `${plain.checks}  - {name: short, length: {max: 9}}\n`,
          }),
        },
      },
      { secrets: key },
    );
    expect(server.requests).toHaveLength(4);
    expect(proof.evaluation.suites).toMatchObject([{ pairedCases: 4, base: { passRate: 1 } }]);
    expect(proof.cost).toMatchObject({
      runNanoUsd: 4 * callNanoUsd,
      savedNanoUsd: 4 * callNanoUsd,
    });
    expect(proof.evaluation.suites[0]?.comparisons.map(({ verdict }) => verdict)).not.toContain(
      'worse',
    );
  });

  it('shows an unknown price as unknown', async () => {
    const plain = { easy: 2, checks: '  - {name: right queue, expected: true}\n' };
    const unpriced = house('budgets: {mode: alert}\n').replaceAll(`, ${pricing}`, '');
    const { proof, comment } = await proveChange(
      {
        base: { ...ticketProject(plain), 'galley.yaml': unpriced },
        head: { [promptFile]: promptYaml('very carefully') },
      },
      { secrets: key },
    );
    expect(proof.cost).toMatchObject({ runNanoUsd: undefined, unknownCostCalls: 4 });
    expect(comment).toContain('4 calls of unknown price');
  });
});

describe('a branch that points the key at another host', () => {
  it('sends nothing there, and base’s host is asked instead', async () => {
    const thief = await startChatServer();
    try {
      const { proof } = await proveChange(
        {
          base: base(),
          head: {
            'galley.yaml': house('', thief.baseUrl),
            [promptFile]: promptYaml('very carefully'),
          },
        },
        { secrets: key },
      );
      expect(thief.requests).toHaveLength(0);
      expect(server.requests.length).toBeGreaterThan(0);
      expect(proof.policyChanges).toMatchObject([
        { key: 'providers.house.base_url', applies: 'after-merge' },
      ]);
    } finally {
      await thief.close();
    }
  });

  it('sends nothing there through a provider of its own either', async () => {
    const thief = await startChatServer();
    try {
      const own = house('', thief.baseUrl)
        .replaceAll('house:', 'mine:')
        .replaceAll('provider: house', 'provider: mine');
      await proveChange({ base: base(), head: { 'galley.yaml': own } }, { secrets: key });
      expect(thief.requests).toHaveLength(0);
    } finally {
      await thief.close();
    }
  });
});

describe('a budget', () => {
  it('that ends early gives exit 4, a finding and a comment', async () => {
    const { proof, comment } = await proveChange(
      {
        base: {
          ...base('budgets: {run_usd: 0.003, mode: strict}\n'),
          [suiteFile]: suiteYaml({ ...text, gate: 'pass_rate: {min: 1}, when_unsure: block' }),
        },
        head: { [promptFile]: promptYaml('quickly') },
      },
      { secrets: key },
    );
    expect(proof.verdict).toMatchObject({ outcome: 'failed', exitCode: 4 });
    expect(proof.findings).toMatchObject([{ code: 'budget', file: 'galley.yaml' }]);
    expect(proof.verdict.headline).toBe('1 reason');
    expect(proof.cost.runNanoUsd).toBeLessThanOrEqual(0.003 * dollar);
    expect(proof.cost.runNanoUsd).toBe(server.requests.length * callNanoUsd);
    expect(comment).toContain('**Must fix**\n- the evaluation stopped early');
  });
});

describe('a provider', () => {
  async function failing(status: number, run: (url: string, host: string) => Promise<void>) {
    const broken = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'out of order' } }));
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(broken.address() as AddressInfo).port}`;
    try {
      await run(`http://${host}/v1`, host);
    } finally {
      broken.closeAllConnections();
      broken.close();
    }
  }

  it.each([
    [500, 'ended in an error after all retries'],
    [401, 'the evaluation stopped early'],
  ])('that answers %i gives exit 3 and a comment', async (status, words) => {
    await failing(status, async (url, host) => {
      const { proof, comment } = await proveChange(
        {
          base: { ...ticketProject({ easy: 2 }), 'galley.yaml': house('', url) },
          head: { [promptFile]: promptYaml('very carefully') },
        },
        { secrets: keyFor(host) },
      );
      expect(proof.verdict).toMatchObject({ outcome: 'failed', exitCode: 3 });
      expect(proof.findings.map(({ code }) => code)).toContain('provider-error');
      expect(comment).toContain(words);
      expect(comment).not.toContain('sk-house');
    });
  });
});

describe('mode replay', () => {
  const replay = (policy: string, notExecuted: 'warn' | 'error') =>
    proveChange(
      { base: base(policy), head: { [promptFile]: promptYaml('very carefully') } },
      { mode: 'replay', notExecuted },
    );

  it('calls nothing; what that means is the door’s word where the policy has none', async () => {
    const lax = await replay('', 'warn');
    expect(server.requests).toHaveLength(0);
    expect(lax.proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
    expect(lax.proof.findings).toMatchObject([{ code: 'not-executed', severity: 'warning' }]);
    expect(lax.comment).toContain('5 cases not executed');
    const strict = await replay('', 'error');
    expect(strict.proof.verdict).toMatchObject({ outcome: 'failed', exitCode: 1 });
  });

  it.each([
    ['error', 1],
    ['warn', 0],
    ['off', 0],
  ])('under not_executed: %s exits %i', async (word, exitCode) => {
    const { proof } = await replay(`gate: {not_executed: ${word}}\n`, 'error');
    expect(proof.verdict.exitCode).toBe(exitCode);
  });

  it('is stricter for a suite that says so, and not laxer for one that head loosens', async () => {
    const gate = (word: string) => suiteYaml({ ...text, gate: `not_executed: ${word}` });
    const strict = await proveChange(
      {
        base: { ...base(), [suiteFile]: gate('error') },
        head: { [promptFile]: promptYaml('quickly') },
      },
      { mode: 'replay', notExecuted: 'warn' },
    );
    expect(strict.proof.verdict.exitCode).toBe(1);
    const loosened = await proveChange(
      { base: base(), head: { [suiteFile]: gate('warn'), [promptFile]: promptYaml('quickly') } },
      { mode: 'replay', notExecuted: 'error' },
    );
    expect(loosened.proof.verdict.exitCode).toBe(1);
  });
});
