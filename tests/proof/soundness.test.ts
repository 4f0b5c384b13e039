import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

const base = ticketProject({ easy: 4, hard: 8 });
const misspelled = promptYaml('{{ mesage }}');
const lonely = 'prompts/lonely.yaml';

describe('an error that head brings', () => {
  it('ends with exit 2 and its place, and the sound targets of the suite are judged', async () => {
    const { proof, comment } = await proveChange({
      base: {
        ...base,
        [lonely]: promptYaml('carefully'),
        [suiteFile]: suiteYaml({ easy: 4, hard: 8, targets: '[tickets/sort, lonely]' }),
      },
      head: { [promptFile]: promptYaml('quickly'), [lonely]: misspelled },
    });
    expect(proof.verdict).toEqual({
      outcome: 'failed',
      exitCode: 2,
      headline: '1 problem, 1 regression',
    });
    expect(proof.findings[0]).toMatchObject({ code: 'problem', file: lonely, line: 7 });
    expect(proof.evaluation.suites.map(({ target }) => target)).toEqual(['tickets/sort']);
    expect(proof.evaluation.notJudged).toMatchObject([{ suite: 'tickets', target: 'lonely' }]);
    expect(comment).toContain('`tickets: lonely` not judged: prompt lonely has errors');
    expect(comment).toContain('(12 cases × 1) · 1 target not judged |');
  });

  it('is a warning where the policy says so', async () => {
    const { proof } = await proveChange({
      base: { ...base, 'galley.yaml': galleyYaml('gate: {validate: warn}\n') },
      head: { [lonely]: misspelled },
    });
    expect(proof.verdict).toEqual({ outcome: 'warned', exitCode: 0, headline: '1 warning' });
  });

  it('in a part counts in the prompts that include it', async () => {
    const including = promptYaml('{% include "manner" %}').replace(
      'content: Sort the ticket {% include "manner" %}.',
      'content: \'Sort {% include "manner" %}\'',
    );
    const part = (text: string) => `apiVersion: galley/v1\nkind: Part\ncontent: ${text}\n`;
    const { proof } = await proveChange({
      base: { ...base, [promptFile]: including, 'parts/manner.yaml': part('carefully') },
      head: { 'parts/manner.yaml': part('"{{ channel }}"') },
    });
    expect(proof.verdict.exitCode).toBe(2);
    expect(proof.evaluation.suites).toEqual([]);
    expect(proof.renders[0]?.note).toContain('Not rendered');
  });
});

describe('an error that base has already', () => {
  const old = { ...base, [lonely]: misspelled };

  it('never fails the gate in a file that the change does not reach', async () => {
    const head = { [promptFile]: promptYaml('very carefully') };
    const { proof, comment } = await proveChange({ base: old, head });
    expect(proof.validation.problems).toEqual([]);
    expect(proof.validation.alreadyOnBase).toMatchObject([{ file: lonely, severity: 'error' }]);
    expect(proof.verdict).toMatchObject({ outcome: 'passed', exitCode: 0 });
    expect(comment).toContain('_(already on base)_');
  });

  it('fails it in a file that the change edits', async () => {
    const head = { [lonely]: `${misspelled}# a remark\n` };
    const { proof } = await proveChange({ base: old, head });
    expect(proof.verdict.exitCode).toBe(2);
  });

  it('fails it in a file that is no document at all, when the change edits it', async () => {
    const torn = 'apiVersion: galley/v1\nkind: Prompt\ncontent: [\n';
    const untouched = await proveChange({
      base: { ...base, [lonely]: torn },
      head: { [promptFile]: promptYaml('very carefully') },
    });
    expect(untouched.proof.verdict.exitCode).toBe(0);
    const edited = await proveChange({
      base: { ...base, [lonely]: torn },
      head: { [lonely]: torn.replace('kind: Prompt', 'kind:  Prompt') },
    });
    expect(edited.proof.verdict.exitCode).toBe(2);
  });

  it('in a prompt that head mends leaves nothing to compare with, and says so', async () => {
    const { proof, comment } = await proveChange({
      base: { ...base, [promptFile]: misspelled },
      head: { [promptFile]: promptYaml('carefully') },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { head: { passRate: 1 }, comparisons: [{ verdict: 'inconclusive' }, {}] },
    ]);
    expect(proof.findings).toMatchObject([{ code: 'inconclusive', severity: 'warning' }]);
    expect(comment).toContain('not judged: on base, prompt tickets/sort has errors');
  });

  it('is no finding when head mends it', async () => {
    const { proof } = await proveChange({ base: old, head: { [lonely]: promptYaml('carefully') } });
    expect(proof.validation).toMatchObject({ problems: [], alreadyOnBase: [] });
    expect(proof.verdict.exitCode).toBe(0);
  });
});

