import { describe, expect, it } from 'vitest';
import { type Files, proveChange } from '../support/prove-change.ts';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  type SuiteText,
  suiteFile,
  suiteYaml,
  ticketCase,
  ticketProject,
} from '../support/ticket-project.ts';

const checks = '  - {name: right queue, expected: true}\n  - {name: a word, regex: "^[a-z]+$"}\n';
const text: SuiteText = {
  easy: 4,
  hard: 8,
  checks,
  gate: 'pass_rate: {min: 0.9, max_drop: 0.05}, when_unsure: block',
  more: 'repeats: 3\n',
};
const base = ticketProject(text);

/** Head's suite beside a prompt that base's suite would stop. */
const weaken = (head: string | null, more: Files = {}) =>
  proveChange({ base, head: { [suiteFile]: head, [promptFile]: promptYaml('quickly'), ...more } });

const differencesOf = ({ proof }: Awaited<ReturnType<typeof proveChange>>) =>
  proof.evaluation.weakened.flatMap(({ differences }) => differences);

describe('a suite is run as base has it when head', () => {
  const loose = { ...text, gate: 'pass_rate: {max_drop: 1}, when_unsure: pass, confirm: 0' };
  const ways: readonly [string, string | null, string][] = [
    [
      'removes a check',
      suiteYaml({ ...loose, checks: '  - {name: a word, regex: "^[a-z]+$"}\n' }),
      'check right queue removed',
    ],
    [
      'changes a check',
      suiteYaml({ ...loose, checks: checks.replace('expected: true', 'length: {max: 99}') }),
      'check right queue changed',
    ],
    [
      'makes a check weighted',
      suiteYaml({
        ...loose,
        checks: checks.replace('expected: true', 'expected: true, weight: 1'),
      }),
      'check right queue changed',
    ],
    ['drops the minimum', suiteYaml(loose), 'gate pass_rate.min lowered from 0.9 to none'],
    ['raises max_drop', suiteYaml(loose), 'gate pass_rate.max_drop raised from 0.05 to 1'],
    ['loosens when_unsure', suiteYaml(loose), 'gate when_unsure block became pass'],
    ['asks for fewer fresh runs', suiteYaml(loose), 'gate confirm lowered from 5 to 0'],
    ['removes a case', suiteYaml({ ...loose, hard: 7 }), 'case hard-8 removed'],
    [
      'edits the inputs of a case',
      suiteYaml({ ...loose, hard: 7, cases: ticketCase('hard-8', 'billing', 'An easy one') }),
      'case hard-8 changed',
    ],
    [
      'lowers repeats',
      suiteYaml({ ...loose, more: 'repeats: 1\n' }),
      'repeats lowered from 3 to 1',
    ],
    [
      'lets fewer repeats pass a case',
      suiteYaml({ ...loose, more: 'repeats: 3\npass_at_least: 1\n' }),
      'pass_at_least lowered from 2 to 1',
    ],
    [
      'asks with other parameters',
      suiteYaml({ ...text, more: 'repeats: 3\nparameters: {temperature: 0}\n' }),
      'parameters changed',
    ],
    ['deletes the suite', null, 'suite removed'],
  ];

  it.each(ways)('%s', async (_, head, difference) => {
    const change = await weaken(head);
    expect(differencesOf(change)).toContain(difference);
    expect(change.proof.evaluation.weakened).toMatchObject([{ suite: 'tickets', isFailing: true }]);
    expect(change.proof.findings).toContainEqual(
      expect.objectContaining({ code: 'suite-weakened', severity: 'error' }),
    );
    expect(change.proof.verdict.exitCode).toBe(1);
  });

  it('removes a target', async () => {
    const second = 'prompts/tickets/other.yaml';
    const both = { ...text, targets: '[tickets/sort, tickets/other]' };
    const change = await proveChange({
      base: { ...ticketProject(both), [second]: promptYaml('carefully') },
      head: {
        [suiteFile]: suiteYaml({ ...text, targets: '[tickets/other]' }),
        [promptFile]: promptYaml('quickly'),
      },
    });
    expect(differencesOf(change)).toEqual(['target tickets/sort removed']);
    expect(change.proof.evaluation.weakened).toMatchObject([{ isFailing: true }]);
  });

  it('removes a model', async () => {
    const models = galleyYaml('  slow: {provider: fake, name: slow}\n');
    const both = { ...text, more: 'repeats: 3\nmodels: [default-chat, slow]\n' };
    const change = await proveChange({
      base: { ...ticketProject(both), 'galley.yaml': models },
      head: {
        [suiteFile]: suiteYaml({ ...both, more: 'repeats: 3\nmodels: [slow]\n' }),
        [promptFile]: promptYaml('quickly'),
      },
    });
    expect(differencesOf(change)).toEqual(['model default-chat removed']);
    expect(change.proof.evaluation.weakened).toMatchObject([{ isFailing: true }]);
  });

  it('removes a check of rendered text that head now fails', async () => {
    const small = { easy: 2, gate: 'pass_rate: {max_drop: 1}' };
    const checks =
      '  - {name: right queue, expected: true}\n  - {name: kind, contains: kind, of: rendered}\n';
    const change = await proveChange({
      base: {
        ...ticketProject({ ...small, checks }),
        [promptFile]: promptYaml('carefully and kindly'),
      },
      head: { [suiteFile]: suiteYaml(small), [promptFile]: promptYaml('carefully') },
    });
    expect(change.proof.findings).toMatchObject([{ code: 'suite-weakened' }]);
    expect(change.proof.verdict.exitCode).toBe(1);
  });
});

