import {
  documentText,
  type Imported,
  importerNames,
  importSource,
  openLibrary,
} from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type MemoryFile, memoryTree } from '../../engine/src/library/testing/memory-tree.ts';

const config = 'promptfooconfig.yaml';
const base = {
  prompts: ['Hi {{ name }}'],
  providers: ['openai:gpt-5-mini'],
  tests: [{ vars: { name: 'Ada' }, assert: [{ type: 'contains', value: 'Ada' }] }],
};
const test = (own: object) => ({ ...base, tests: [{ ...base.tests[0], ...own }] });
const assertion = (own: object) => test({ assert: [{ type: 'equals', value: 'a', ...own }] });

const programs = ['file://evil.js', 'file://evil.py', 'file://evil.mjs:run', 'exec:./evil.sh'];
const places: readonly (readonly [place: string, source: (program: string) => object])[] = [
  ['a prompt', (program) => ({ ...base, prompts: [program] })],
  ['a prompt with a label', (program) => ({ ...base, prompts: [{ id: program, label: 'a' }] })],
  ['a provider', (program) => ({ ...base, providers: [program] })],
  [
    'a provider with settings',
    (program) => ({ ...base, providers: [{ id: program, config: {} }] }),
  ],
  ['tests', (program) => ({ ...base, tests: program })],
  ['tests with a path', (program) => ({ ...base, tests: [{ path: program }] })],
  ['a list of tests', (program) => ({ ...base, tests: [program] })],
  ['the value of a variable', (program) => test({ vars: { name: program } })],
  ['the variables', (program) => test({ vars: program })],
  ['the value of an assertion', (program) => assertion({ value: program })],
  ['a transform', (program) => assertion({ transform: program })],
  ['a transform of the test', (program) => test({ options: { transform: program } })],
  ['the default test', (program) => ({ ...base, defaultTest: program })],
  ['a grader', (program) => assertion({ type: 'llm-rubric', provider: program })],
  [
    'an assertion in a set',
    (program) =>
      assertion({ type: 'assert-set', assert: [{ type: 'javascript', value: program }] }),
  ],
  ['an extension', (program) => ({ ...base, extensions: [program] })],
  ['a filter', (program) => ({ ...base, nunjucksFilters: { a: program } })],
  ['scenarios', (program) => ({ ...base, scenarios: [program] })],
];

describe('a program in a promptfoo configuration', () => {
  it.each(places)('is refused as %s', async (place, source) => {
    for (const program of programs) {
      // As a variable, only `file://` names a file; other text is data.
      if (place === 'the value of a variable' && !program.startsWith('file:')) continue;
      const reads: string[] = [];
      const { losses } = await convert(stringify(source(program)), {}, reads);
      expect(
        losses.filter(({ isRefused }) => isRefused),
        program,
      ).not.toEqual([]);
      expect(reads).toEqual([config]);
    }
  });
});

describe('a path out of the folder', () => {
  const paths = [
    'file://../secret.txt',
    'file:///etc/passwd',
    'file://a/../../secret.txt',
    'file://~/.ssh/id_rsa',
    'file://C:/secret.txt',
    'file://..\\secret.txt',
    'file://.git/config',
    'file://../*.txt',
  ];
  it.each(paths)('%s is not read', async (path) => {
    const source = {
      ...base,
      prompts: ['Hi {{ name }}', path],
      tests: [...base.tests, { vars: { name: path } }, path],
    };
    const reads: string[] = [];
    const { losses, documents } = await convert(stringify(source), {}, reads);
    expect(losses.length).toBeGreaterThanOrEqual(2);
    expect(reads.filter((read) => /\.\.|etc|ssh|^C:/.test(read))).toEqual([]);
    expect(documents.filter(({ path: made }) => /prompts/.test(made))).toHaveLength(1);
  });

  it('is no link either', async () => {
    const source = { ...base, prompts: ['file://link.txt'] };
    const { losses, documents } = await convert(stringify(source), {
      'link.txt': { kind: 'symlink' },
    });
    expect(losses[0]?.reason).toContain('link.txt');
    expect(documents).toEqual([]);
  });
});

