import { describe, expect, it } from 'vitest';
import { hashValue } from '../units/content-hash.ts';
import { readTable } from './read-table.ts';
import type { TableFormat, TableSource } from './table-case.ts';

const read = (format: TableFormat, text: string, rest: Partial<TableSource> = {}) =>
  readTable({
    bytes: new TextEncoder().encode(text),
    file: `datasets/refunds.${format}`,
    format,
    ...rest,
  });
const known = { knownInputs: new Set(['message', 'channel']) };
const places = (table: ReturnType<typeof read>) =>
  table.problems.map(({ code, line, column }) => `${line}:${column} ${code}`);

describe('CSV', () => {
  it('maps headers that say what they are', () => {
    const text =
      'id,message,expected.decision,tags,group\nlate,"Too late, sorry?",decline,"a; b,c",7\n';
    expect(read('csv', text, known)).toEqual({
      problems: [],
      cases: [
        {
          id: 'late',
          hasOwnId: true,
          inputs: { message: 'Too late, sorry?' },
          expected: { decision: 'decline' },
          isExpectedText: true,
          tags: ['a', 'b', 'c'],
          group: '7',
          line: 2,
        },
      ],
    });
  });

  it('maps by columns and ignores the others', () => {
    const columns = {
      id: 'Ticket ID',
      inputs: { message: 'Customer text' },
      expected: { decision: 'Right decision' },
    };
    const text = 'Ticket ID,Customer text,Agent,Right decision\nT-1,Refund?,Kim,refund\n';
    const table = read('csv', text, { ...known, columns });
    expect(table.problems).toEqual([]);
    expect(table.cases[0]).toMatchObject({
      id: 'T-1',
      inputs: { message: 'Refund?' },
      expected: { decision: 'refund' },
    });
  });

  it('reports a mapped column that is missing, with the near one', () => {
    const table = read('csv', 'Custmer text\nRefund?\n', {
      columns: { inputs: { message: 'Customer text' } },
    });
    expect(places(table)).toEqual(['1:1 column-missing']);
    expect(table.problems[0]?.hint).toBe('Did you mean "Custmer text"?');
  });

  it('warns of a column that maps to nothing, at its place', () => {
    const table = read('csv', 'message,"chanel"\nRefund?,chat\n', known);
    expect(table.problems).toMatchObject([
      {
        code: 'column-unmapped',
        severity: 'warning',
        line: 1,
        column: 9,
        hint: 'Did you mean "channel"?',
      },
    ]);
    expect(table.cases[0]?.inputs).toEqual({ message: 'Refund?' });
  });

  it('takes every other column for an input when the inputs are unknown', () => {
    expect(read('csv', 'question\nWhy?\n').cases[0]?.inputs).toEqual({ question: 'Why?' });
  });

  it('treats empty cells as absent and skips empty rows', () => {
    const table = read('csv', 'id,message,channel,expected.decision\n1,Refund?,,\n,,,\n\n', known);
    expect(table.cases).toHaveLength(1);
    expect(table.cases[0]).not.toHaveProperty('expected');
    expect(table.cases[0]?.inputs).toEqual({ message: 'Refund?' });
  });

  it('names a case without id by its inputs, wherever the row stands', () => {
    const first = read('csv', 'message\nRefund?\nLate?\n', known).cases[1];
    const moved = read('csv', 'message\nLate?\nRefund?\n', known).cases[0];
    expect(first?.id).toBe(hashValue({ message: 'Late?' }).slice(0, 12));
    expect(moved?.id).toBe(first?.id);
  });

  it('accepts a byte order mark, CRLF, lone CR and mixed line ends', () => {
    for (const text of [
      '\ufeffid,message\r\n1,a\r\n2,b',
      'id,message\r1,a\r2,b\r',
      'id,message\n1,a\r\n2,b\n',
    ]) {
      const table = read('csv', text, known);
      expect(table.problems).toEqual([]);
      expect(table.cases.map(({ id, inputs, line }) => [id, inputs.message, line])).toEqual([
        ['1', 'a', 2],
        ['2', 'b', 3],
      ]);
    }
  });

  it('counts lines across quoted line breaks', () => {
    const table = read('csv', 'id,message\n1,"Dear\nyou,\n"\n2,short\n', known);
    expect(table.cases.map(({ line }) => line)).toEqual([2, 5]);
    expect(table.cases[0]?.inputs.message).toBe('Dear\nyou,\n');
  });

  it.each([
    ['id,message\n1\n2,b\n', '2:1 table-syntax', 'expected 2 cells as in the header, got 1'],
    ['id,message\n1,a,b\n', '2:1 table-syntax', 'got 3'],
    ['id,message\n1,a\n2,"open\n3,c\n', '3:3 table-syntax', 'not closed'],
    ['id,message\n1,say "hi"\n', '2:7 table-syntax', 'inside a cell'],
    ['id,message\n1,"say "hi\n', '2:8 table-syntax', 'inside a cell'],
    ['message,message\na,b\n', '1:9 table-syntax', 'twice'],
    ['', '1:1 table-syntax', 'empty file'],
    ['id,message\n1,a\n1,b\n', '3:1 case-duplicate', 'taken by line 2'],
    ['message\na\na\n', '3:1 case-duplicate', 'same inputs as line 2'],
    ['id,message\r\n1,"a\r\nb"\r\n\r\n2,c\r\n2,d\r\n', '6:1 case-duplicate', 'by line 5'],
    ['id,message\n1,a\0b\n', '2:4 table-syntax', 'NUL'],
  ])('reports %j', (text, place, message) => {
    const table = read('csv', text, known);
    expect(places(table)).toEqual([place]);
    expect(table.problems[0]?.message).toContain(message);
  });

  it('keeps hostile headers as plain data', () => {
    const { inputs } = read('csv', '__proto__,constructor\na,b\n').cases[0] ?? { inputs: {} };
    expect(Object.entries(inputs)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('says that another separator is in use', () => {
    expect(read('csv', 'id;message\n1;a\n', known).problems[0]?.hint).toContain(
      'separated by commas',
    );
  });
});

describe('JSONL', () => {
  it('reads rows as cases, blank lines aside', () => {
    const text =
      '{"id": "a", "inputs": {"message": "Hi", "n": 2}, "expected": "Paris"}\n\n{"inputs": {}, "history": [{"role": "user", "content": "Hello"}], "tags": ["x"], "x-note": 1}\r\n';
    const table = read('jsonl', text, known);
    expect(table.problems).toEqual([]);
    expect(table.cases.map(({ line }) => line)).toEqual([1, 3]);
    expect(table.cases[0]).toMatchObject({ id: 'a', inputs: { n: 2 }, expected: 'Paris' });
    expect(table.cases[1]).toMatchObject({
      history: [{ role: 'user', content: 'Hello' }],
      tags: ['x'],
    });
  });

  it.each([
    ['{"inputs": {"a": 1,}}', '1:20 table-syntax'],
    ['{"inputs": {}}\n{"inputs": {}', '2:14 table-syntax'],
    ['{"inputs": {}} {}', '1:16 table-syntax'],
    ['{"inputs": {}, "inputs": {}}', '1:16 table-syntax'],
    ["{'inputs': {}}", '1:2 table-syntax'],
    ['{"inputs": {"a": 1e999}}', '1:18 table-syntax'],
    ['{"inputs": {"a": NaN}}', '1:18 table-syntax'],
    ['{"inputs": {"a": "\\x"}}', '1:19 table-syntax'],
    ['{"inputs": {"a": "b}}', '1:18 table-syntax'],
    ['  [1]', '1:3 table-syntax'],
    ['"text"', '1:1 table-syntax'],
    ['{"id": "a"}', '1:1 missing-key'],
    ['{"inputs": {}, "expcted": 1}', '1:16 unknown-key'],
    ['{"inputs": {}, "checks": []}', '1:16 wrong-type'],
    ['{"inputs": {}, "checks": ["polite"]}', '1:16 wrong-type'],
    ['{"inputs": []}', '1:2 wrong-type'],
    ['{"id": "", "inputs": {}}', '1:2 wrong-type'],
    ['{"inputs": {}, "tags": [1]}', '1:16 wrong-type'],
    ['{"inputs": {}, "history": [{"role": "robot", "content": ""}]}', '1:16 wrong-type'],
    [`{"inputs": {"a": ${'['.repeat(50_000)}}}`, '1:117 table-syntax'],
  ])('reports %.60j', (text, place) => {
    expect(places(read('jsonl', text))).toEqual([place]);
  });

  it('goes on after a faulty line and leaves its row out', () => {
    const table = read('jsonl', '{"inputs": 1}\n{bad\n{"id": "good", "inputs": {}}\n');
    expect(places(table)).toEqual(['2:2 table-syntax', '1:2 wrong-type']);
    expect(table.cases.map(({ id }) => id)).toEqual(['good']);
  });

  it('suggests the key that was meant', () => {
    expect(read('jsonl', '{"input": {}, "inputs": {}}').problems[0]?.hint).toBe(
      'Did you mean `inputs`?',
    );
  });

  it('stops after 100 problems', () => {
    expect(read('jsonl', '{bad\n'.repeat(1_000)).problems).toHaveLength(100);
  });

  it('maps rows of any shape by columns and keeps types', () => {
    const columns = {
      id: 'ticket',
      inputs: { message: 'body', count: 'n' },
      expected: { ok: 'right' },
      tags: 'labels',
    };
    const text =
      '{"ticket": 7, "body": "Hi", "n": 3, "right": true, "labels": ["a"], "other": null}\n{"body": "Yo"}\n';
    const table = read('jsonl', text, { columns });
    expect(table.problems).toEqual([]);
    expect(table.cases[0]).toMatchObject({
      id: '7',
      inputs: { message: 'Hi', count: 3 },
      expected: { ok: true },
      tags: ['a'],
    });
    expect(table.cases[1]?.inputs).toEqual({ message: 'Yo' });
  });

  it('reports a mapped key that no row has', () => {
    const table = read('jsonl', '{"bdy": "Hi"}\n', { columns: { inputs: { message: 'body' } } });
    expect(table.problems).toMatchObject([{ code: 'column-missing', hint: 'Did you mean "bdy"?' }]);
  });

  it('keeps hostile keys as plain data', () => {
    const table = read('jsonl', '{"inputs": {"__proto__": {"polluted": true}, "constructor": 1}}');
    expect(Object.keys(table.cases[0]?.inputs ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(table.cases[0]?.inputs)).toBe(Object.prototype);
    expect(places(read('jsonl', '{"inputs": {}, "__proto__": {}}'))).toEqual(['1:16 unknown-key']);
  });
});

describe('JSON', () => {
  it('knows the line of each row', () => {
    const table = read(
      'json',
      '[\n  {"inputs": {"a": 1}},\n  {\n    "id": "b",\n    "inputs": {}\n  }\n]\n',
    );
    expect(table.problems).toEqual([]);
    expect(table.cases.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['{"inputs": {}}', '1:1 table-syntax'],
    ['', '1:1 table-syntax'],
    ['[\n{"inputs": {}}\n{"inputs": {}}]', '3:1 table-syntax'],
    ['[{"inputs": {}},]', '1:17 table-syntax'],
    ['[{"inputs": {}}', '1:16 table-syntax'],
    ['[{"inputs": {}}] x', '1:18 table-syntax'],
    ['[\n  {"inputs": {},\n   "taggs": []}]', '3:4 unknown-key'],
  ])('reports %j', (text, place) => {
    expect(places(read('json', text))).toEqual([place]);
  });

  it('takes an empty array for no cases', () => {
    expect(read('json', '[]')).toEqual({ cases: [], problems: [] });
  });
});

describe('files', () => {
  const readBytes = (bytes: number[]) =>
    readTable({ bytes: Uint8Array.from(bytes), file: 'datasets/refunds.csv', format: 'csv' });

  it('reports bytes that are not UTF-8 at their place', () => {
    const table = readBytes([0x61, 0x0a, 0x62, 0xe4, 0x0a]);
    expect(places(table)).toEqual(['2:2 file-not-utf8']);
  });

  it('takes a written replacement character for text', () => {
    expect(read('csv', 'message\nwas \ufffd\n').problems).toEqual([]);
  });

  it.each([
    ['csv', 'message\n', 'a\n'],
    ['jsonl', '', '{"inputs":{}}\n'],
    ['json', '[{"inputs":{}}', ',{"inputs":{}}\n'],
  ] as const)(
    'reads at most 200,000 rows of %s and says so',
    (format, head, row) => {
      const table = read(format, head + row.repeat(200_002));
      expect(table.problems.some(({ code }) => code === 'file-too-large')).toBe(true);
    },
    60_000,
  );

  it('refuses more than 1,000 columns', () => {
    expect(read('csv', `${','.repeat(100_000)}\n`, known).problems[0]?.message).toContain(
      '1000 columns',
    );
  });

  it('names UTF-16', () => {
    expect(readBytes([0xff, 0xfe, 0x61, 0]).problems[0]?.message).toContain('UTF-16');
  });

  it('refuses more than 64 MB before reading', () => {
    const table = readTable({
      bytes: new Uint8Array(64 * 1024 * 1024 + 1),
      file: 'datasets/big.csv',
      format: 'csv',
    });
    expect(places(table)).toEqual(['1:1 file-too-large']);
  });
});
