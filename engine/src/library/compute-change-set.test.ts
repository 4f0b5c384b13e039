import { describe, expect, test } from 'vitest';
import { computeChangeSet } from './compute-change-set.ts';
import { openLibrary } from './open-library.ts';
import { memoryTree } from './testing/memory-tree.ts';

const head = 'apiVersion: galley/v1\n';
const project = `${head}kind: Project
providers: {desk: {type: scripted, echo: true}}
models:
  chat: {provider: desk, parameters: {temperature: 0}}
  judge: {provider: desk}
`;
const base = {
  'galley.yaml': project,
  'prompts/refund.yaml': `${head}kind: Prompt\ncontent: '{% include "tone/formal" %} Refund.'\nmodel: {ref: chat}\n`,
  'prompts/greet.yaml': `${head}kind: Prompt\ninputs: {name: {type: string}}\ncontent: Hello {{ name }}\n`,
  'parts/tone/formal.yaml': `${head}kind: Part\ncontent: '{% include "tone/base" %} Be formal.'\n`,
  'parts/tone/base.yaml': `${head}kind: Part\ncontent: Be kind.\n`,
  'datasets/names.yaml': `${head}kind: Dataset\nsource: {file: names.csv}\n`,
  'datasets/names.csv': 'id,name\nada,Ada\n',
  'suites/greetings.yaml': `${head}kind: Suite\ntargets: [greet]\ndataset: names\nchecks: [{contains: Ada}]\n`,
};

async function changesTo(files: Readonly<Record<string, string | undefined>>) {
  const merged = Object.entries({ ...base, ...files }).filter(([, text]) => text !== undefined);
  const before = await openLibrary(memoryTree(base));
  const after = await openLibrary(memoryTree(Object.fromEntries(merged) as typeof base), {
    reuse: before,
  });
  return computeChangeSet(before, after).changes.map(
    ({ kind, id, what, isSemantic, path, from }) =>
      `${what} ${kind} ${id}${isSemantic ? '' : ' (same meaning)'}${from ? ` from ${from.id}` : ''}${path ? ` by ${path.join(' > ')}` : ''}`,
  );
}

describe('computeChangeSet', () => {
  test('is empty when nothing changed', async () => {
    expect(await changesTo({})).toEqual([]);
  });

  test('tells an edit from a new comment, another key order and a raised version', async () => {
    const text = base['prompts/greet.yaml'];
    const same = [
      `# hello\n${text}`,
      text.replace('kind: Prompt\n', 'kind: Prompt\nversion: 1.0.1\n'),
    ];
    for (const edited of same) {
      expect(await changesTo({ 'prompts/greet.yaml': edited })).toEqual([
        'edited prompt greet (same meaning)',
      ]);
    }
    expect(await changesTo({ 'prompts/greet.yaml': text.replace('Hello', 'Hi') })).toEqual([
      'edited prompt greet',
      'affected suite greetings by prompt:greet > suite:greetings',
    ]);
  });

  test('follows parts to prompts by the shortest path', async () => {
    const edited = base['parts/tone/base.yaml'].replace('kind.', 'very kind.');
    expect(await changesTo({ 'parts/tone/base.yaml': edited })).toEqual([
      'affected prompt refund by part:tone/base > part:tone/formal > prompt:refund',
      'edited part tone/base',
      'affected part tone/formal by part:tone/base > part:tone/formal',
    ]);
  });

  test('sees a data file as an edit of its dataset', async () => {
    expect(await changesTo({ 'datasets/names.csv': 'id,name\nada,Ada\nbob,Bob\n' })).toEqual([
      'edited dataset names',
      'affected suite greetings by dataset:names > suite:greetings',
    ]);
  });

  test('sees a renamed document, an added and a removed one', async () => {
    const renamed = {
      'prompts/hello/greet.yaml': base['prompts/greet.yaml'],
      'prompts/greet.yaml': undefined,
    };
    expect(await changesTo(renamed)).toEqual([
      'renamed prompt hello/greet (same meaning) from greet',
    ]);
    expect(await changesTo({ 'parts/new.yaml': `${head}kind: Part\ncontent: New.\n` })).toEqual([
      'added part new',
    ]);
    expect(await changesTo({ 'suites/greetings.yaml': undefined })).toEqual([
      'removed suite greetings',
    ]);
  });

  test('tells by what a document is affected that was renamed too', async () => {
    const { 'prompts/refund.yaml': text, 'parts/tone/base.yaml': part } = base;
    const changed = {
      'prompts/refund.yaml': undefined,
      'prompts/desk/refund.yaml': text,
      'parts/tone/base.yaml': part.replace('kind.', 'brief.'),
    };
    expect(await changesTo(changed)).toContain(
      'renamed prompt desk/refund (same meaning) from refund by part:tone/base > part:tone/formal > prompt:desk/refund',
    );
  });

  test('follows a repointed alias to the prompts that ask it', async () => {
    const repointed = project.replace('temperature: 0', 'temperature: 1');
    expect(await changesTo({ 'galley.yaml': repointed })).toEqual([
      'edited project galley.yaml',
      'affected prompt refund by project:galley.yaml > prompt:refund',
    ]);
  });

  test('an edited inline case is an edit of the suite and not of what the prompt says', async () => {
    const files = (decision: string) => ({
      'prompts/decide.yaml': `${head}kind: Prompt\ncontent: Decide.\ncases: [{id: one, inputs: {}, expected: ${decision}}]\nchecks: [{expected: true}]\n`,
    });
    const before = await openLibrary(memoryTree(files('refund')));
    const after = await openLibrary(memoryTree(files('decline')));
    const changes = computeChangeSet(before, after).changes;
    expect(changes.map(({ kind, what, isSemantic }) => ({ kind, what, isSemantic }))).toEqual([
      { kind: 'prompt', what: 'edited', isSemantic: false },
      { kind: 'suite', what: 'edited', isSemantic: true },
    ]);
  });
});
