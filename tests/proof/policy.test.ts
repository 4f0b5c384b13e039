import { describe, expect, it } from 'vitest';
import { type Files, proveChange } from '../support/prove-change.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

const base = ticketProject({ easy: 4, hard: 8 });
const withPolicy = (policy: string) => ({ ...base, 'galley.yaml': galleyYaml(policy) });
const broken = { [promptFile]: promptYaml('quickly') };
const misspelled = { [promptFile]: promptYaml('{{ mesage }}') };
const codes = ({ proof }: Awaited<ReturnType<typeof proveChange>>) =>
  proof.findings.map(({ code }) => code);

describe('the policy in force', () => {
  it('comes from the tip of base, not from the merge-base', async () => {
    const tip = { 'galley.yaml': galleyYaml('gate: {evaluate: off}\n') };
    const { proof, comment } = await proveChange({ base, head: broken, tip });
    expect(proof.verdict.exitCode).toBe(0);
    expect(proof.revisions.policy.commit).not.toBe(proof.revisions.base);
    expect(proof.policyChanges).toEqual([]);
    expect(comment).toContain(`(policy \`main@${proof.revisions.policy.commit.slice(0, 7)}\`)`);
  });

  it('is not loosened by head, which is listed as after merge', async () => {
    const head = { ...broken, 'galley.yaml': galleyYaml('gate: {evaluate: off}\n') };
    const { proof, comment } = await proveChange({ base, head });
    expect(proof.verdict.exitCode).toBe(1);
    expect(proof.policyChanges).toEqual([
      { key: 'gate.evaluate', base: undefined, head: 'off', applies: 'after-merge' },
    ]);
    expect(comment).toContain('**after merge**');
  });

  it('is tightened by head at once', async () => {
    const tight = galleyYaml('gate: {cost_increase: {max_pct: 5, mode: error}}\n');
    const { proof } = await proveChange({ base, head: { 'galley.yaml': tight } });
    expect(proof.policyChanges).toMatchObject([
      { key: 'gate.cost_increase.max_pct', applies: 'now' },
      { key: 'gate.cost_increase.mode', applies: 'now' },
    ]);
  });

  it('keeps the stricter half where head loosens one key and tightens another', async () => {
    const { proof } = await proveChange({
      base: withPolicy('gate: {validate: error, version_bump: warn}\n'),
      head: {
        ...misspelled,
        'galley.yaml': galleyYaml('gate: {validate: warn, version_bump: error}\n'),
      },
    });
    expect(proof.policyChanges).toMatchObject([
      { key: 'gate.validate', base: 'error', head: 'warn', applies: 'after-merge' },
      { key: 'gate.version_bump', base: 'warn', head: 'error', applies: 'now' },
    ]);
    expect(proof.verdict.exitCode).toBe(2);
  });

  it('follows an owner who loosens it on base while the branch still has the old one', async () => {
    const { proof } = await proveChange({
      base: withPolicy('budgets: {run_usd: 0.01}\n'),
      head: { [promptFile]: promptYaml('very carefully') },
      tip: { 'galley.yaml': galleyYaml('budgets: {run_usd: 5}\n') },
    });
    expect(proof.cost.capNanoUsd).toBe(5_000_000_000);
    expect(proof.policyChanges).toEqual([]);
  });

  it('takes the lower of two budgets', async () => {
    const lower = await proveChange({
      base: withPolicy('budgets: {run_usd: 2}\n'),
      head: { 'galley.yaml': galleyYaml('budgets: {run_usd: 1}\n') },
    });
    expect(lower.proof.cost.capNanoUsd).toBe(1_000_000_000);
    expect(lower.proof.policyChanges).toMatchObject([{ key: 'budgets.run_usd', applies: 'now' }]);
    const higher = await proveChange({
      base: withPolicy('budgets: {run_usd: 2}\n'),
      head: { 'galley.yaml': galleyYaml('budgets: {run_usd: 200}\n') },
    });
    expect(higher.proof.cost.capNanoUsd).toBe(2_000_000_000);
    expect(higher.proof.policyChanges).toMatchObject([
      { key: 'budgets.run_usd', base: 2, head: 200, applies: 'after-merge' },
    ]);
  });

  it('takes the lower cap in every scope, and base’s word on how often a prompt is called', async () => {
    const { proof } = await proveChange({
      base: withPolicy(
        'budgets: {month_usd: 20, tokens_month: 5000, alert_pct: 60, mode: alert}\n',
      ),
      head: {
        'galley.yaml': galleyYaml(
          `budgets: {month_usd: 10, tokens_month: 9000, actor_usd: 5, alert_pct: 70, mode: strict}
usage: {tickets/sort: {calls_per_month: 9}}
`,
        ),
      },
    });
    expect(proof.policyChanges.map(({ key, applies }) => [key, applies])).toEqual([
      ['budgets.actor_usd', 'now'],
      ['budgets.alert_pct', 'after-merge'],
      ['budgets.mode', 'now'],
      ['budgets.month_usd', 'now'],
      ['budgets.tokens_month', 'after-merge'],
      ['usage.tickets/sort.calls_per_month', 'after-merge'],
    ]);
  });

  it('cannot be talked out of counting what was not executed', async () => {
    const real = `apiVersion: galley/v1
kind: Project
providers: {openai: {type: openai, key: {secret: OPENAI_API_KEY}}}
models: {default-chat: {provider: openai, name: gpt-5.6-mini}}
`;
    const head = { ...broken, 'galley.yaml': `${real}gate: {not_executed: off}\n` };
    const options = { mode: 'replay', notExecuted: 'error' } as const;
    const change = await proveChange({ base: { ...base, 'galley.yaml': real }, head }, options);
    expect(codes(change)).toEqual(['not-executed']);
    expect(change.proof.verdict.exitCode).toBe(1);
    expect(change.proof.policyChanges).toMatchObject([{ applies: 'after-merge' }]);
  });
});

