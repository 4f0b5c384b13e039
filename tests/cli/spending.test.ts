import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { openContractValidator, readContract } from './support/json-contracts.ts';

let repository: TemporaryRepository;
const now = new Date().toISOString();
const month = now.slice(0, 7);
const noCalls = {
  ...{ calls: 0, requestsSent: 0, cached: 0, replayed: 0, scripted: 0, failed: 0, notExecuted: 0 },
  ...{ inputTokens: 0, outputTokens: 0, billedTokens: 0, costNanoUsd: 0, knownCostNanoUsd: 0 },
  ...{ unknownCostCalls: 0, isUpperBound: false, savedNanoUsd: 0 },
};

const project = (more = '') => `apiVersion: galley/v1
kind: Project
providers: {mirror: {type: scripted, echo: true}}
models: {chat: {provider: mirror}, twin: {provider: mirror}}
${more}`;

beforeEach(() => {
  repository = createTemporaryRepository();
  repository.write('.gitignore', '.galley/\n');
  repository.write(
    'galley.yaml',
    project('budgets: {run_usd: 2, month_usd: 10, tokens_month: 5000}\n'),
  );
  repository.write(
    'prompts/refund.yaml',
    'apiVersion: galley/v1\nkind: Prompt\nmodel: {ref: chat}\ncontent: Hello\n',
  );
  repository.commit('start');
});
afterEach(() => repository.remove());

function record(id: string, over: object) {
  return {
    ...{ v: 1, id, who: 'ada@acme.example', door: 'cli', command: 'eval' },
    ...{ startedAt: now, finishedAt: now, commits: { base: null, head: null } },
    ...{ policyHash: null, planHash: 'a', status: 'passed', totals: noCalls },
    ...{ byModel: {}, byPrompt: {}, suites: [] },
    ...over,
  };
}

function writeRecord(id: string, over: object): void {
  const folder = join(repository.folder, '.galley', 'runs', month.slice(0, 4), month.slice(5));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(record(id, over)));
}

const spent = {
  ...noCalls,
  ...{ calls: 4, requestsSent: 3, cached: 1, inputTokens: 3_000, outputTokens: 1_200 },
  ...{ billedTokens: 4_100, costNanoUsd: null, knownCostNanoUsd: 8_500_000_000 },
  ...{ unknownCostCalls: 1, savedNanoUsd: 250_000_000 },
};

const asAda = () => ({
  cwd: repository.folder,
  environment: { PATH: process.env.PATH, GITHUB_ACTOR: 'ada@acme.example' },
});

