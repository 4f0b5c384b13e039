import { describe, expect, test } from 'vitest';
import { readYaml, readYamlText } from './read-yaml.ts';

describe('readYaml', () => {
  test('gives plain data by the YAML 1.2 core schema', () => {
    const { value } = readYamlText('a.yaml', 'a: no\nb: 0o17\nc: ~\nd: [1, 2.5, true]\n1: x\n');
    expect(value).toEqual({ '1': 'x', a: 'no', b: 15, c: null, d: [1, 2.5, true] });
  });

  test('tells where keys and values stand', () => {
    const yaml = readYamlText('a.yaml', 'list:\n  - name: Ada\n    empty:\n');
    expect(yaml.keyAt(['list', 0, 'name'])).toEqual({ line: 2, column: 5 });
    expect(yaml.valueAt(['list', 0, 'name'])).toEqual({ line: 2, column: 11 });
    expect(yaml.valueAt(['list', 0, 'empty'])).toEqual({ line: 3, column: 5 });
    expect(yaml.valueAt(['list', 7, 'gone'])).toEqual({ line: 2, column: 3 });
  });

  test.each([
    ['a literal block', 'a: |\n  one\n  two\n', { start: { line: 2, column: 3 }, indent: 2 }],
    [
      'a literal block that starts empty',
      'a: |\n\n    one\n',
      { start: { line: 2, column: 5 }, indent: 4 },
    ],
    [
      'a literal block with its own indent',
      'a: |1\n   one\n',
      { start: { line: 2, column: 2 }, indent: 1 },
    ],
    ['plain text', 'a: one two\n', { start: { line: 1, column: 4 }, indent: 3 }],
    ['quoted text', 'a: "one"\n', { start: { line: 1, column: 5 }, indent: 4 }],
    [
      'text with escapes',
      'a: "o\\ne"\n',
      {
        start: { line: 1, column: 5 },
        runs: [{ offset: 0 }, { offset: 1 }, { offset: 2, column: 8 }],
      },
    ],
    [
      'text of several lines',
      'a: one\n  two\n',
      { start: { line: 1, column: 4 }, runs: [{ line: 1 }, { offset: 4, line: 2, column: 3 }] },
    ],
    [
      'a folded block',
      'a: >\n  one\n  two\n',
      { start: { line: 2, column: 3 }, runs: [{ line: 2 }, { offset: 4, line: 3, column: 3 }] },
    ],
  ])('knows how %s is written', (_what, text, expected) => {
    expect(readYamlText('a.yaml', text).textAt(['a'])).toMatchObject(expected);
  });

  test('names the byte that is not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a: é\nb: '), 0xc3, 0x28]);
    expect(readYaml('a.yaml', bytes).problems).toMatchObject([
      { code: 'file-not-utf8', line: 2, column: 4 },
    ]);
  });

  test('follows aliases that stay small and keeps their places', () => {
    const yaml = readYamlText('a.yaml', 'one: &x {deep: 1}\ntwo: *x\n');
    expect(yaml.value).toEqual({ one: { deep: 1 }, two: { deep: 1 } });
    expect(yaml.valueAt(['two', 'deep'])).toEqual({ line: 1, column: 16 });
  });

  test('keeps constructor as a key of data', () => {
    const { value } = readYamlText('a.yaml', 'constructor: 1\ntoString: 2\n');
    expect(Object.entries(value as object)).toEqual([
      ['constructor', 1],
      ['toString', 2],
    ]);
  });
});
