import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

const released = (manner: string, version = '1.0.0') => promptYaml(manner, `version: ${version}\n`);

describe('gate.version_bump', () => {
  const bump = (policy: string, version = '1.0.0') =>
    proveChange({
      base: { ...ticketProject({ easy: 4, policy }), [promptFile]: released('carefully') },
      head: { [promptFile]: released('very carefully', version) },
    });

  it('warns by default of an edited document that kept its version, at the version', async () => {
    const { proof } = await bump('');
    expect(proof.findings).toMatchObject([
      { code: 'version-bump', severity: 'warning', file: promptFile, line: 11, column: 10 },
    ]);
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('error blocks with exit 1, also where validation only warns', async () => {
    const { proof } = await bump('gate: {version_bump: error, validate: warn}\n');
    expect(proof.findings).toMatchObject([{ code: 'version-bump', severity: 'error' }]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('off says nothing, and a raised version needs no word', async () => {
    expect((await bump('gate: {version_bump: off}\n')).proof.findings).toEqual([]);
    expect((await bump('', '1.1.0')).proof.findings).toEqual([]);
  });

  it('does not ask for a bump when only comments changed', async () => {
    const { proof } = await proveChange({
      base: { ...ticketProject({ easy: 4 }), [promptFile]: released('carefully') },
      head: { [promptFile]: `# remark\n${released('carefully')}` },
    });
    expect(proof.findings).toEqual([]);
  });
});

describe('gate.cost_increase', () => {
  const priced = (limit: string) =>
    galleyYaml(`gate: {cost_increase: ${limit}, version_bump: off}\n`).replace(
      'max_tokens: 50}}',
      'max_tokens: 50}, pricing: {input_per_1m_usd: 10, output_per_1m_usd: 10, as_of: 2026-11-01}}',
    );
  const longer = (limit: string) =>
    proveChange({
      base: { ...ticketProject({ easy: 4 }), 'galley.yaml': priced(limit) },
      head: { [promptFile]: promptYaml('carefully, after a good deal of quiet thought about it') },
    });

  it('blocks or warns above its limit, naming the prompt and its file', async () => {
    const { proof } = await longer('{max_pct: 20, mode: error}');
    expect(proof.findings).toMatchObject([
      { code: 'cost-increase', severity: 'error', target: 'tickets/sort', file: promptFile },
    ]);
    expect(proof.verdict.exitCode).toBe(1);
    expect((await longer('{max_pct: 20, mode: warn}')).proof.verdict.exitCode).toBe(0);
  });

  it('is silent below its limit', async () => {
    expect((await longer('{max_pct: 2000, mode: error}')).proof.findings).toEqual([]);
  });

  it('prices both sides at list price, though the fake is free', async () => {
    const { proof, comment } = await longer('{max_pct: 2000, mode: error}');
    const [cost] = proof.cost.prompts;
    expect(cost?.basePer1000NanoUsd).toBeGreaterThan(0);
    expect(cost?.headPer1000NanoUsd).toBeGreaterThan(cost?.basePer1000NanoUsd ?? 0);
    expect(proof.cost.runNanoUsd).toBe(0);
    expect(comment).toContain('per 1,000 calls');
  });
});

it('--strict turns warnings into errors', async () => {
  const change = {
    base: { ...ticketProject({ easy: 4 }), [promptFile]: released('carefully') },
    head: { [promptFile]: released('very carefully') },
  };
  expect((await proveChange(change, { isStrict: true })).proof.verdict.exitCode).toBe(1);
});

it('points a finding at the check that failed', async () => {
  const { proof } = await proveChange({
    base: ticketProject({ easy: 4, hard: 12 }),
    head: { [promptFile]: promptYaml('quickly') },
  });
  const worse = proof.findings.find(({ check }) => check === 'right queue');
  expect(worse).toMatchObject({ file: 'suites/tickets.yaml', line: 22, column: 5 });
});