describe('without galley.yaml on base', () => {
  const { 'galley.yaml': policy, ...documents } = base;

  it('the gate passes, free checks run, and the new policy is shown', async () => {
    const head = { 'galley.yaml': policy ?? '', ...misspelled };
    const { proof, comment } = await proveChange({ base: documents, head });
    expect(proof.revisions.policy.from).toBe('defaults');
    expect(proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
    expect(proof.findings.filter(({ code }) => code === 'problem')).not.toEqual([]);
    expect(proof.evaluation.suites).toEqual([]);
    expect(comment).toContain('built-in defaults, base has no `galley.yaml`');
    expect(comment).toContain('`models.default-chat.provider` | – | `"fake"`');
  });

  it('a sound change has nothing to fix', async () => {
    const { proof, comment } = await proveChange({
      base: documents,
      head: { 'galley.yaml': policy ?? '', [promptFile]: promptYaml('very carefully') },
    });
    expect(proof.verdict.exitCode).toBe(0);
    expect(comment).not.toContain('**Must fix**');
    expect(comment).toContain('not run: no policy on base');
  });

  it("head's own policy can be tried out, labelled", async () => {
    const head: Files = { 'galley.yaml': policy ?? '', ...broken };
    const { proof, comment } = await proveChange({ base: documents, head }, { policyFrom: 'head' });
    expect(proof.revisions.policy.from).toBe('head');
    expect(proof.evaluation.suites).toMatchObject([
      { head: { passRate: 4 / 12 }, comparisons: [{ verdict: 'inconclusive' }, {}] },
    ]);
    expect(proof.findings).toMatchObject([{ code: 'inconclusive', severity: 'warning' }]);
    expect(comment).toContain('no case was executed on both sides');
    expect(comment).toContain("policy: **head's own**");
  });
});

describe('a galley.yaml on base that has errors', () => {
  const torn = { 'galley.yaml': 'apiVersion: galley/v1\nkind: Project\nmodels: [\n' };

  it.each(['merge-base', 'tip'])(
    'at the %s lets no model be asked, and nothing pass unjudged',
    async (at) => {
      const change =
        at === 'tip'
          ? { base, head: broken, tip: torn }
          : { base: { ...base, ...torn }, head: broken };
      const { proof, comment } = await proveChange(change, { notExecuted: 'error' });
      expect(proof.revisions.policy.from).toBe('base');
      expect(proof.findings).toMatchObject([{ code: 'not-executed', severity: 'error' }]);
      expect(proof.verdict.exitCode).toBe(1);
      expect(comment).toContain('galley.yaml on base has errors');
    },
  );
});

describe('--policy head', () => {
  it('applies what head loosens', async () => {
    const head = { ...broken, 'galley.yaml': galleyYaml('gate: {evaluate: off}\n') };
    const { proof } = await proveChange({ base, head }, { policyFrom: 'head' });
    expect(proof.verdict.exitCode).toBe(0);
  });
});