describe('a check of rendered text', () => {
  const checks = '  - {name: kind, contains: kindly, of: rendered}\n';
  const kind = {
    ...ticketProject({ easy: 3, checks }),
    [promptFile]: promptYaml('carefully, kindly'),
  };

  it('that fails on head only blocks with exit 1, once per case and not per repeat', async () => {
    const { proof, comment } = await proveChange({
      base: { ...kind, [suiteFile]: suiteYaml({ easy: 3, checks, more: 'repeats: 5\n' }) },
      head: { [promptFile]: promptYaml('carefully') },
    });
    expect(proof.validation.renderedFailures).toHaveLength(3);
    expect(proof.findings.filter(({ code }) => code === 'rendered-check-failed')).toHaveLength(3);
    expect(proof.findings[0]).toMatchObject({ file: suiteFile, line: 9, check: 'kind' });
    expect(proof.verdict).toMatchObject({ exitCode: 1, headline: '1 regression' });
    expect(comment).toContain('3 rendered checks failed');
  });

  it('that fails on base too does not block', async () => {
    const { proof } = await proveChange({
      base: { ...kind, [promptFile]: promptYaml('carefully') },
      head: { [promptFile]: promptYaml('very carefully') },
    });
    expect(proof.validation.renderedFailures.every(({ isOnBase }) => isOnBase)).toBe(true);
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('blocks without any model, in mode replay', async () => {
    const { proof } = await proveChange(
      { base: kind, head: { [promptFile]: promptYaml('carefully') } },
      { mode: 'replay' },
    );
    expect(proof.verdict.exitCode).toBe(1);
  });
});

describe('a case', () => {
  /** Reads an order that no case has, guarded or not. */
  const reading = (order: string) =>
    promptYaml(`carefully for ${order}`)
      .replace(/content: (Sort .*)\n/, "content: '$1'\n")
      .replace('inputs:\n', 'inputs:\n  order: {type: object, default: {}}\n');
  const guarded = reading('{{ order.customer.name if order.customer is defined else "us" }}');
  const unguarded = reading('{{ order.customer.name }}');

  it('that head cannot render and base could is a regression, not a failure of the world', async () => {
    const { proof, comment } = await proveChange({
      base: { ...base, [promptFile]: guarded },
      head: { [promptFile]: unguarded },
    });
    expect(proof.verdict).toMatchObject({ exitCode: 1, headline: '1 regression' });
    expect(proof.findings[0]).toMatchObject({ code: 'rendered-check-failed', caseId: 'easy-1' });
    expect(proof.findings[0]?.message).toContain('cannot be rendered');
    expect(comment).toContain('**Must fix**');
  });

  it('that base cannot render leaves the comparison inconclusive', async () => {
    const { proof } = await proveChange({
      base: { ...base, [promptFile]: unguarded },
      head: { [promptFile]: guarded },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { pairedCases: 0, comparisons: [{ verdict: 'inconclusive' }, {}] },
    ]);
    expect(proof.findings).toMatchObject([{ code: 'inconclusive', severity: 'warning' }]);
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('that neither side can render is nothing new', async () => {
    const { proof } = await proveChange({
      base: { ...base, [promptFile]: unguarded },
      head: { [promptFile]: unguarded.replace('carefully', 'very carefully') },
    });
    expect(proof.verdict.exitCode).toBe(0);
  });
});
