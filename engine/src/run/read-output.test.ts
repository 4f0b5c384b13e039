import { describe, expect, it } from 'vitest';
import { readOutput } from './read-output.ts';

describe('readOutput', () => {
  it('is the text under format text, also when it is JSON', () => {
    expect(readOutput('{"a": 1}', 'text')).toEqual({
      output: '{"a": 1}',
      isText: true,
      jsonFault: undefined,
    });
  });

  it('is parsed bare JSON under format json', () => {
    expect(readOutput(' {"a": [1]}\n', 'json')).toEqual({
      output: { a: [1] },
      isText: false,
      jsonFault: undefined,
    });
    expect(readOutput('"refund"', 'json')).toMatchObject({ output: 'refund', isText: false });
  });

  it('is the text, with the fault, when the JSON is fenced, broken, missing, too deep or too large', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const faults = [
      '```json\n{}\n```',
      '{"a": 1,}',
      'Sure: {"a": 1}',
      '',
      deep,
      '{"a": 1e400}',
    ].map((text) => {
      const read = readOutput(text, 'json');
      expect(read).toMatchObject({ output: text, isText: true });
      return read.jsonFault;
    });
    expect(faults).toEqual([
      'is fenced, not bare JSON',
      'is not valid JSON',
      'is not valid JSON',
      'is empty',
      'is nested deeper than 100 levels',
      'holds a number that is too large',
    ]);
  });

  it('takes JSON of a hundred levels', () => {
    const { jsonFault } = readOutput(`${'['.repeat(100)}${']'.repeat(100)}`, 'json');
    expect(jsonFault).toBeUndefined();
  });

  it('keeps `__proto__` as data', () => {
    const { output } = readOutput('{"__proto__": {"admin": true}}', 'json');
    expect(Object.keys(output as object)).toEqual(['__proto__']);
    expect((output as { admin?: boolean }).admin).toBeUndefined();
  });
});
