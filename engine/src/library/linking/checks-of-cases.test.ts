import { expect, it } from 'vitest';
import { openLibrary } from '../open-library.ts';
import { memoryTree } from '../testing/memory-tree.ts';

const project = `apiVersion: galley/v1
kind: Project
providers: {echo: {type: scripted, echo: true}}
models: {chat: {provider: echo}}
`;
const prompt = (cases: string) => `apiVersion: galley/v1
kind: Prompt
inputs: {name: {type: string}}
content: "Hello {{ name }}"
model: {ref: chat}
cases:
${cases}`;

it('takes a prompt and a suite whose every case has checks of its own', async () => {
  const own = '  - {id: ada, inputs: {name: Ada}, checks: [{contains: Ada}]}\n';
  const library = await openLibrary(
    memoryTree({
      'galley.yaml': project,
      'prompts/greet.yaml': prompt(own),
      'datasets/names.yaml': 'apiVersion: galley/v1\nkind: Dataset\nsource: {file: names.jsonl}\n',
      'datasets/names.jsonl': '{"inputs": {"name": "Bob"}, "checks": [{"contains": "Bob"}]}\n',
      'suites/names.yaml': 'apiVersion: galley/v1\nkind: Suite\ntargets: [greet]\ndataset: names\n',
    }),
  );
  expect(library.problems).toEqual([]);
  expect(library.suites.get('names')).toMatchObject({ checks: [], cases: [{ checks: [{}] }] });
});

it('refuses one that leaves a single case unchecked', async () => {
  const cases = `  - {id: ada, inputs: {name: Ada}, checks: [{contains: Ada}]}
  - {id: bob, inputs: {name: Bob}}
`;
  const tree = memoryTree({ 'galley.yaml': project, 'prompts/greet.yaml': prompt(cases) });
  const { problems } = await openLibrary(tree);
  expect(problems).toMatchObject([{ code: 'checks-missing', line: 6, column: 1 }]);
  expect(problems[0]?.message).toContain('`bob`');
});
