import { expect, it } from 'vitest';
import { openLibrary } from '../open-library.ts';
import { memoryTree } from '../testing/memory-tree.ts';

const files = (providers: string) => ({
  'galley.yaml': `apiVersion: galley/v1
kind: Project
providers: {azure-eu: {type: scripted, echo: true}}
models: {chat: {provider: azure-eu}}
`,
  'prompts/sort.yaml': `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "{{ message }}"
model: {ref: chat}
`,
  'datasets/people.yaml': `apiVersion: galley/v1
kind: Dataset
data:
  class: personal
  providers: [${providers}]
cases: [{id: ada, inputs: {message: I paid twice}}]
`,
  'suites/tickets.yaml': `apiVersion: galley/v1
kind: Suite
targets: [sort]
dataset: people
checks: [{contains: billing}]
`,
});

it('gives a dataset’s rule to the suites that use it', async () => {
  const library = await openLibrary(memoryTree(files('azure-eu')));
  expect(library.problems).toEqual([]);
  const data = { class: 'personal', providers: ['azure-eu'] };
  expect(library.datasets.get('people')?.data).toEqual(data);
  expect(library.suites.get('tickets')?.data).toEqual(data);
});

it('names a provider that nothing declares, and lets nobody see the cases', async () => {
  const library = await openLibrary(memoryTree(files('azure-eu, azure-us')));
  expect(library.problems).toMatchObject([
    {
      code: 'provider-unknown',
      file: 'datasets/people.yaml',
      line: 5,
      column: 25,
      hint: 'did you mean `azure-eu`?',
    },
  ]);
  const suite = library.suites.get('tickets');
  expect(suite && library.isSound(suite)).toBe(false);
});

it('changes the dataset’s hash with its rule', async () => {
  const hashOf = async (text: string) =>
    (await openLibrary(memoryTree({ 'datasets/people.yaml': text }))).datasets.get('people')?.hash;
  const ruled = files('azure-eu')['datasets/people.yaml'];
  expect(await hashOf(ruled)).not.toBe(await hashOf(ruled.replace('personal', 'public')));
});
