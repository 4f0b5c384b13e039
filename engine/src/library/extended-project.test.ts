import { describe, expect, it } from 'vitest';
import { openLibrary } from './open-library.ts';
import type { DefaultsSource } from './project-defaults.ts';
import { memoryTree } from './testing/memory-tree.ts';

const reference = `acme/galley-defaults@${'4be07d3f'.repeat(5)}`;
const head = 'apiVersion: galley/v1\nkind: Project\n';
const shared = `${head}name: Acme defaults
providers: {rules: {type: scripted, echo: true}, house: {type: openai, key: {secret: KEY}}}
models:
  chat: {provider: rules}
  judge:
    provider: house
    name: gpt-5.6
    pricing: {input_per_1m_usd: 0.10, output_per_1m_usd: 2.50, as_of: 2026-11-01}
budgets: {run_usd: 0.30}
permissions: {evaluate: maintain}
`;
const prompt = 'apiVersion: galley/v1\nkind: Prompt\ncontent: Say hello.\nmodel: {ref: chat}\n';

const holding = (text: string | undefined, unsaid?: string): DefaultsSource => ({
  unsaid,
  async read(wanted) {
    return wanted === reference && text !== undefined ? Buffer.from(text) : undefined;
  },
});
const open = (text: string, defaults?: DefaultsSource) =>
  openLibrary(memoryTree({ 'galley.yaml': text, 'prompts/hello.yaml': prompt }), { defaults });

describe('a galley.yaml that extends another one', () => {
  it('has what it leaves out, money as decimal text, and no warning for what it does not use', async () => {
    const own = `${head}extends: ${reference}\nbudgets: {month_usd: 5}\n`;
    const { project, problems } = await open(own, holding(shared));
    expect(problems).toEqual([]);
    expect(project).toMatchObject({
      name: undefined,
      extends: reference,
      permissions: { evaluate: 'maintain' },
      budgets: { runNanoUsd: 300_000_000, monthNanoUsd: 5_000_000_000, mode: 'strict' },
      written: { permissions: { evaluate: 'maintain' }, extends: reference },
    });
    expect(project.models.get('judge')?.pricing).toMatchObject({ inputPer1mUsd: '0.10' });
  });

  it('puts a fault that only both together make where it says `extends`', async () => {
    const own = `${head}extends: ${reference}\nallowed_models: [chat]\n`;
    const odd = shared.replace('provider: rules', 'provider: rulez');
    const { problems } = await open(own, holding(odd));
    expect(problems).toMatchObject([
      { code: 'provider-unknown', file: 'galley.yaml', line: 3, column: 10 },
    ]);
  });

  it.each([
    ['without a source', undefined],
    ['when the commit cannot be had', holding(undefined)],
  ])('holds nothing %s, and says how to get it', async (_, defaults) => {
    const { project, problems } = await open(
      `${head}extends: ${reference}\nbudgets: {run_usd: 1}\n`,
      defaults,
    );
    expect(problems).toMatchObject([{ code: 'defaults-missing', line: 3, column: 10 }]);
    expect(problems[0]?.hint).toContain(
      `git fetch <address of acme/galley-defaults> ${'4be07d3f'.repeat(5)}`,
    );
    expect(project).toMatchObject({ extends: reference, written: undefined });
    expect(project.budgets.runNanoUsd).toBeUndefined();
  });

  it('holds nothing when the other one has faults, and names their places there', async () => {
    const own = `${head}extends: ${reference}\n`;
    const { project, problems } = await open(own, holding(`${head}budgets: {run: 2}\n`));
    expect(problems).toMatchObject([
      {
        code: 'unknown-key',
        file: 'galley.yaml',
        line: 3,
        message: expect.stringContaining(`in ${reference}, 3:11: `),
      },
    ]);
    expect(project.written).toBeUndefined();
  });

  it('follows no defaults of defaults', async () => {
    const chained = `${head}extends: ${reference}\n`;
    const { problems } = await open(chained, holding(chained));
    expect(problems).toMatchObject([{ code: 'wrong-value', line: 3 }]);
  });

  it('may be told to by a door, unless it says something else itself', async () => {
    const told = holding(shared, reference);
    const silent = await open(head, told);
    expect(silent.problems).toEqual([]);
    expect(silent.project).toMatchObject({ extends: reference });
    const other = await open(`${head}extends: ${reference.replace('galley', 'other')}\n`, told);
    expect(other.problems).toMatchObject([{ code: 'defaults-missing' }]);
  });

  it('is read again for another revision, whose defaults may be at hand', async () => {
    const tree = memoryTree({ 'galley.yaml': `${head}extends: ${reference}\n` });
    const before = await openLibrary(tree);
    const after = await openLibrary(tree, { reuse: before, defaults: holding(shared) });
    expect(after.project.models.has('chat')).toBe(true);
  });
});
