import {
  inProcessHostileText,
  keylessChildProcess,
  libraryFrom,
  plainNode,
} from '@galley/engine/keyless-child';
import { type Dataset, openLibrary } from '@galley/engine/library';
import type { DefaultsSource, HostileText } from '@galley/engine/ports';
import { afterAll, describe, expect, it } from 'vitest';
import { deskProject } from './support/desk-project.ts';
import { refusalOf } from './support/refusal-of.ts';
import { testClock } from './support/test-clock.ts';

const child = keylessChildProcess({ clock: testClock() });
afterAll(() => child.dispose());

const implementations: readonly (readonly [string, HostileText])[] = [
  ['in process', inProcessHostileText()],
  ['in the child', child],
];

/** The refund prompt and its parts as a door would send them. */
async function refundPrompt() {
  const library = await openLibrary(deskProject());
  const prompt = library.prompts.get('support/refund');
  if (prompt === undefined) throw new TypeError('the project has no such prompt');
  return { prompt: plainNode(prompt), parts: [...library.parts.values()].map(plainNode) };
}

describe.each(implementations)('hostile text %s', (_, text) => {
  describe('a library', () => {
    it('is the one that is opened directly', async () => {
      const direct = await openLibrary(deskProject());
      const read = libraryFrom(await text.openLibrary(deskProject()));
      const { isSound: _direct, ...facts } = direct;
      const { isSound: _read, ...readFacts } = read;
      expect(direct.problems).toEqual([]);
      expect(readFacts).toEqual(facts);
      expect(read.suites.get('refunds')?.cases).toHaveLength(2);
    });

    it('knows which documents are sound', async () => {
      const broken = deskProject({
        'parts/tone/formal.yaml': 'apiVersion: galley/v1\nkind: Part\ncontent: "{% if %}"\n',
      });
      const library = libraryFrom(await text.openLibrary(broken));
      const { problems, prompts, parts } = library;
      const isSound = (node: Parameters<typeof library.isSound>[0] | undefined) =>
        node !== undefined && library.isSound(node);
      expect(problems).toContainEqual(
        expect.objectContaining({ code: 'template-syntax', file: 'parts/tone/formal.yaml' }),
      );
      expect(isSound(parts.get('tone/formal'))).toBe(false);
      expect(isSound(prompts.get('support/refund'))).toBe(false);
    });

    it('extends what the door has elsewhere', async () => {
      const reference = `acme/galley-defaults@${'a'.repeat(40)}`;
      const header = 'apiVersion: galley/v1\nkind: Project\n';
      const tree = deskProject({ 'galley.yaml': `${header}extends: ${reference}\n` });
      const defaults: DefaultsSource = {
        read: async (asked) =>
          asked === reference ? Buffer.from(`${header}budgets: {run_usd: 0.5}\n`) : undefined,
      };
      const { project } = await text.openLibrary(tree, {}, defaults);
      expect(project).toMatchObject({ extends: reference, budgets: { runNanoUsd: 500_000_000 } });
      const { problems } = await text.openLibrary(tree, {});
      expect(problems).toMatchObject([{ code: 'defaults-missing' }]);
    });

    it('can be a selection, with what it reaches and nothing else', async () => {
      const { nodes } = await text.openLibrary(deskProject(), { prompts: ['support/refund'] });
      expect(nodes.map(({ kind, id }) => `${kind}:${id}`).sort()).toEqual([
        'part:tone/formal',
        'prompt:support/refund',
      ]);
    });

    it('tells faults of bytes, YAML and tables at their place', async () => {
      const { problems } = await text.openLibrary(
        deskProject({
          'prompts/bytes.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xff]),
          'prompts/deep.yaml': `a: ${'['.repeat(20_000)}`,
          'prompts/twice.yaml': 'apiVersion: galley/v1\nkind: Prompt\nkind: Part\n',
          'datasets/refunds.csv': 'Customer text,Right\n"open',
        }),
      );
      expect(problems.map(({ code, file, line }) => [file, line, code])).toEqual(
        expect.arrayContaining([
          ['prompts/bytes.yaml', 1, 'file-not-utf8'],
          ['prompts/deep.yaml', 1, 'yaml-too-deep'],
          ['prompts/twice.yaml', 3, 'yaml-duplicate-key'],
          ['datasets/refunds.csv', 2, 'table-syntax'],
        ]),
      );
    });

    it('keeps `__proto__` and `constructor` as data', async () => {
      const expected = '{"__proto__": {"isAdmin": true}, "constructor": 1}';
      const { nodes, problems } = await text.openLibrary(
        deskProject({
          'datasets/refunds.yaml': `apiVersion: galley/v1
kind: Dataset
source: {file: refunds.jsonl}
`,
          'datasets/refunds.jsonl': `{"inputs": {"message": "Hi"}, "expected": ${expected}}`,
          'suites/refunds.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund]
dataset: refunds
checks: [{expected: true}]
`,
        }),
      );
      expect(problems).toEqual([]);
      const dataset = nodes.find(({ kind }) => kind === 'dataset') as unknown as Dataset;
      const read: object = Object(dataset.cases[0]?.expected);
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
      expect('isAdmin' in read).toBe(false);
    });

    it('passes on what the tree cannot give', async () => {
      const tree = { ...deskProject(), read: () => Promise.reject(new Error('the disk is gone')) };
      await expect(text.openLibrary(tree)).rejects.toThrow('the disk is gone');
      expect((await text.openLibrary(deskProject())).problems).toEqual([]);
    });
  });

  describe('cases', () => {
    it('are rendered in order, each on its own', async () => {
      const rendered = await text.renderCases({
        ...(await refundPrompt()),
        cases: [
          {
            inputs: { message: 'Refund?' },
            history: [{ role: 'assistant', content: '{{ brand }}' }],
          },
          { inputs: { mesage: 'Refund?' } },
          { inputs: { message: '{{ brand }}', brand: 'Beta' } },
        ],
      });
      expect(rendered).toMatchObject([
        {
          messages: [
            { role: 'system', content: 'Write formally, for Acme.' },
            { role: 'assistant', content: '{{ brand }}' },
            { role: 'user', content: 'Refund?' },
          ],
          inputsUsed: { message: 'Refund?', brand: 'Acme' },
        },
        { fault: { code: 'input-invalid', hint: expect.stringContaining('message') } },
        { fault: { code: 'input-invalid' } },
      ]);
    });

    it('of a variant', async () => {
      const [rendered] = await text.renderCases({
        ...(await refundPrompt()),
        variant: 'terse',
        cases: [{ inputs: { message: 'Now' } }],
      });
      expect(rendered?.messages).toEqual([{ role: 'user', content: 'Refund? Now' }]);
    });

    it('of a variant that there is not are refused', async () => {
      const request = { ...(await refundPrompt()), variant: 'ters', cases: [] };
      expect(await refusalOf(text.renderCases(request))).toMatchObject({
        code: 'document-missing',
        hint: 'Did you mean support/refund+terse?',
        data: { variant: 'ters' },
      });
    });

    it('that exceed a budget say which and where', async () => {
      const bomb = '{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}';
      const library = await openLibrary(
        deskProject({
          'prompts/bomb.yaml': `apiVersion: galley/v1\nkind: Prompt\ncontent: "${bomb}"\n`,
        }),
      );
      const prompt = library.prompts.get('bomb');
      if (prompt === undefined) throw new TypeError('the project has no such prompt');
      const [rendered] = await text.renderCases({
        prompt: plainNode(prompt),
        parts: [],
        cases: [{ inputs: {} }],
      });
      expect(rendered?.fault).toMatchObject({
        code: 'template-limit',
        data: { file: 'prompts/bomb.yaml', line: 3, budget: expect.any(String) },
      });
    });

    it('remember nothing of the request before', async () => {
      const { prompt, parts } = await refundPrompt();
      const cases = [{ inputs: { message: 'Hi' } }];
      await text.renderCases({ prompt, parts, cases });
      const [rendered] = await text.renderCases({ prompt, parts: [], cases });
      expect(rendered?.fault?.code).toBe('template-runtime');
      expect(JSON.stringify(rendered)).not.toContain('Write formally');
    });
  });

  it('reads tables with their problems', async () => {
    const table = await text.readTable({
      bytes: new TextEncoder().encode('message,expected.decision\nRefund,refund\n"Parcel,late\n'),
      file: 'datasets/refunds.csv',
      format: 'csv',
      knownInputs: ['message'],
    });
    expect(table.problems).toMatchObject([{ code: 'table-syntax', file: 'datasets/refunds.csv' }]);
    const sound = await text.readTable({
      bytes: new TextEncoder().encode('{"id": "late", "inputs": {"__proto__": 1}}'),
      file: 'datasets/refunds.jsonl',
      format: 'jsonl',
    });
    expect(sound).toMatchObject({ cases: [{ id: 'late', line: 1 }], problems: [] });
    expect(Object.keys(sound.cases[0]?.inputs ?? {})).toEqual(['__proto__']);
  });

  it('matches patterns in linear time, and says why one is none', async () => {
    const texts = [`${'a'.repeat(100_000)}!`, 'a', 'x'.repeat(1_000_001)];
    expect(await text.matchPattern({ pattern: '^(a+)+$', texts })).toEqual({
      matches: [false, true, null],
    });
    expect(await text.matchPattern({ pattern: '(a)\\1', texts })).toMatchObject({
      fault: { offset: 3, hint: expect.stringContaining('backreferences') },
    });
  });

  it('holds values against a schema, and says what is wrong with the schema', async () => {
    const schema = { type: 'object', required: ['decision'], additionalProperties: false };
    const values = [{ decision: 'refund' }, {}, JSON.parse('{"__proto__": {"decision": 1}}')];
    const { valueFaults } = await text.validateValues({
      schema: { ...schema, properties: { decision: { enum: ['refund'] } } },
      values,
    });
    expect(valueFaults?.map((faults) => faults.map(({ keyword }) => keyword).sort())).toEqual([
      [],
      ['required'],
      ['additionalProperties', 'required'],
    ]);
    expect(await text.validateValues({ schema: { typ: 'object' }, values })).toMatchObject({
      schemaFaults: [{ pointer: '/typ' }],
    });
  });

  describe('checks', () => {
    const check = { isNegated: false, isHard: false };
    const named = { ...check, key: 'contains', argument: 'Acme', name: 'brand', of: 'rendered' };
    const rendered = [{ role: 'user' as const, content: 'Hello from Acme' }];
    const item = { id: 'late', inputs: {}, expected: { decision: 'refund' } };
    const fields = { ...check, key: 'expected', argument: ['decision'], name: 'right' };

    it('of rendered text need no answer; the others are not executed', async () => {
      const checks = [named, { ...named, name: 'no brand', isNegated: true }];
      const results = await text.runChecks({
        checks: [...checks, { ...fields, of: 'output' }],
        subjects: [{ case: item, rendered }],
      });
      expect(results).toMatchObject([
        [
          { name: 'brand', outcome: 'passed', score: 1 },
          {
            name: 'no brand',
            outcome: 'failed',
            reason: expect.stringContaining('not to contain'),
          },
          { name: 'right', outcome: 'not-executed' },
        ],
      ]);
    });

    it('read answers', async () => {
      const answer = {
        text: '{"decision": "decline"}',
        output: { decision: 'decline' },
        isText: false,
        toolCalls: [],
        usage: {},
        latencyMs: 5,
      };
      const results = await text.runChecks({
        checks: [
          { ...fields, of: 'output' },
          { ...check, key: 'regex', argument: 'decl.ne', name: 'says no', of: 'text' },
          {
            ...check,
            key: 'json_schema',
            argument: { type: 'object' },
            name: 'form',
            of: 'output',
          },
          { ...check, key: 'cost_usd', argument: { max: 1 }, name: 'cheap', of: 'output' },
        ],
        subjects: [{ case: item, rendered, answer }],
      });
      expect(results[0]?.map(({ name, outcome }) => [name, outcome])).toEqual([
        ['right', 'failed'],
        ['says no', 'passed'],
        ['form', 'passed'],
        ['cheap', 'error'],
      ]);
    });

    it.each(['judge', 'constructor'])('of the kind %s are refused', async (key) => {
      const request = { checks: [{ ...named, key }], subjects: [] };
      expect((await refusalOf(text.runChecks(request))).code).toBe('usage');
    });
  });

  it('answers many questions that are asked at once, each its own', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `order-${index}`);
    const answers = await Promise.all(
      words.map((word, index) =>
        text.matchPattern({ pattern: word, texts: [word, `order ${index}`] }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual({ matches: [true, false] });
  });
});
