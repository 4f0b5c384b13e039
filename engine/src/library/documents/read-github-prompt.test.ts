import { expect, it } from 'vitest';
import { openLibrary } from '../open-library.ts';
import { memoryTree } from '../testing/memory-tree.ts';

const project = `apiVersion: galley/v1
kind: Project
providers: {echo: {type: scripted, echo: true}}
models: {gpt-4o-mini: {provider: echo}}
paths: {prompts: [".github/prompts/*.prompt.yml"]}
`;
const prompt = `name: Summarizer
model: openai/gpt-4o-mini
messages:
  - role: system
    content: You summarize.
  - role: user
    content: |
      Summarize {{input}}
testData:
  - {input: The parcel is late., expected: late}
evaluators:
  - name: names it
    string: {contains: "{{expected}}"}
`;

const open = (files: Readonly<Record<string, string>>) =>
  openLibrary(memoryTree({ 'galley.yaml': project, ...files }));

it('loads a prompt of GitHub Models in place as prompt, cases and checks', async () => {
  const file = '.github/prompts/summarize.prompt.yml';
  const library = await open({ [file]: prompt });
  expect(library.problems).toEqual([]);
  const loaded = library.prompts.get('summarize');
  expect(loaded).toMatchObject({ file, body: { model: { ref: 'gpt-4o-mini' } } });
  expect(loaded && library.isSound(loaded)).toBe(true);
  expect(library.suites.get('summarize')).toMatchObject({
    isInline: true,
    cases: [{ inputs: { input: 'The parcel is late.' }, expected: { expected: 'late' } }],
    checks: [{ key: 'contains', name: 'names it', argument: '${{ case.expected.expected }}' }],
  });
});

it('has the id of its path below prompts/, and is found by it alone', async () => {
  const tree = memoryTree({ 'galley.yaml': project, 'prompts/desk/sum.prompt.yml': prompt });
  const library = await openLibrary(tree, { only: { prompts: ['desk/sum'] } });
  expect([...library.prompts.keys()]).toEqual(['desk/sum']);
});

it('names the places of the file as it is written', async () => {
  const broken = prompt
    .replace('{{input}}', '{{input}} {% if %}')
    .replace('gpt-4o-mini', 'gpt-9')
    .replace('role: system', 'role: robot');
  const shape = await open({ 'prompts/sum.prompt.yml': broken });
  expect(shape.problems).toMatchObject([{ code: 'wrong-value', line: 4, column: 11 }]);
  const sound = await open({ 'prompts/sum.prompt.yml': broken.replace('robot', 'system') });
  expect(sound.problems).toMatchObject([{ code: 'model-unknown', line: 2, column: 8 }]);
});

it('warns of what Galley cannot keep, at its place', async () => {
  const odd = prompt.replace('string: {contains: "{{expected}}"}', 'uses: github/sarcasm');
  const { problems } = await open({ 'prompts/sum.prompt.yml': odd });
  expect(problems.map(({ code, line }) => `${line} ${code}`)).toContain('12 conversion-loss');
  expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
});
