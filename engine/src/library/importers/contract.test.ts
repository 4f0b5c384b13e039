import { describe, expect, it } from 'vitest';
import { documentExtensions } from '../documents/document-id.ts';
import { memoryTree } from '../testing/memory-tree.ts';
import type { ImporterName } from './contract.ts';
import { findSources, importSource } from './import-source.ts';
import { importers } from './registry.ts';

/** A small sound source of each format, and one that is broken. */
const samples: Readonly<
  Record<ImporterName, { readonly path: string; readonly text: string; readonly broken: string }>
> = {
  promptfoo: {
    path: 'promptfooconfig.yaml',
    text: 'prompts: ["Hi {{ name }}"]\ntests: [{vars: {name: Ada}, assert: [{type: contains, value: Ada}]}]\n',
    broken:
      'prompts: [7, {}, [x]]\nproviders: 5\ntests: [7, {vars: 3, assert: {type: 3}}]\ndefaultTest: 8\nscenarios: [{config: 1}]\n',
  },
  'github-prompt': {
    path: 'reply.prompt.yml',
    text: 'messages: [{role: user, content: "Hi {{name}}"}]\n',
    broken: 'messages: [{role: 7, content: [x]}]\nevaluators: [3]\ntestData: 4\n',
  },
  dakora: {
    path: 'greeting.yaml',
    text: 'id: greeting\ntemplate: Hi {{ name }}\ninputs: {name: {type: string}}\n',
    broken: 'id: [x]\ntemplate: 7\ninputs: {"a b": 3, c: {type: [x]}}\nmetadata: 3\n',
  },
  'openai-prompt': {
    path: 'prompt.json',
    text: '{"id": "pmpt_1", "model": "gpt-5-mini", "messages": [{"role": "user", "content": "Hi {{name}}"}]}',
    broken:
      '{"id": 7, "model": [1], "messages": [3, {"role": "user", "content": {}}], "tools": 4, "text": 3}',
  },
};

describe.each(Object.values(importers))('the importer $name', (importer) => {
  const { path, text, broken } = samples[importer.name];
  const convert = (source: string, name?: ImporterName) =>
    importSource(memoryTree({ [path]: source }), path, name);

  it('stands in the registry under its name and says what it reads', () => {
    expect(importers[importer.name]).toBe(importer);
    expect(importer.summary).toMatch(/^a /);
  });

  it('recognizes its own files, and nobody else does', async () => {
    expect(await findSources(memoryTree({ [path]: text }))).toEqual([
      { path, importer: importer.name },
    ]);
  });

  it('makes a prompt without a loss', async () => {
    const { documents, losses } = await convert(text);
    expect(losses).toEqual([]);
    expect(documents.filter(({ path: made }) => made.startsWith('prompts/'))).toHaveLength(1);
    for (const document of documents) {
      expect(document.value).toMatchObject({ apiVersion: 'galley/v1' });
      expect(documentExtensions.some((end) => document.path.endsWith(`.${end}`))).toBe(true);
    }
  });

  it('says where a broken file is broken, and throws nothing', async () => {
    const { losses } = await convert(broken, importer.name);
    expect(losses.length).toBeGreaterThan(0);
    for (const { line, column, reason } of losses) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(reason).not.toMatch(/\.$/);
    }
  });

  it.each(['[1, 2]', '7', '"text"', 'null', '{}', '[]', '{a: {b: '])(
    'takes %s for no sound source of it',
    async (odd) => {
      const { losses, documents } = await convert(odd, importer.name);
      expect(losses.length + documents.length).toBeGreaterThanOrEqual(documents.length);
      expect(documents).toEqual([]);
    },
  );

  it.each(['__proto__', 'constructor'])(
    'reports the key %s and is not changed by it',
    async (key) => {
      const hostile = text.trimEnd().startsWith('{')
        ? text.replace('{', `{"${key}": {"polluted": true},`)
        : `${text}${key}: {polluted: true}\n`;
      const { losses } = await convert(hostile, importer.name);
      expect(losses.map(({ what, reason }) => what + reason).join()).toContain(key);
      expect(({} as { polluted?: true }).polluted).toBeUndefined();
    },
  );
});
