import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

const priced = (usage: string) =>
  galleyYaml(usage).replace(
    'max_tokens: 50}}',
    'max_tokens: 50}, pricing: {input_per_1m_usd: 10, output_per_1m_usd: 10, as_of: 2026-11-01}}',
  );
const longerPrompt = promptYaml('carefully, after a good deal of quiet thought about it');

describe('usage', () => {
  it('makes an amount a month, in the table and at the prompt', async () => {
    const usage = 'usage: {tickets/sort: {calls_per_month: 120000}}\n';
    const { proof, comment } = await proveChange({
      base: { ...ticketProject({ easy: 4 }), 'galley.yaml': priced(usage) },
      head: { [promptFile]: longerPrompt },
    });
    const [cost] = proof.cost.prompts;
    expect(cost?.callsPerMonth).toBe(120_000);
    const change = (cost?.headPer1000NanoUsd ?? 0) - (cost?.basePer1000NanoUsd ?? 0);
    expect(change).toBeGreaterThan(0);
    const dollars = Math.round((change * 120) / 1e9);
    expect(comment).toContain(`about +$${dollars} a month (+`);
  });

  it('is base’s, whatever the change says of it', async () => {
    const { proof } = await proveChange({
      base: {
        ...ticketProject({ easy: 4 }),
        'galley.yaml': priced('usage: {tickets/sort: {calls_per_month: 120000}}\n'),
      },
      head: {
        [promptFile]: longerPrompt,
        'galley.yaml': priced('usage: {tickets/sort: {calls_per_month: 1}}\n'),
      },
    });
    expect(proof.cost.prompts[0]?.callsPerMonth).toBe(120_000);
    expect(proof.policyChanges).toMatchObject([
      { key: 'usage.tickets/sort.calls_per_month', applies: 'after-merge' },
    ]);
  });
});
