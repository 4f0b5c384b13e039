import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketCase,
  ticketProject,
} from '../support/ticket-project.ts';

const base = ticketProject({ easy: 4, hard: 8 });
const part = (text: string) => `apiVersion: galley/v1\nkind: Part\ncontent: Sort ${text}.\n`;
const including = promptYaml('').replace('Sort the ticket .', '"{% include \\"manner\\" %}"');
const withPart = { ...base, [promptFile]: including, 'parts/manner.yaml': part('carefully') };
/** Inline cases on the prompt itself, as a suite of its own id. */
const inline = (manner: string) =>
  promptYaml(
    manner,
    'cases:\n  - {id: hard, inputs: {message: A hard one}, expected: billing}\nchecks:\n  - {name: right queue, expected: true, hard: true}\n',
  );
const inlineProject = { ...base, [promptFile]: inline('carefully'), [suiteFile]: null };
const onlyInline = Object.fromEntries(
  Object.entries(inlineProject).filter(([, text]) => text !== null),
);

describe('a change', () => {
  it('of nothing that Galley reads has the outcome nothing and no comment', async () => {
    const { proof, comment } = await proveChange({ base, head: { 'README.md': 'Hello\n' } });
    expect(proof.verdict).toEqual({ outcome: 'nothing', exitCode: 0, headline: 'nothing changed' });
    expect(comment).toBe('');
  });

  it('of comments and layout is no semantic change and evaluates nothing', async () => {
    const edited = `# sorts tickets\n${promptYaml('carefully').replace('{type: string,', '{ type: "string",')}`;
    const { proof, comment } = await proveChange({ base, head: { [promptFile]: edited } });
    expect(proof.changes).toMatchObject([
      { id: 'tickets/sort', what: 'edited', isSemantic: false },
    ]);
    expect(proof.evaluation.suites).toEqual([]);
    expect(proof.renders).toEqual([]);
    expect(proof.verdict.outcome).toBe('passed');
    expect(comment).toContain('no semantic change');
  });

  it('of a part is judged in every prompt that includes it', async () => {
    const { proof } = await proveChange({
      base: withPart,
      head: { 'parts/manner.yaml': part('quickly') },
    });
    expect(proof.renders).toMatchObject([
      { target: 'tickets/sort', why: 'affected', through: ['part:manner', 'prompt:tickets/sort'] },
    ]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('of a part is judged also when the prompt itself only got a comment', async () => {
    const { proof } = await proveChange({
      base: withPart,
      head: { 'parts/manner.yaml': part('quickly'), [promptFile]: `# a remark\n${including}` },
    });
    expect(proof.renders).toMatchObject([{ target: 'tickets/sort', why: 'affected' }]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('of a prompt that no suite covers is listed as not covered', async () => {
    const lonely = 'prompts/tickets/lonely.yaml';
    const { proof, comment } = await proveChange({
      base: { ...base, [lonely]: promptYaml('carefully') },
      head: { [lonely]: promptYaml('quickly') },
    });
    expect(proof.evaluation.notCovered).toEqual(['tickets/lonely']);
    expect(proof.verdict.exitCode).toBe(0);
    expect(comment).toContain('no suite covers it');
  });

  it('is shown once where every case renders it alike, else for three cases', async () => {
    const cases = ['late', 'lost', 'rude', 'paid'].map((id) => ticketCase(id)).join('');
    const four = { ...base, [suiteFile]: suiteYaml({ easy: 0, cases }) };
    const alike = await proveChange({ base: four, head: { [promptFile]: promptYaml('quickly') } });
    expect(alike.proof.renders[0]?.cases).toMatchObject([{ caseId: 'late', sameDiffCases: 4 }]);
    expect(alike.comment).toContain('Case `late` (same in 4 of 4 cases):');
    const beside = promptYaml('carefully').replace('"{{ message }}"', '"Ticket: {{ message }}"');
    const each = await proveChange({ base: four, head: { [promptFile]: beside } });
    expect(each.proof.renders[0]?.cases).toMatchObject([
      { caseId: 'late', sameDiffCases: 1 },
      { caseId: 'lost', sameDiffCases: 1 },
      { caseId: 'rude', sameDiffCases: 1 },
    ]);
    expect(each.comment).toContain('_1 more case of 4 differ._');
  });

  it('of the scripted answers alone is judged, though every prompt is the same', async () => {
    const { proof } = await proveChange({
      base,
      head: { 'scripted/answers.yaml': 'rules: []\notherwise: {say: logistics}\n' },
    });
    expect(proof.evaluation.suites[0]?.comparisons[0]).toMatchObject({ base: 1, head: 0 });
    expect(proof.renders).toEqual([]);
    expect(proof.verdict.exitCode).toBe(1);
  });
});

it('says what changed in a prompt that no rendered text shows', async () => {
  const json = promptYaml('carefully', 'output: {format: json}\n').replace(
    'ref: default-chat',
    'ref: default-chat, parameters: {temperature: 0.9}',
  );
  const { proof, comment } = await proveChange({ base, head: { [promptFile]: json } });
  const note = 'It has other model parameters, another output format or schema.';
  expect(proof.renders).toMatchObject([{ casesChanged: 0, note }]);
  expect(comment).toContain(note);
  expect(proof.verdict.exitCode).toBe(1);
});

describe('a new', () => {
  it('prompt is judged by absolute gates only, with the verdict new', async () => {
    const fresh = {
      'prompts/tickets/fast.yaml': promptYaml('quickly'),
      'suites/fast.yaml': suiteYaml({ easy: 1, hard: 9, targets: '[tickets/fast]' }),
    };
    const { proof } = await proveChange({ base, head: fresh });
    expect(proof.evaluation.suites).toMatchObject([
      { suite: 'fast', comparisons: [{ verdict: 'new' }, { verdict: 'new' }] },
    ]);
    expect(proof.evaluation.suites[0]?.comparisons[0]?.base).toBeUndefined();
    expect(proof.verdict.exitCode).toBe(0);
    const strict = suiteYaml({
      easy: 1,
      hard: 9,
      targets: '[tickets/fast]',
      gate: 'pass_rate: {min: 0.9}',
    });
    const gated = await proveChange({ base, head: { ...fresh, 'suites/fast.yaml': strict } });
    expect(gated.proof.findings).toMatchObject([{ code: 'minimum-missed' }]);
    expect(gated.proof.verdict.exitCode).toBe(1);
  });

  it('case is not compared with base', async () => {
    const { proof } = await proveChange({
      base: { ...base, [promptFile]: promptYaml('quickly'), [suiteFile]: suiteYaml({ easy: 4 }) },
      head: { [suiteFile]: suiteYaml({ easy: 4, hard: 8 }) },
    });
    const [suite] = proof.evaluation.suites;
    expect(suite).toMatchObject({ pairedCases: 4, head: { cases: 12 }, base: { cases: 4 } });
    expect(suite?.comparisons[0]?.verdict).toBe('no-evidence');
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('check is judged on both sides', async () => {
    const checks =
      '  - {name: right queue, expected: true}\n  - {name: a word, regex: "^[a-z]+$"}\n';
    const { proof } = await proveChange({
      base,
      head: { [suiteFile]: suiteYaml({ easy: 4, hard: 8, checks }) },
    });
    expect(proof.evaluation.suites[0]?.comparisons.map(({ name }) => name)).toContain('a word');
    expect(proof.evaluation.weakened).toEqual([]);
    expect(proof.verdict.exitCode).toBe(0);
  });
});

describe('a removed prompt', () => {
  it('is listed', async () => {
    const { proof, comment } = await proveChange({
      base: { ...base, 'prompts/old.yaml': promptYaml('slowly') },
      head: { 'prompts/old.yaml': null },
    });
    expect(proof.renders).toMatchObject([{ target: 'old', why: 'removed' }]);
    expect(comment).toContain('prompt `old` removed');
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('leaves an error in a suite that still names it', async () => {
    const { proof } = await proveChange({ base, head: { [promptFile]: null } });
    expect(proof.verdict.exitCode).toBe(2);
    expect(proof.findings[0]).toMatchObject({ code: 'problem', file: suiteFile });
  });
});

describe('a renamed prompt', () => {
  const moved = 'prompts/tickets/route.yaml';

  it('with the same content is the same prompt and needs no evaluation', async () => {
    const { proof, comment } = await proveChange({
      base: onlyInline,
      head: { [promptFile]: null, [moved]: inline('carefully') },
    });
    expect(proof.changes).toContainEqual(
      expect.objectContaining({ kind: 'prompt', id: 'tickets/route', what: 'renamed' }),
    );
    expect(proof.evaluation).toMatchObject({ suites: [], weakened: [], notCovered: [] });
    expect(proof.verdict.outcome).toBe('passed');
    expect(comment).toContain('renamed from `tickets/sort`');
  });

  it('named so in its suite is judged against what it was', async () => {
    const { proof } = await proveChange({
      base,
      head: {
        [promptFile]: null,
        [moved]: promptYaml('carefully'),
        [suiteFile]: suiteYaml({ easy: 4, hard: 8, targets: '[tickets/route]' }),
      },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { target: 'tickets/route', pairedCases: 12, base: { passRate: 1 }, head: { passRate: 1 } },
    ]);
    expect(proof.evaluation.weakened).toEqual([]);
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('whose part changed is judged against what it was', async () => {
    const { proof } = await proveChange({
      base: withPart,
      head: {
        [promptFile]: null,
        [moved]: including,
        'parts/manner.yaml': part('quickly'),
        [suiteFile]: suiteYaml({ easy: 4, hard: 8, targets: '[tickets/route]' }),
      },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { target: 'tickets/route', pairedCases: 12, base: { passRate: 1 } },
    ]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('and edited is judged against what it was', async () => {
    const { proof, comment } = await proveChange({
      base,
      head: {
        [promptFile]: null,
        [moved]: promptYaml('quickly'),
        [suiteFile]: suiteYaml({ easy: 4, hard: 8, targets: '[tickets/route]' }),
      },
    });
    expect(proof.renders.map(({ target, why }) => [target, why])).toEqual([
      ['tickets/route', 'renamed'],
    ]);
    expect(proof.evaluation.suites).toMatchObject([{ pairedCases: 12, base: { passRate: 1 } }]);
    expect(proof.verdict.exitCode).toBe(1);
    expect(comment).toContain('renamed from `tickets/sort` and edited');
  });

  it('and edited in text and cases is judged by both', async () => {
    const { proof } = await proveChange({
      base: onlyInline,
      head: {
        [promptFile]: null,
        [moved]: inline('quickly').replace(', hard: true', ''),
      },
    });
    expect(proof.evaluation.weakened.map(({ differences }) => differences)).toEqual([
      ['check right queue changed'],
    ]);
    expect(proof.evaluation.suites).toMatchObject([{ target: 'tickets/route' }]);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('that says something else altogether is a new one beside a removed one', async () => {
    const text = 'apiVersion: galley/v1\nkind: Prompt\ncontent: Tell a joke about gardens.\n';
    const { proof } = await proveChange({
      base,
      head: { [promptFile]: null, [moved]: text, [suiteFile]: null },
    });
    expect(proof.renders.map(({ target, why }) => [target, why])).toEqual([
      ['tickets/route', 'added'],
      ['tickets/sort', 'removed'],
    ]);
  });
});

describe('a variant', () => {
  const both = suiteYaml({ easy: 4, hard: 8, targets: '[tickets/sort, tickets/sort+fast]' });
  const variant = (manner: string) =>
    promptYaml('carefully', `variants:\n  fast: {content: "Sort ${manner}: {{ message }}"}\n`);

  it('is compared with its own base, and shown beside its prompt', async () => {
    const { proof } = await proveChange({
      base: { ...base, [suiteFile]: both, [promptFile]: variant('carefully') },
      head: { [promptFile]: variant('quickly') },
    });
    expect(proof.evaluation.suites.map(({ target, head }) => [target, head.passRate])).toEqual([
      ['tickets/sort', 1],
      ['tickets/sort+fast', 4 / 12],
    ]);
    expect(proof.findings.every(({ target }) => target === 'tickets/sort+fast')).toBe(true);
    expect(proof.renders.map(({ target, casesChanged }) => [target, casesChanged])).toEqual([
      ['tickets/sort', 0],
      ['tickets/sort+fast', 12],
    ]);
  });

  it('that base does not have is new', async () => {
    const { proof } = await proveChange({
      base,
      head: { [suiteFile]: both, [promptFile]: variant('quickly') },
    });
    const fast = proof.evaluation.suites.find(({ target }) => target.endsWith('+fast'));
    expect(fast?.comparisons.map(({ verdict }) => verdict)).toEqual(['new', 'new']);
    expect(proof.evaluation.notJudged).toEqual([]);
    expect(proof.verdict.exitCode).toBe(0);
  });
});

describe('a model', () => {
  const models = '  slow: {provider: fake, name: slow, parameters: {max_tokens: 60}}\n';

  it('named anew by the prompt is compared with the one that base names', async () => {
    const { proof } = await proveChange({
      base: { ...base, 'galley.yaml': galleyYaml(models) },
      head: { [promptFile]: promptYaml('quickly').replace('ref: default-chat', 'ref: slow') },
    });
    expect(proof.evaluation.suites).toMatchObject([
      { model: 'slow', pairedCases: 12, base: { passRate: 1 }, head: { passRate: 4 / 12 } },
    ]);
    expect(proof.evaluation.suites[0]?.flips[0]?.state).toBe('confirmed');
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('given on the command line is asked on both sides', async () => {
    const { proof } = await proveChange(
      {
        base: { ...base, 'galley.yaml': galleyYaml(models) },
        head: { [promptFile]: promptYaml('quickly') },
      },
      { models: ['slow'] },
    );
    expect(proof.evaluation.suites).toMatchObject([{ model: 'slow', pairedCases: 12 }]);
    expect(proof.verdict.exitCode).toBe(1);
  });
});

describe('a nightly suite', () => {
  const nightly = (checks: string) => suiteYaml({ easy: 2, checks, more: 'when: nightly\n' });

  it('asks no model, but what it says of rendered text is free and counts', async () => {
    const checks = '  - {name: kind, contains: carefully, of: rendered}\n  - {expected: true}\n';
    const { proof } = await proveChange({
      base: { ...base, [suiteFile]: nightly(checks) },
      head: { [promptFile]: promptYaml('quickly') },
    });
    expect(proof.evaluation.suites).toEqual([]);
    expect(proof.evaluation.otherTimes).toEqual([{ suite: 'tickets', when: 'nightly' }]);
    expect(proof.findings.map(({ code, caseId }) => [code, caseId])).toEqual([
      ['rendered-check-failed', 'easy-1'],
      ['rendered-check-failed', 'easy-2'],
    ]);
    expect(proof.verdict.exitCode).toBe(1);
  });
});