describe('galley budget', () => {
  it('shows cap, spent and left of each scope, and what it only tells about', async () => {
    writeRecord('first', { totals: spent });
    writeRecord('other', {
      who: 'grace@acme.example',
      totals: { ...noCalls, knownCostNanoUsd: 1 },
    });
    const { stdout, exitCode } = await galley(asAda(), 'budget');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/each run\s+\$2\.00\s+\$0\s+\$2\.00\s+galley\.yaml/);
    expect(stdout).toMatch(
      /this month\s+\$10\.00\s+\$8\.50\s+\$0\s+\$1\.50\s+galley\.yaml\s+over 80 %/,
    );
    expect(stdout).toMatch(/this month, tokens\s+5,000\s+4,100\s+0\s+900/);
    expect(stdout).toMatch(/ada@acme\.example this month\s+no cap\s+\$8\.50/);
    expect(stdout).toContain('plus 1 call of unknown cost');
  });

  it('tells of money and of tokens, each by its own cap', async () => {
    repository.write(
      'galley.yaml',
      project('budgets: {month_usd: 100, tokens_month: 4000, alert_pct: 50}\n'),
    );
    writeRecord('first', { totals: spent });
    const { stdout } = await galley(asAda(), 'budget');
    expect(stdout).toMatch(
      /this month\s+\$100\.00\s+\$8\.50\s+\$0\s+\$91\.50\s+galley\.yaml\s+told/,
    );
    expect(stdout).toMatch(/this month, tokens\s+4,000\s.*galley\.yaml\s+over the cap/);
    const json = JSON.parse((await galley(asAda(), 'budget', '--format', 'json')).stdout);
    expect(openContractValidator(readContract('budget'))(json)).toEqual([]);
    const ofMonth = json.scopes.find(({ scope }: { scope: string }) => scope === 'month');
    expect(ofMonth).toMatchObject({ alert: 'over', moneyAlert: 'none', tokensAlert: 'over' });
  });

  it('keeps its JSON contract and names where a cap comes from', async () => {
    const environment = {
      ...asAda().environment,
      GALLEY_TIER: 'free',
      GITHUB_REF: 'refs/pull/12/merge',
    };
    writeRecord('first', { totals: spent, pullRequest: 12 });
    const world = { ...asAda(), environment };
    const json = JSON.parse((await galley(world, 'budget', '--format', 'json')).stdout);
    expect(openContractValidator(readContract('budget'))(json)).toEqual([]);
    expect(json).toMatchObject({ tier: 'free', pullRequest: 12, actor: 'ada@acme.example' });
    const sources = json.scopes.map(
      ({ scope, source, enforcedHere, alert }: Record<string, unknown>) => [
        ...[scope, source, enforcedHere, alert],
      ],
    );
    expect(sources).toEqual([
      ['run', 'galley.yaml', true, 'none'],
      ['month', 'galley.yaml', false, 'near'],
      ['run', 'tier free', true, 'none'],
      ['month', 'tier free', false, 'over'],
      ['pull request', null, false, 'none'],
      ['actor', null, false, 'none'],
    ]);
  });

  it('counts what the branch galley/ledger holds, once', async () => {
    writeRecord('first', { totals: spent });
    const git = (input: string, ...operands: string[]) =>
      execFileSync('git', operands, { cwd: repository.folder, input, encoding: 'utf8' }).trim();
    const blobs = [
      record('first', { totals: spent }),
      record('bot', { door: 'bot', totals: spent }),
    ]
      .map((one) => git(JSON.stringify(one), 'hash-object', '-w', '--stdin'))
      .map((id, index) => `100644 blob ${id}\t${index}.json`);
    let tree = git(`${blobs.join('\n')}\n`, 'mktree');
    for (const folder of [month.slice(5), month.slice(0, 4), 'runs']) {
      tree = git(`040000 tree ${tree}\t${folder}\n`, 'mktree');
    }
    const commit = git('', 'commit-tree', tree, '-m', 'ledger');
    git('', 'update-ref', 'refs/heads/galley/ledger', commit);
    const json = JSON.parse((await galley(asAda(), 'budget', '--format', 'json')).stdout);
    const ofMonth = json.scopes.find(({ scope }: { scope: string }) => scope === 'month');
    expect(ofMonth).toMatchObject({ spentNanoUsd: 17_000_000_000, leftNanoUsd: 0, alert: 'over' });
  });

  it('takes a tier from the person and never from the repository', async () => {
    repository.write('.env', 'GALLEY_TIER=pro\n');
    const json = async (world: object) =>
      JSON.parse((await galley({ ...asAda(), ...world }, 'budget', '--format', 'json')).stdout);
    expect((await json({})).tier).toBeNull();
    const homeFolder = join(repository.folder, 'home');
    mkdirSync(join(homeFolder, '.config', 'galley'), { recursive: true });
    writeFileSync(join(homeFolder, '.config', 'galley', 'tier'), 'starter\n');
    expect((await json({ homeFolder })).tier).toBe('starter');
    const gold = { ...asAda().environment, GALLEY_TIER: 'gold' };
    const run = await galley({ ...asAda(), environment: gold }, 'budget');
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.stderr).toContain('free, starter, pro');
  });
});

describe('a command that spends', () => {
  it('writes who spent under which policy', async () => {
    writeRecord('first', { totals: spent });
    const run = await galley(asAda(), 'run', 'refund');
    expect(run.exitCode).toBe(0);
    const { stdout } = await galley(asAda(), 'stats', '--by', 'actor', '--format', 'json');
    expect(JSON.parse(stdout).rows).toMatchObject([{ key: 'ada@acme.example', runs: 2 }]);
    const folder = join(repository.folder, '.galley', 'runs', month.slice(0, 4), month.slice(5));
    const text = execFileSync('grep', ['-rl', '"command": "run"', folder], { encoding: 'utf8' });
    const written = JSON.parse(readFileSync(text.trim(), 'utf8'));
    expect(written).toMatchObject({ who: 'ada@acme.example', door: 'cli' });
    expect(written.policyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(written)).not.toContain('Hello');
  });
});

