import { readFileSync } from 'node:fs';
import { type Imported, importSource } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { assertionRules } from '../../engine/src/library/importers/promptfoo/assertion-rules.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';

interface Row {
  readonly assert: { readonly type?: string };
  readonly check?: Readonly<Record<string, unknown>>;
  readonly lost?: string;
  readonly refused?: string;
}

const rows = parse(
  readFileSync(new URL('import/assertions.yaml', import.meta.url), 'utf8'),
) as readonly Row[];

describe('an assertion of promptfoo', () => {
  it.each(rows.map((row) => [JSON.stringify(row.assert), row] as const))('%s', async (_, row) => {
    const { documents, losses } = await convert(row.assert);
    const suite = documents.find(({ path }) => path.startsWith('suites/'))?.value;
    const [first] = (suite?.cases ?? []) as { checks: unknown[] }[];
    // The first check is there so that the case is kept when nothing else is.
    expect(first?.checks.slice(1)).toEqual(row.check === undefined ? [] : [row.check]);
    expect(losses.map(({ isRefused }) => isRefused)).toEqual(
      row.refused !== undefined ? [true] : row.lost !== undefined ? [false] : [],
    );
    for (const { reason } of losses) expect(reason).toContain(row.refused ?? row.lost);
  });

  it('is in this table, or has no check of its own', () => {
    const types = new Set(rows.map(({ assert }) => assert.type?.replace(/^not-/, '')));
    const converted = Object.entries(assertionRules).filter(
      ([, rule]) => rule.becomes !== undefined,
    );
    const synonyms = ['is-valid-function-call', 'is-valid-openai-function-call', 'icontains'];
    const missing = converted
      .map(([type]) => type)
      .filter((type) => !types.has(type) && !synonyms.includes(type));
    expect(missing).toEqual(['model-graded-factuality']);
  });
});

function convert(assertion: unknown): Promise<Imported> {
  const config = {
    prompts: ['Answer {{question}}'],
    providers: ['openai:gpt-5-mini'],
    assertionTemplates: { polite: { type: 'llm-rubric', value: 'Is polite' } },
    tests: [
      {
        vars: {
          question: 'What is the capital of France?',
          city: 'Paris',
          query: 'Which city?',
          context: 'Paris is the capital.',
          words: ['Paris', 'capital'],
        },
        options: { disableVarExpansion: true },
        assert: [{ type: 'contains', value: 'kept', metric: 'first' }, assertion],
      },
    ],
  };
  return importSource(
    memoryTree({ 'promptfooconfig.yaml': stringify(config) }),
    'promptfooconfig.yaml',
  );
}
