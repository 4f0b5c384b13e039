import { documentText, importSource, openLibrary } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';

type Pick = <Item>(from: readonly Item[]) => Item;

const types = [
  ...['contains', 'icontains-any', 'is-json', 'contains-json', 'equals', 'similar', 'llm-rubric'],
  ...['levenshtein', 'rouge-n', 'word-count', 'regex', 'cost', 'latency', 'is-xml', 'assert-set'],
  ...['trajectory:tool-used', 'trajectory:tool-args-match', 'trajectory:tool-sequence', 'g-eval'],
  ...['finish-reason', 'context-recall', 'answer-relevance', 'factuality', 'not-contains'],
  ...['is-valid-openai-tools-call', 'not-is-refusal'],
];
const values = [
  ...[
    'Ada',
    '{{ name }}',
    '{{ word }}',
    '${{ word }}',
    '{{name}} ${{',
    '',
    ' ',
    '(',
    7,
    true,
    null,
  ],
  ...[['Ada', 'Bob'], [''], { type: 'object' }, { type: 'nonsense' }, { min: 5, max: 2 }],
  ...[{ name: 'search', min: 0, max: 0 }, { name: 'search', args: {} }, { steps: ['search'] }],
];
const providers = [
  'openai:gpt-4.1',
  'anthropic:messages:claude sonnet',
  {
    id: 'openai:gpt-4.1',
    label: 'judge',
    config: {
      temperature: 7,
      stop: [],
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'nonsense' } } },
      tools: [{ type: 'function', function: { name: 'search', parameters: { type: 'odd' } } }],
    },
  },
  {
    id: 'https://a.example/ask',
    config: { body: { q: '{{prompt}} ${{ x }}' }, headers: { 'a b': 'x' } },
  },
];
const prompts = [
  'Hi {{ name }}',
  'Hi {{ name }}{% if word %}, {{ word }}{% endif %}',
  '[{"role": "system", "content": "{{ name | dump }}"}]',
  { raw: 'Hi {{ name }}', label: 'Ünï cöde / ../x' },
];
const variables = [
  ...[
    { name: 'Ada' },
    { name: 1 },
    { name: ['Ada', 'Bob'], word: 'x' },
    { name: { first: 'Ada' } },
  ],
  ...[{}, { name: null }, { name: true, 'odd name': 1 }, { name: [[1, 2]] }],
];

describe('what a promptfoo configuration becomes', () => {
  it.each([3, 5, 8, 13])('is sound whatever it says (seed %i)', async (seed) => {
    const pick = picker(seed);
    let documentCount = 0;
    for (let round = 0; round < 60; round += 1) {
      const text = JSON.stringify(configuration(pick));
      const imported = await importSource(
        memoryTree({ 'promptfooconfig.json': text }),
        'promptfooconfig.json',
      );
      const { documents, project } = imported;
      const head = { apiVersion: 'galley/v1', kind: 'Project' };
      const files = documents.map(({ path, value }) => [path, documentText(value)] as const);
      const library = await openLibrary(
        memoryTree({
          'galley.yaml': documentText({ ...head, ...project }),
          ...Object.fromEntries(files),
        }),
      );
      expect(
        library.problems.filter(({ severity }) => severity === 'error'),
        text,
      ).toEqual([]);
      documentCount += documents.length;
    }
    expect(documentCount).toBeGreaterThan(60);
  });
});

function configuration(pick: Pick) {
  const test = () => ({
    description: pick([undefined, 'Greets', 'Greets', '日本', 'x'.repeat(500), '../..']),
    vars: pick(variables),
    threshold: pick([undefined, undefined, 0.5, 0, 1, 5]),
    metadata: pick([undefined, { tags: ['a', ''] }, { size: [1, {}] }]),
    assert: [assertion(pick, 2), assertion(pick, 2), assertion(pick, 1)],
  });
  return {
    description: pick([undefined, 'Greetings', '日', 'x/../y']),
    prompts: [pick(prompts), pick(prompts)],
    providers: [pick(providers)],
    defaultTest: pick([
      undefined,
      { assert: [assertion(pick, 1)] },
      { threshold: 0.5, assert: [assertion(pick, 0)] },
    ]),
    tests: [test(), test(), test()],
  };
}

function assertion(pick: Pick, depth: number): object {
  const type = pick(types);
  const members = depth > 0 ? [assertion(pick, depth - 1), assertion(pick, depth - 1)] : [];
  return {
    type,
    value: pick(values),
    threshold: pick([undefined, 0, 0.5, 1, 3, -1, 2.5]),
    weight: pick([undefined, undefined, 0, 1, 2]),
    metric: pick([undefined, 'tone', ' ', 'contains', 'answered', 'x'.repeat(300)]),
    provider: pick([undefined, undefined, 'openai:gpt-4.1']),
    ...(type === 'assert-set' && { assert: members }),
  };
}

function picker(seed: number): Pick {
  let state = seed;
  return (from) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return from[Math.floor((state / 2_147_483_648) * from.length)] as (typeof from)[number];
  };
}