describe('a suite is not weakened when head', () => {
  it('only adds cases, checks and a minimum', async () => {
    const more = { ...text, easy: 6, checks: `${checks}  - {name: short, length: {max: 9}}\n` };
    const change = await weaken(suiteYaml(more), { [promptFile]: promptYaml('carefully') });
    expect(differencesOf(change)).toEqual([]);
    expect(change.proof.verdict.exitCode).toBe(0);
  });

  it('is stricter in its gate and repeats', async () => {
    const strict = {
      ...text,
      gate: 'pass_rate: {min: 0.95, max_drop: 0.01}, when_unsure: block, confirm: 6',
      more: 'repeats: 5\n',
    };
    const change = await weaken(suiteYaml(strict), { [promptFile]: promptYaml('carefully') });
    expect(differencesOf(change)).toEqual([]);
  });

  it('moves to another path', async () => {
    const change = await weaken(null, {
      'suites/moved.yaml': suiteYaml(text),
      [promptFile]: promptYaml('carefully'),
    });
    expect(differencesOf(change)).toEqual([]);
  });

  it('reorders checks and keys', async () => {
    const reordered =
      '  - {regex: "^[a-z]+$", name: a word}\n  - {expected: true, name: right queue}\n';
    const change = await weaken(suiteYaml({ ...text, checks: reordered }));
    expect(differencesOf(change)).toEqual([]);
  });
});

it('a prompt that drops the schema which every suite checked is warned about', async () => {
  const output = (schema: string) => `output: {format: json${schema}}\n`;
  const before = output(', schema: {type: string, enum: [billing]}');
  const project = {
    ...ticketProject({ checks: '  - {name: a word, regex: "[a-z]+"}\n' }),
    'scripted/answers.yaml': 'rules: []\notherwise: {json: billing}\n',
    [promptFile]: promptYaml('carefully', before),
  };
  const change = (schema: string) =>
    proveChange({
      base: project,
      head: { [promptFile]: promptYaml('very carefully', output(schema)) },
    });
  const dropped = await change('');
  expect(dropped.proof.findings).toMatchObject([
    { severity: 'warning', code: 'suite-weakened', target: 'tickets/sort', file: promptFile },
  ]);
  expect(dropped.proof.verdict).toMatchObject({ exitCode: 0, outcome: 'warned' });
  const edited = await change(', schema: {type: string, enum: [billing, sales]}');
  expect(edited.proof.findings).toEqual([]);
});

describe('a weakened suite that still passes', () => {
  it('is listed and does not block', async () => {
    const { proof, comment } = await weaken(suiteYaml({ ...text, hard: 7 }), {
      [promptFile]: promptYaml('very carefully'),
    });
    expect(proof.evaluation.weakened).toMatchObject([{ isFailing: false }]);
    expect(proof.verdict.exitCode).toBe(0);
    expect(comment).toContain('weaker than on base (case hard-8 removed)');
    expect(comment).toContain('as base has it, it still passes');
  });
});

describe('gate.suite_weakened', () => {
  it.each([
    ['warn', 'warning'],
    ['off', undefined],
  ])('%s does not block', async (word, severity) => {
    const policy = `gate: {suite_weakened: ${word}}`;
    const { proof } = await proveChange({
      base: ticketProject({ ...text, policy }),
      head: { [suiteFile]: null, [promptFile]: promptYaml('quickly') },
    });
    expect(proof.verdict.exitCode).toBe(0);
    expect(proof.findings.find(({ code }) => code === 'suite-weakened')?.severity).toBe(severity);
  });
});

it('says that a weakened suite could not be run when nothing of it was executed', async () => {
  const { proof, comment } = await proveChange(
    {
      base: {
        ...base,
        'galley.yaml': `apiVersion: galley/v1
kind: Project
providers: {openai: {type: openai, key: {secret: OPENAI_API_KEY}}}
models: {default-chat: {provider: openai, name: gpt-5.6-mini}}
`,
      },
      head: { [suiteFile]: null, [promptFile]: promptYaml('quickly') },
    },
    { mode: 'replay', notExecuted: 'error' },
  );
  expect(comment).not.toContain('still passes');
  expect(proof.findings).toMatchObject([{ code: 'not-executed', severity: 'error' }]);
  expect(proof.verdict.exitCode).toBe(1);
});