describe('a source that asks for too much', () => {
  it('is cut off, with a reason', async () => {
    const bomb = `${'a: &a [x, x, x, x, x, x, x, x, x]\n'}${Array.from(
      { length: 12 },
      (_, index) =>
        `b${index}: &b${index} [${Array(9)
          .fill(index === 0 ? '*a' : `*b${index - 1}`)
          .join(', ')}]\n`,
    ).join('')}`;
    for (const text of [bomb, `prompts: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`]) {
      const { losses, documents } = await convert(text);
      expect(losses).toHaveLength(1);
      expect(documents).toEqual([]);
    }
  });

  it('has its large table left out', async () => {
    const csv = new Uint8Array(50 * 1024 * 1024).fill(97);
    const { losses } = await convert(stringify({ ...base, tests: 'file://big.csv' }), {
      'big.csv': csv,
    });
    expect(losses.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('has 52428800 bytes'),
    );
  });

  it('has variables with too many combinations left out', async () => {
    const names = Array.from({ length: 30 }, (_, index) => [`v${index}`, ['a', 'b', 'c']]);
    const { losses } = await convert(stringify(test({ vars: Object.fromEntries(names) })));
    expect(losses.map(({ reason }) => reason)).toContain('its variables make more than 1000 cases');
  });

  it('costs time in proportion to its length', async () => {
    const long = (piece: string) => piece.repeat(Math.floor(100_000 / piece.length));
    const texts = [
      '{',
      '{{ ',
      '{%',
      '{{ a',
      '${{',
      ' ',
      '{{a.b',
      '"',
      '"\\',
      '- ',
      '/',
      '(a',
      'a-',
    ].map(long);
    const startedAt = Date.now();
    for (const text of texts) {
      await convert(stringify({ ...base, description: text, prompts: [text] }));
      await convert(stringify(test({ vars: { name: `{{${text}` }, description: text })));
      await convert(stringify(assertion({ type: 'contains-any', value: text, metric: text })));
      await convert(stringify(assertion({ type: text.slice(0, 5_000), value: text })));
      await convert(
        `messages: [{role: user, content: ${JSON.stringify(text)}}]\n`,
        {},
        [],
        'a.prompt.yml',
      );
    }
    expect(Date.now() - startedAt).toBeLessThan(15_000);
  }, 60_000);
});

describe('values where none are expected', () => {
  const keys = [
    ...['prompts', 'providers', 'tests', 'defaultTest', 'scenarios', 'vars', 'assert', 'options'],
    ...['type', 'value', 'threshold', 'weight', 'metric', 'config', 'id', 'label', 'raw', 'name'],
    ...['messages', 'role', 'content', 'evaluators', 'testData', 'string', 'llm', 'template'],
    ...['inputs', 'part_id', 'category', 'model', 'tools', 'text', 'format', 'variables', 'input'],
    ...[
      'metadata',
      'description',
      '$ref',
      'assertionTemplates',
      'evaluateOptions',
      'response_format',
    ],
  ];
  const leaves = [
    null,
    true,
    0,
    -1,
    0.5,
    '',
    'contains',
    'llm-rubric',
    'user',
    'openai:gpt-5-mini',
  ];
  const texts = [
    '{{ a }}',
    'file://x.yaml',
    'similar',
    'assert-set',
    'is-json',
    'http://a.example/b',
  ];
  it.each(importerNames)('make %s report and never break', async (name) => {
    let state = 7;
    const pick = <Item>(from: readonly Item[]): Item => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return from[Math.floor((state / 2_147_483_648) * from.length)] as Item;
    };
    const grow = (depth: number): unknown => {
      const kind = depth === 0 ? 'leaf' : pick(['map', 'map', 'list', 'leaf']);
      if (kind === 'leaf') return pick([...leaves, ...texts]);
      const count = pick([0, 1, 2, 3, 4]);
      if (kind === 'list') return Array.from({ length: count }, () => grow(depth - 1));
      return Object.fromEntries(
        Array.from({ length: count + 2 }, () => [pick(keys), grow(depth - 1)]),
      );
    };
    for (let round = 0; round < 400; round += 1) {
      const text = JSON.stringify(grow(6));
      const tree = memoryTree({ 'a.json': text, 'x.yaml': JSON.stringify(grow(4)) });
      const { documents, losses } = await importSource(tree, 'a.json', name);
      for (const { reason, line } of losses) expect(reason.length * line).toBeGreaterThan(0);
      for (const { value } of documents) expect(documentText(value)).toContain('galley/v1');
    }
  });
});

