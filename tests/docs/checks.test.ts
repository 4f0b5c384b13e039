import { readFileSync } from 'node:fs';
import { checkPlugs } from '@galley/engine/evaluate';
import { openLibrary } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(`${repositoryRoot}/site/docs/checks.md`, 'utf8');
const sections = new Map(
  page
    .split('\n### `')
    .slice(1)
    .map((text) => {
      const key = text.slice(0, text.indexOf('`'));
      return [key, /```yaml\n([\s\S]*?)```/.exec(text.split('\n## ')[0] ?? '')?.[1]] as const;
    }),
);

it('the page has one section for every check, and no other', () => {
  expect([...sections.keys()].sort()).toEqual(Object.keys(checkPlugs).sort());
});

describe('the example of every check', () => {
  it.each([...sections])('%s is taken without a problem', async (key, example) => {
    const checks = parse(example ?? '') as Record<string, unknown>[];
    expect(checks.flatMap(Object.keys)).toContain(key);
    expect(await problemsOf(checks)).toEqual([]);
  });
});

/** Everything that the examples read is there; aliases and commands are declared. */
async function problemsOf(checks: readonly unknown[]): Promise<string[]> {
  const inputs = ['brand', 'document', 'message', 'order', 'policy'];
  const project = {
    providers: { fake: { type: 'scripted', file: 'say.yaml' } },
    models: Object.fromEntries(
      ['chat', 'judge', 'embedding'].map((name) => [name, { provider: 'fake' }]),
    ),
    commands: { tone: { run: ['node', 'tone.js'] } },
  };
  const expected = { decision: 'a', keywords: ['a'], city: 'a', summary: 'a', reply: 'a' };
  const prompt = {
    inputs: Object.fromEntries(inputs.map((name) => [name, { type: 'string' }])),
    model: { ref: 'chat' },
    content: inputs.map((name) => `{{ ${name} }}`).join(' '),
    cases: [{ inputs: Object.fromEntries(inputs.map((name) => [name, 'a'])), expected }],
    checks,
  };
  const library = await openLibrary(
    memoryTree({
      'galley.yaml': JSON.stringify({ apiVersion: 'galley/v1', kind: 'Project', ...project }),
      'say.yaml': 'otherwise: {say: Fine}\n',
      'prompts/reply.yaml': JSON.stringify({ apiVersion: 'galley/v1', kind: 'Prompt', ...prompt }),
    }),
  );
  return library.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
}
