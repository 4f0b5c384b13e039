import { describe, expect, it } from 'vitest';
import { commitFiles, proveBranch, proveChange } from '../support/prove-change.ts';
import { createTemporaryRepository } from '../support/temporary-repository.ts';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

const base = ticketProject({ easy: 4, hard: 8 });
const withPolicy = (policy: string) => ({ ...base, 'galley.yaml': galleyYaml(policy) });
const broken = { [promptFile]: promptYaml('quickly') };

describe('keys that pull requests are handled by', () => {
  it('are listed as after merge when head writes them, stricter or not', async () => {
    const { proof, comment } = await proveChange({
      base: withPolicy('comment: {outputs: masked}\n'),
      head: {
        ...broken,
        'galley.yaml': galleyYaml(
          `permissions: {evaluate: read, forks: never}
comment: {outputs: full, mode: hide-and-new}
history: {branch: galley/elsewhere, store_outputs: true}
notify: {webhook: {secret: OPENAI_API_KEY}}
`,
        ),
      },
    });
    expect(proof.policyChanges.map(({ key, applies }) => [key, applies])).toEqual([
      ['comment.mode', 'after-merge'],
      ['comment.outputs', 'after-merge'],
      ['history.branch', 'after-merge'],
      ['history.store_outputs', 'after-merge'],
      ['notify.webhook.secret', 'after-merge'],
      ['permissions.evaluate', 'after-merge'],
      ['permissions.forks', 'after-merge'],
    ]);
    expect(proof.policy).toEqual({ mode: 'enforce', outputs: 'masked' });
    expect(comment).toContain('Policy changes (7, 7 after merge)');
  });

  it('come from the tip of base', async () => {
    const tip = { 'galley.yaml': galleyYaml('comment: {outputs: none}\n') };
    const { proof, comment } = await proveChange({ base, head: broken, tip });
    expect(proof.policy.outputs).toBe('none');
    expect(comment).toContain('Answers are not shown');
    expect(comment).not.toContain('```diff\n-{"queue"');
  });
});

describe('gate.mode', () => {
  it('observe shows everything and blocks nothing', async () => {
    const observing = await proveChange({
      base: withPolicy('gate: {mode: observe}\n'),
      head: broken,
    });
    expect(observing.proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
    expect(observing.proof.findings.some(({ severity }) => severity === 'error')).toBe(true);
    expect(observing.comment).toContain('_Observing_: nothing of this blocks.');
  });

  it('is not loosened by head, and tightened at once', async () => {
    const loosened = await proveChange({
      base,
      head: { ...broken, 'galley.yaml': galleyYaml('gate: {mode: observe}\n') },
    });
    expect(loosened.proof.verdict.exitCode).toBe(1);
    expect(loosened.proof.policyChanges).toMatchObject([
      { key: 'gate.mode', applies: 'after-merge' },
    ]);
    const tightened = await proveChange({
      base: withPolicy('gate: {mode: observe}\n'),
      head: { ...broken, 'galley.yaml': galleyYaml('gate: {mode: enforce}\n') },
    });
    expect(tightened.proof.verdict.exitCode).toBe(1);
    expect(tightened.proof.policyChanges).toMatchObject([{ key: 'gate.mode', applies: 'now' }]);
  });
});

describe('extends', () => {
  it('puts the policy of a fetched commit under that of base', async () => {
    const repository = createTemporaryRepository();
    try {
      repository.git('checkout', '-q', '--orphan', 'defaults');
      const shared = 'apiVersion: galley/v1\nkind: Project\ngate: {mode: observe}\n';
      commitFiles(repository, { 'galley.yaml': `${shared}comment: {outputs: full}\n` });
      const commit = repository.git('rev-parse', 'HEAD');
      repository.git('checkout', '-q', '--orphan', 'main');
      repository.git('branch', '-q', '-D', 'defaults');
      commitFiles(
        repository,
        withPolicy(`extends: acme/galley-defaults@${commit}\ncomment: {outputs: none}\n`),
      );
      repository.branch('change');
      commitFiles(repository, broken);
      const { proof } = await proveBranch(repository);
      expect(proof.policy).toEqual({ mode: 'observe', outputs: 'none' });
    } finally {
      repository.remove();
    }
  });

  it('that base has and nobody fetched leaves base without a policy to go by', async () => {
    const missing = `extends: acme/galley-defaults@${'4be07d3f'.repeat(5)}\n`;
    const sides = { base: withPolicy(missing), head: broken };
    const { proof, comment } = await proveChange(sides, { notExecuted: 'error' });
    expect(proof.verdict.exitCode).toBe(1);
    expect(proof.evaluation.head.requests + proof.evaluation.head.scripted).toBe(0);
    expect(comment).toContain('which is not at hand');
  });
});
