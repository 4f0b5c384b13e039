import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../nodes.ts';
import { readYamlText } from '../yaml/read-yaml.ts';
import { documentText } from './document-text.ts';

const values: Record<string, JsonValue>[] = [
  { kind: 'Prompt', description: 'Answer: a customer', version: '1.0', yes: 'no', number: 1.5 },
  { content: 'First line.\nSecond {{ line }}.\n', more: 'a\nb', spaced: 'a \nb', tail: 'a\n\n' },
  { list: ['a', ['b', []], {}, { x: 1, y: [{ z: null }] }, '- dash', '# no comment', '', ' '] },
  { '': 'empty key', 'a b': true, '1': 'digit', null: 'word', 'x: y': 'colon' },
  { text: 'tab\tand \u0000 and \u2028 and “quotes” 🙂', date: '2026-11-01', octal: '0o7' },
  { tricky: ['~', '0x1f', '1e3', '.5', '+1', 'a: b', 'a #b', '&a', '*a', '!t', '%d', '@x', '`y'] },
  { indented: '  first\nsecond', blank: '\nfirst', crlf: 'a\r\nb', marker: '---\na', end: '...' },
];

describe('the text of a document', () => {
  it.each(values)('%# reads back as the same value', (value) => {
    const text = documentText(value);
    const read = readYamlText('document.yaml', text);
    expect(read.problems).toEqual([]);
    expect(read.value).toEqual(value);
  });

  it('is in block style, as a person writes it', () => {
    const value = {
      cases: [{ id: 'late', inputs: { message: 'Where is it?' } }],
      content: 'a\nb\n',
    };
    expect(documentText(value)).toBe(
      'cases:\n  - id: late\n    inputs:\n      message: "Where is it?"\ncontent: |\n  a\n  b\n',
    );
  });
});
