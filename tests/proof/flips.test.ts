import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  promptFile,
  promptYaml,
  type SuiteText,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

const change = (text: SuiteText, from: string, to: string) =>
  proveChange({
    base: { ...ticketProject(text), [promptFile]: promptYaml(from) },
    head: { [promptFile]: promptYaml(to) },
  });

const wide = 'pass_rate: {max_drop: 1}';

describe('a case that flips from pass to fail', () => {
  it('blocks when fresh runs alone show it', async () => {
    const { proof, comment } = await change(
      { easy: 20, hard: 1, gate: wide },
      'carefully',
      'quickly',
    );
    expect(proof.evaluation.suites[0]?.flips).toMatchObject([
      { caseId: 'hard-1', state: 'confirmed', fresh: { basePassed: 5, headPassed: 0, runs: 5 } },
    ]);
    expect(proof.findings).toMatchObject([{ code: 'flip-confirmed', caseId: 'hard-1' }]);
    expect(proof.verdict.exitCode).toBe(1);
    expect(comment).toContain('confirmed by fresh runs');
  });

  it('is listed and does not block when fresh runs do not show it', async () => {
    const { proof, comment } = await change(
      { easy: 20, moody: 1, gate: wide },
      'carefully',
      'moodily',
    );
    expect(proof.evaluation.suites[0]?.flips).toMatchObject([
      { caseId: 'moody-1', state: 'not-confirmed' },
    ]);
    expect(proof.verdict.exitCode).toBe(0);
    expect(comment).toContain('not confirmed, not blocking: `moody-1`');
  });

  it('stays unconfirmed where the suite asks for no fresh runs', async () => {
    const gate = `${wide}, confirm: 0`;
    const { proof } = await change({ easy: 20, hard: 1, gate }, 'carefully', 'quickly');
    expect(proof.evaluation.suites[0]?.flips).toMatchObject([{ state: 'unconfirmed' }]);
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('blocks thirteen at once, as each is shown by its own fresh runs', async () => {
    const { proof } = await change({ easy: 20, hard: 13, gate: wide }, 'carefully', 'quickly');
    expect(proof.evaluation.suites[0]?.flips.map(({ state }) => state)).toEqual(
      Array.from({ length: 13 }, () => 'confirmed'),
    );
    expect(proof.findings[0]?.message).toContain('and 10 more');
  });

  it('is decided by the majority of its repeats', async () => {
    const text = { easy: 20, moody: 1, gate: wide, more: 'repeats: 3\n' };
    const { proof } = await change(text, 'carefully', 'moodily');
    expect(proof.evaluation.suites[0]?.flips).toMatchObject([{ caseId: 'moody-1' }]);
    expect(proof.evaluation.suites[0]?.head.flakyCases).toEqual(['moody-1']);
  });
});

describe('a hard check', () => {
  const checks = '  - {name: right queue, expected: true, hard: true}\n';

  it('blocks on any failure that base did not have, without fresh runs', async () => {
    const text = { easy: 20, moody: 1, gate: wide, checks, more: 'repeats: 5\n' };
    const { proof, comment } = await change(text, 'carefully', 'moodily');
    expect(proof.findings).toMatchObject([{ code: 'hard-check-failed', caseId: 'moody-1' }]);
    expect(proof.verdict.exitCode).toBe(1);
    expect(comment).toContain('hard check right queue');
  });

  it('does not block what base failed already', async () => {
    const { proof } = await change(
      { easy: 20, hard: 3, gate: wide, checks },
      'quickly',
      'very quickly',
    );
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('blocks a new case that fails it', async () => {
    const text = { easy: 20, gate: wide, checks };
    const { proof } = await proveChange({
      base: { ...ticketProject(text), [promptFile]: promptYaml('quickly') },
      head: { [suiteFile]: suiteYaml({ ...text, hard: 1 }) },
    });
    expect(proof.findings).toMatchObject([{ code: 'hard-check-failed', caseId: 'hard-1' }]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('blocks a new suite whose cases fail it', async () => {
    const { proof } = await proveChange({
      base: { ...ticketProject({ easy: 20 }), [promptFile]: promptYaml('quickly') },
      head: { 'suites/fresh.yaml': suiteYaml({ easy: 1, hard: 1, checks }) },
    });
    expect(proof.findings).toMatchObject([{ code: 'hard-check-failed', suite: 'fresh' }]);
  });

  it('blocks a new prompt that fails it', async () => {
    const { proof } = await proveChange({
      base: ticketProject({ easy: 20 }),
      head: {
        'prompts/tickets/fast.yaml': promptYaml('quickly'),
        'suites/fresh.yaml': suiteYaml({ easy: 1, hard: 1, checks, targets: '[tickets/fast]' }),
      },
    });
    expect(proof.findings).toMatchObject([{ code: 'hard-check-failed', target: 'tickets/fast' }]);
  });
});
