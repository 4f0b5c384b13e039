import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  promptFile,
  promptYaml,
  type SuiteText,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

/** Two fakes: one always right, one always wrong; the alias says which is asked. */
const project = (models: string, more = '') => `apiVersion: galley/v1
kind: Project
providers:
  right: {type: scripted, file: scripted/right.yaml}
  wrong: {type: scripted, file: scripted/wrong.yaml}
models:
${models}${more}`;
const judgement = (score: number) =>
  `  - when: {contains: You are grading}\n    json: {reason: Seen., score: ${score}}\n`;
const scripts = {
  'scripted/right.yaml': `rules:\n${judgement(1)}otherwise: {say: billing}\n`,
  'scripted/wrong.yaml': `rules:\n${judgement(0)}otherwise: {say: logistics}\n`,
};
const chat = (provider: string, more = '') => `  default-chat: {provider: ${provider}${more}}\n`;
const base = (models: string, text: SuiteText = { easy: 12 }, more = '') => ({
  ...ticketProject(text),
  ...scripts,
  'galley.yaml': project(models, more),
});

describe('an alias', () => {
  it('repointed on head to a provider of base is judged against what it was', async () => {
    const { proof } = await proveChange({
      base: base(chat('right')),
      head: { 'galley.yaml': project(chat('wrong')) },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { base: { passRate: 1 }, head: { passRate: 0 } },
    ]);
    expect(proof.policyChanges).toMatchObject([
      { key: 'models.default-chat.provider', applies: 'now-as-content' },
    ]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('added on head over a provider of base is used', async () => {
    const { proof } = await proveChange({
      base: base(chat('right')),
      head: {
        'galley.yaml': project(`${chat('right')}  other: {provider: wrong}\n`),
        [promptFile]: promptYaml('carefully').replace('ref: default-chat', 'ref: other'),
      },
    });
    expect(proof.evaluation.suites).toMatchObject([{ model: 'other', head: { passRate: 0 } }]);
    expect(proof.renders[0]?.note).toBe('It has the model `other` instead of `default-chat`.');
  });

  const foreign = project('  default-chat: {provider: mine}\n').replace(
    'providers:\n',
    'providers:\n  mine: {type: scripted, echo: true}\n',
  );

  it('with a provider that only head has is refused, and says why', async () => {
    const { proof, comment } = await proveChange(
      { base: base(chat('right')), head: { 'galley.yaml': foreign } },
      { notExecuted: 'error' },
    );
    expect(proof.evaluation.suites).toEqual([]);
    expect(proof.evaluation.notJudged).toEqual([
      {
        suite: 'tickets',
        target: 'tickets/sort',
        reason:
          'model alias default-chat is not used: its provider `mine` is not in galley.yaml on base',
      },
    ]);
    expect(comment).toContain('its provider `mine` is not in galley.yaml on base');
    expect(proof.policyChanges.map(({ key, applies }) => [key, applies])).toEqual([
      ['models.default-chat.provider', 'after-merge'],
      ['providers.mine.echo', 'after-merge'],
      ['providers.mine.type', 'after-merge'],
    ]);
  });

  it('refused leaves the gate with a case that was not executed', async () => {
    const change = { base: base(chat('right')), head: { 'galley.yaml': foreign } };
    const strict = await proveChange(change, { notExecuted: 'error' });
    expect(strict.proof.findings).toMatchObject([{ code: 'not-executed', severity: 'error' }]);
    expect(strict.proof.verdict.exitCode).toBe(1);
    const lax = await proveChange(change, { notExecuted: 'warn' });
    expect(lax.proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
  });

  it('that allowed_models on base does not name is refused', async () => {
    const allowed = 'allowed_models: [default-chat]\n';
    const { proof } = await proveChange({
      base: base(chat('right'), { easy: 3 }, allowed),
      head: {
        'galley.yaml': project(`${chat('right')}  other: {provider: wrong}\n`, allowed),
        [promptFile]: promptYaml('carefully').replace('ref: default-chat', 'ref: other'),
      },
    });
    expect(proof.evaluation.notJudged[0]?.reason).toContain(
      '`allowed_models` on base does not name it',
    );
  });

  it("of base's tip does not replace the one that base's documents were written for", async () => {
    const { proof } = await proveChange({
      base: base(chat('right')),
      head: { [promptFile]: promptYaml('very carefully') },
      tip: { 'galley.yaml': project(chat('wrong')) },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { base: { passRate: 1 }, head: { passRate: 1 } },
    ]);
  });
});

describe('a judge', () => {
  const checks = '  - {name: polite, judge: It is polite., min: 0.8}\n';
  const judged = { easy: 8, checks };

  it('is asked as base has it on both sides, though head repoints it', async () => {
    const { proof } = await proveChange({
      base: base(`${chat('right')}  judge: {provider: right}\n`, judged),
      head: {
        'galley.yaml': project(`${chat('right')}  judge: {provider: wrong}\n`),
        [promptFile]: promptYaml('very carefully'),
      },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { base: { passRate: 1 }, head: { passRate: 1 } },
    ]);
    expect(proof.policyChanges).toMatchObject([
      { key: 'models.judge.provider', head: 'wrong', applies: 'after-merge' },
    ]);
  });

  it("is head's where base has none", async () => {
    const { proof } = await proveChange({
      base: base(chat('right'), { easy: 8 }),
      head: {
        'galley.yaml': project(`${chat('right')}  judge: {provider: wrong}\n`),
        'suites/tickets.yaml': suiteYaml(judged),
      },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { head: { passRate: 0 }, base: { passRate: 0 } },
    ]);
  });
});

describe('a price', () => {
  const pricing = (input: number) =>
    `, parameters: {max_tokens: 20}, pricing: {input_per_1m_usd: ${input}, output_per_1m_usd: ${input}, as_of: 2026-11-01}`;

  it('that the change writes is shown and not trusted', async () => {
    const { proof } = await proveChange({
      base: base(chat('right', pricing(1000))),
      head: {
        'galley.yaml': project(chat('right', pricing(1))),
        [promptFile]: promptYaml('very carefully'),
      },
    });
    const [cost] = proof.cost.prompts;
    expect(cost?.headPer1000NanoUsd).toBeGreaterThan(cost?.basePer1000NanoUsd ?? 0);
    expect(proof.policyChanges).toMatchObject([
      { key: 'models.default-chat.pricing.input_per_1m_usd', head: 1, applies: 'after-merge' },
      { key: 'models.default-chat.pricing.output_per_1m_usd', applies: 'after-merge' },
    ]);
  });

  it.each([
    [
      'tiers',
      'input_per_1m_usd: 1000, output_per_1m_usd: 1000, as_of: 2026-11-01, tiers: [{above_tokens: 1, input_per_1m_usd: 1, output_per_1m_usd: 1}]',
      'models.default-chat.pricing.tiers',
    ],
    [
      'days',
      'input_per_1m_usd: 1000, output_per_1m_usd: 1000, as_of: 2026-11-01, from: 2030-01-01',
      'models.default-chat.pricing.from',
    ],
  ])('is not made to look lower by %s either', async (_, written, key) => {
    const { proof } = await proveChange({
      base: base(chat('right', pricing(1000))),
      head: {
        'galley.yaml': project(
          chat('right', `, parameters: {max_tokens: 20}, pricing: {${written}}`),
        ),
        [promptFile]: promptYaml('very carefully'),
      },
    });
    const [cost] = proof.cost.prompts;
    expect(cost?.headPer1000NanoUsd).toBeGreaterThan(cost?.basePer1000NanoUsd ?? 0);
    expect(proof.policyChanges).toMatchObject([{ key, applies: 'after-merge' }]);
  });
});
