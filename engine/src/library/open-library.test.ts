import { describe, expect, test } from 'vitest';
import { openLibrary } from './open-library.ts';
import { memoryTree } from './testing/memory-tree.ts';

const head = 'apiVersion: galley/v1\n';
const files = {
  'galley.yaml': `${head}kind: Project\npaths: {prompts: ["src/**/prompts/*.yaml"]}\n`,
  'prompts/refund.yaml': `${head}kind: Prompt\ninputs: {brand: {type: string, default: Acme}}\ncontent: |\n  {% include "tone" %}\n  For {{ brand }}.\nvariants: {terse: {content: "{{ brand }}!"}}\ncases: [{inputs: {brand: Zenith}}]\nchecks: [{contains: Zenith, of: rendered}]\n`,
  'parts/tone.yaml': `${head}kind: Part\ncontent: Be kind.\n`,
  'parts/unused.yaml': `${head}kind: Part\ncontent: Unused.\n`,
  'src/billing/prompts/invoice.yaml': `${head}kind: Prompt\ncontent: Pay.\n`,
  'prompts/old/faq.yaml':
    'id: faq_responder\nversion: 1.0\ntemplate: |\n  Answer {{ question }} {% include "format/json" %}\ninputs: {question: {type: string}, language: {type: string}}\nauthor: someone\n',
  'parts/json.yaml': 'part_id: json\ncategory: format\nname: JSON\ncontent: Answer as JSON.\n',
  'prompts/notes.yaml': 'todo: [buy milk]\n',
};

describe('openLibrary', () => {
  test('takes ids from paths, from the fixed part of a glob, and from bare Dakora files', async () => {
    const library = await openLibrary(memoryTree(files));
    expect([...library.prompts.keys()]).toEqual([
      'billing/prompts/invoice',
      'faq_responder',
      'refund',
    ]);
    expect([...library.parts.keys()]).toEqual(['format/json', 'tone', 'unused']);
    expect(library.otherFiles).toEqual(['prompts/notes.yaml']);
    expect(library.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning input-unused',
    ]);
    expect(library.fileCount).toBe(8);
  });

  test('loads a Dakora file unchanged, as one user message in its dialect', async () => {
    const library = await openLibrary(memoryTree(files));
    const faq = library.prompts.get('faq_responder');
    expect(faq?.version).toBe('1');
    expect(faq?.reaches).toEqual(['part:format/json']);
    const [message] = faq?.body.messages ?? [];
    expect(message).toMatchObject({
      role: 'user',
      text: { dialect: 'dakora', start: { line: 4, column: 3 } },
    });
  });

  test('applies variants and makes inline cases a suite of the same id', async () => {
    const library = await openLibrary(memoryTree(files));
    const refund = library.prompts.get('refund');
    expect(refund?.variants.get('terse')?.messages).toMatchObject([
      { text: { source: '{{ brand }}!' } },
    ]);
    const suite = library.suites.get('refund');
    expect(suite).toMatchObject({ isInline: true, targets: [{ prompt: 'refund' }], repeats: 1 });
    expect(suite?.cases[0]?.id).toMatch(/^[0-9a-f]{12}$/);
    expect(suite?.checks[0]).toMatchObject({
      key: 'contains',
      name: 'contains',
      of: 'rendered',
      at: { line: 9 },
    });
  });

  test('reads only what one prompt reaches', async () => {
    const reads: string[] = [];
    const library = await openLibrary(memoryTree(files, reads), { only: { prompts: ['refund'] } });
    expect([...library.prompts.keys()]).toEqual(['refund']);
    expect([...library.parts.keys()]).toEqual(['tone']);
    expect(reads.filter((path) => path in files)).toEqual([
      'galley.yaml',
      'prompts/refund.yaml',
      'parts/tone.yaml',
    ]);
  });

  test('finds one prompt behind a glob, and a Dakora one by the id inside', async () => {
    const tree = memoryTree(files);
    const invoice = await openLibrary(tree, { only: { prompts: ['billing/prompts/invoice'] } });
    expect([...invoice.prompts.keys()]).toEqual(['billing/prompts/invoice']);
    const faq = await openLibrary(tree, { only: { prompts: ['faq_responder'] } });
    expect([...faq.parts.keys()]).toEqual(['format/json']);
    expect(faq.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('reads no blob again that another library has', async () => {
    const first = await openLibrary(memoryTree(files));
    const reads: string[] = [];
    const edited = { ...files, 'parts/tone.yaml': `${head}kind: Part\ncontent: Be brief.\n` };
    const second = await openLibrary(memoryTree(edited, reads), { reuse: first });
    expect(reads).toEqual(['galley.yaml', 'parts/tone.yaml']);
    expect(second.prompts.get('refund')?.hash).toBe(first.prompts.get('refund')?.hash);
    expect(second.prompts.get('refund')?.closureHash).not.toBe(
      first.prompts.get('refund')?.closureHash,
    );
  });

  test('a broken part makes its prompts unsound and leaves the others sound', async () => {
    const broken = { ...files, 'parts/tone.yaml': `${head}kind: Part\ncontent: "{{ nobody }}"\n` };
    const library = await openLibrary(memoryTree(broken));
    const isSound = (id: string) => {
      const node = library.prompts.get(id);
      return node && library.isSound(node);
    };
    expect([isSound('refund'), isSound('billing/prompts/invoice')]).toEqual([false, true]);
    expect(library.problems.find(({ code }) => code === 'input-undeclared')).toMatchObject({
      file: 'parts/tone.yaml',
      line: 3,
      column: 14,
      message: expect.stringContaining('`refund`'),
    });
  });

  test('has defaults without galley.yaml', async () => {
    const { project } = await openLibrary(memoryTree({}));
    expect(project).toMatchObject({
      file: undefined,
      budgets: { runNanoUsd: undefined, mode: 'disabled' },
      gate: {
        validate: 'error',
        evaluate: 'regression',
        suiteWeakened: 'error',
        versionBump: 'warn',
      },
      cache: { maxAgeMs: 2_592_000_000 },
    });
  });

  test('reads money as decimal text and is strict once a cap is written', async () => {
    const text = `${head}kind: Project\nproviders: {house: {type: openai, key: {secret: KEY}, limits: {timeout_s: 5}}}\nmodels: {chat: {provider: house, name: m, pricing: {input_per_1m_usd: 0.10, output_per_1m_usd: "2.50", as_of: 2026-11-01}}}\nbudgets: {run_usd: 0.30}\n`;
    const { project } = await openLibrary(memoryTree({ 'galley.yaml': text }));
    expect(project.budgets).toEqual({ runNanoUsd: 300_000_000, mode: 'strict' });
    expect(project.models.get('chat')?.pricing).toMatchObject({
      inputPer1mUsd: '0.10',
      outputPer1mUsd: '2.50',
    });
    expect(project.providers.get('house')).toMatchObject({ keySecret: 'KEY', timeoutMs: 5000 });
  });

  test('leaves the documents of a nested project to it', async () => {
    const nested = {
      'galley.yaml': `${head}kind: Project\n`,
      'prompts/team/galley.yaml': `${head}kind: Project\n`,
      'prompts/team/prompts/own.yaml': `${head}kind: Prompt\ncontent: Own.\n`,
    };
    const library = await openLibrary(memoryTree(nested));
    expect([...library.prompts.keys()]).toEqual([]);
    expect(library.problems).toEqual([]);
  });
});