it('galley compare leaves a record like any other command', async () => {
  const compared = await galley(asAda(), 'compare', 'refund', '--models', 'chat,twin');
  expect(compared.exitCode).toBe(0);
  const { stdout } = await galley(asAda(), 'stats', '--by', 'model', '--format', 'json');
  expect(JSON.parse(stdout).rows).toMatchObject([
    { key: 'chat', runs: 1, calls: 1 },
    { key: 'twin', runs: 1, calls: 1 },
  ]);
});

describe('a call that costs', () => {
  /** One call: 100 tokens in at $1 and 10 out at $10 per million. */
  async function withHouse(budgets: string, work: (sent: () => number) => Promise<void>) {
    const usage = { prompt_tokens: 100, completion_tokens: 10 };
    const server = await startChatServer({ usage, delayMs: 50 });
    try {
      repository.write(
        'galley.yaml',
        `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "${server.baseUrl}", allow_private: true}}
models:
  chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 10}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}
budgets: ${budgets}
`,
      );
      await work(() => server.requests.length);
    } finally {
      await server.close();
    }
  }

  it('is in a record of its own, however fast the next one follows', async () => {
    await withHouse('{run_usd: 1}', async () => {
      const runs = await Promise.all([1, 2, 3].map(() => galley(asAda(), 'run', 'refund')));
      expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      const { stdout } = await galley(asAda(), 'stats', '--by', 'model', '--format', 'json');
      expect(JSON.parse(stdout).rows).toMatchObject([{ runs: 3, knownCostNanoUsd: 600_000 }]);
    });
  });

  it('is in a record even when it was stopped before it was answered', async () => {
    await withHouse('{run_usd: 1}', async (sent) => {
      const stop = new AbortController();
      const running = galley({ ...asAda(), signal: stop.signal }, 'run', 'refund');
      await expect.poll(sent).toBe(1);
      stop.abort(new GalleyError('interrupted', 'stopped by a signal'));
      expect((await running).exitCode).toBe(130);
      const { stdout } = await galley(asAda(), 'budget', '--format', 'json');
      const { scopes } = JSON.parse(stdout);
      const month = scopes.find(({ scope }: { scope: string }) => scope === 'month');
      expect(month.spentNanoUsd).toBeGreaterThanOrEqual(200_000);
    });
  });

  it('tells once that the month is near its cap, and goes on', async () => {
    writeRecord('first', { totals: spent });
    await withHouse('{run_usd: 1, month_usd: 10}', async (sent) => {
      const run = await galley(asAda(), 'run', 'refund');
      expect(run).toMatchObject({ exitCode: 0 });
      expect(run.stderr.match(/80 % of this month's budget of \$10\.00 is spent/g)).toHaveLength(1);
      expect(sent()).toBe(1);
      const { stdout } = await galley(asAda(), 'budget', '--format', 'json');
      const ofMonth = JSON.parse(stdout).scopes.find(
        ({ scope }: { scope: string }) => scope === 'month',
      );
      expect(ofMonth).toMatchObject({ spentNanoUsd: 8_500_200_000, spentTokens: 4_210 });
    });
  });

  it('is refused by the tier of the operator where galley.yaml would allow it', async () => {
    const homeFolder = join(repository.folder, 'home');
    mkdirSync(join(homeFolder, '.config', 'galley'), { recursive: true });
    writeFileSync(
      join(homeFolder, '.config', 'galley', 'tiers.json'),
      '{"free": {"run_usd": 0.0000001}}',
    );
    await withHouse('{run_usd: 1, mode: alert}', async (sent) => {
      const environment = { ...asAda().environment, GALLEY_TIER: 'free' };
      const run = await galley({ ...asAda(), homeFolder, environment }, 'run', 'refund');
      expect(run).toMatchObject({ exitCode: 4 });
      expect(run.stderr).toContain('tier free');
      expect(sent()).toBe(0);
      expect((await galley(asAda(), 'run', 'refund')).exitCode).toBe(0);
    });
  });
});

describe('galley stats', () => {
  const older = { startedAt: '2025-02-03T10:00:00.000Z' };
  beforeEach(() => {
    writeRecord('first', {
      totals: spent,
      byModel: { chat: spent, '=cmd()': { ...noCalls, calls: 1, knownCostNanoUsd: 7 } },
      byPrompt: { refund: spent },
    });
    writeRecord('proof', {
      ...older,
      command: 'proof',
      totals: { ...noCalls, calls: 2, knownCostNanoUsd: 5_000 },
    });
  });

  it('adds up by day, with an unknown cost said to be unknown', async () => {
    const { stdout, exitCode } = await galley(asAda(), 'stats');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/2025-02-03\s+1\s+2\s/);
    expect(stdout).toMatch(/\$8\.50 \+ 1 call unknown\s+\$0\.25/);
  });

  it('gives whole nano-dollars as JSON, from a day on', async () => {
    const run = await galley(
      asAda(),
      'stats',
      '--by',
      'prompt',
      '--since',
      '2d',
      '--format',
      'json',
    );
    const json = JSON.parse(run.stdout);
    expect(openContractValidator(readContract('stats'))(json)).toEqual([]);
    expect(json.rows).toMatchObject([
      { key: 'refund', costNanoUsd: null, knownCostNanoUsd: 8_500_000_000, unknownCostCalls: 1 },
    ]);
    const all = await galley(
      asAda(),
      'stats',
      '--by',
      'prompt',
      '--since',
      '2025-02-03',
      '--format',
      'json',
    );
    expect(JSON.parse(all.stdout).rows).toMatchObject([
      { key: 'refund' },
      { key: null, costNanoUsd: 5_000 },
    ]);
  });

  it('writes CSV whose cells are no formulas', async () => {
    const { stdout } = await galley(asAda(), 'stats', '--by', 'model', '--format', 'csv');
    const lines = stdout.split('\r\n');
    expect(lines[0]).toMatch(/^model,runs,calls,/);
    expect(lines[1]).toMatch(/^chat,1,4,.*,,8500000000,1,250000000$/);
    expect(lines.some((line) => line.startsWith("'=cmd()"))).toBe(true);
  });

  it('says so when there is no run, and refuses a time it cannot read', async () => {
    const none = await galley(asAda(), 'stats', '--since', '2099-01-01');
    expect(none).toMatchObject({ exitCode: 0, stdout: '' });
    expect(none.stderr).toContain('no runs are recorded since then');
    expect(await galley(asAda(), 'stats', '--since', 'yesterday')).toMatchObject({ exitCode: 2 });
  });
});

describe('usage', () => {
  const priced = (suite: string) => `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "https://house.example/v1"}}
models:
  chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 100}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 4, as_of: 2026-11-01}
${suite}`;
  const prompt = (text: string) => `apiVersion: galley/v1
kind: Prompt
model: {ref: chat}
inputs: {message: {type: string}}
content: "${text} {{ message }}"
cases: [{id: late, inputs: {message: Where is my parcel?}}]
checks: [{contains: parcel}]
`;

  it('turns an estimate into an amount a month, and a change into its difference', async () => {
    repository.write('galley.yaml', priced('usage: {refund: {calls_per_month: 120000}}\n'));
    repository.write('prompts/refund.yaml', prompt('Answer briefly.'));
    repository.commit('a price');
    const one = await galley(asAda(), 'eval', '--estimate');
    expect(one.stdout).toMatch(/refund: about \$\d+ a month at 120,000 calls\n/);
    repository.branch('change');
    repository.write('prompts/refund.yaml', prompt(`Answer ${'very '.repeat(400)}briefly.`));
    repository.write('galley.yaml', priced('usage: {refund: {calls_per_month: 9}}\n'));
    const change = await galley(asAda(), 'proof', '--estimate', '--mode', 'auto');
    expect(change.stdout).toMatch(
      /refund: about \+\$\d+ a month \(\+\d+ %\) at 120,000 calls\n\(without/,
    );
  });

  it('of a prompt that does not exist is a problem with a place', async () => {
    repository.write('galley.yaml', project('usage:\n  refunds: {calls_per_month: 3}\n'));
    const { stdout, exitCode } = await galley(asAda(), 'validate');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/galley\.yaml:6:3.*there is no prompt `refunds`.*refund/s);
  });
});