/** Every assertion carries its own mark: it is in what is written, or a loss stands on its line. */
describe('every assertion', () => {
  const types = [
    ...[
      'equals',
      'contains',
      'icontains-any',
      'regex',
      'javascript',
      'llm-rubric',
      'made-up',
      'is-sql',
    ],
    ...[
      'similar',
      'levenshtein',
      'python',
      'factuality',
      'contains-all',
      'starts-with',
      'bleu',
      'human',
    ],
  ];
  it.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    'of project %i is written or lost, and what is written is sound',
    async (seed) => {
      let state = seed;
      const pick = (count: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * count);
      };
      let marks = 0;
      const assertLine = (indent: string): string => {
        marks += 1;
        const type = `${pick(4) === 0 ? 'not-' : ''}${types[pick(types.length)]}`;
        const more = ['', ', weight: 0', ', transform: x', ', metric: m', ', threshold: 0.5'][
          pick(5)
        ];
        return `${indent}- {type: ${type}, value: mark${marks}x${more}}\n`;
      };
      const lines = (indent: string, count: number) =>
        Array.from({ length: count }, () => assertLine(indent)).join('');
      const tests = Array.from({ length: 12 }, (_, index) => {
        const vars = ['{name: Ada}', '{name: [Ada, Bob]}', '{name: "{{env.X}}"}', '{}'][pick(4)];
        const threshold = pick(4) === 0 ? '    threshold: 0.5\n' : '';
        const set =
          pick(3) === 0
            ? `      - type: assert-set\n        assert:\n${lines('          ', 2)}`
            : '';
        return `  - description: test ${index}\n    vars: ${vars}\n${threshold}    assert:\n${lines('      ', 1 + pick(3))}${set}`;
      });
      const text = `prompts: ["Hi {{ name }}"]\ndefaultTest:\n  assert:\n${lines('    ', 2)}tests:\n${tests.join('')}`;
      const { documents, losses, project } = await convert(text);
      expect(await faultsOf(documents, project)).toEqual([]);
      const written = JSON.stringify(documents);
      const lost = new Set(losses.map(({ line }) => line));
      const gone = text.split('\n').flatMap((line, index) => {
        const mark = /mark\d+x/.exec(line)?.[0];
        return mark === undefined || written.includes(mark) || lost.has(index + 1) ? [] : [line];
      });
      expect(marks).toBeGreaterThan(20);
      expect(gone).toEqual([]);
    },
  );
});

async function faultsOf(
  documents: Imported['documents'],
  project: Imported['project'],
): Promise<string[]> {
  const written = documents.map(({ path, value }) => [path, documentText(value)] as const);
  const head = { apiVersion: 'galley/v1', kind: 'Project' };
  const files = {
    'galley.yaml': documentText({ ...head, ...project }),
    ...Object.fromEntries(written),
  };
  const { problems } = await openLibrary(memoryTree(files));
  return problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

function convert(
  text: string,
  files: Readonly<Record<string, MemoryFile>> = {},
  reads: string[] = [],
  path = config,
) {
  return importSource(memoryTree({ ...files, [path]: text }, reads), path);
}
