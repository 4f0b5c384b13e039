import { describe, expect, it } from 'vitest';
import { jsonSubject, subjectOf } from '../testing/subject-in-memory.ts';
import { readsRendered, subjectReader } from './read-subject.ts';

const answer = jsonSubject(
  { decision: 'refund', items: [{ name: 'mug' }], nothing: null, 'two words': 1 },
  {
    toolCalls: [{ name: 'lookup_order', arguments: { id: '17' } }],
    rendered: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Refund please' },
    ],
  },
);

const read = (of: string, subject = answer) => subjectReader(of)(subject)?.value;

describe('subjectReader', () => {
  it('reads rendered messages joined by a blank line, and two parts of them', () => {
    expect(read('rendered')).toBe('Be kind.\n\nHello\n\nHi\n\nRefund please');
    expect(read('rendered.system')).toBe('Be kind.');
    expect(read('rendered.last_user')).toBe('Refund please');
  });

  it('reads paths into output, tool calls and usage', () => {
    expect(read('output.decision')).toBe('refund');
    expect(read('output.items[0].name')).toBe('mug');
    expect(read('output.items.0.name')).toBe('mug');
    expect(read('output["two words"]')).toBe(1);
    expect(read('tool_calls.0.name')).toBe('lookup_order');
    expect(read('tool_calls[0].arguments.id')).toBe('17');
    expect(read('usage.input_tokens')).toBe(20);
    expect(read('usage')).toEqual({ input_tokens: 20, output_tokens: 5 });
    expect(read('text')).toContain('"decision"');
  });

  it('tells null from absent, and never reads what a value inherits', () => {
    expect(read('output.nothing')).toBeNull();
    for (const of of [
      'output.reply',
      'output.constructor',
      'output.__proto__',
      'output.items.length',
    ]) {
      expect(subjectReader(of)(answer)).toBeUndefined();
    }
  });

  it('finds nothing under a path that is none, or unknown, or before there is an answer', () => {
    for (const of of [
      '',
      'output.',
      'rendered.first',
      'usage.dollars',
      'usage.cached_input_tokens',
    ]) {
      expect(subjectReader(of)(answer)).toBeUndefined();
    }
    const unanswered = { ...answer, answer: undefined };
    expect(subjectReader('output')(unanswered)).toBeUndefined();
    expect(subjectReader('rendered')(unanswered)?.value).toContain('Hello');
  });

  it('has no system text where there is no such message', () => {
    const alone = subjectOf('Hi', { rendered: [{ role: 'user', content: 'Hello' }] });
    expect(read('rendered.system', alone)).toBeUndefined();
    expect(read('rendered', alone)).toBe('Hello');
  });

  it('gives the text of an answer that is not the JSON that was asked for', () => {
    const fenced = subjectOf('```json\n{"decision": "refund"}\n```', { format: 'json' });
    expect(read('output', fenced)).toContain('```json');
    expect(read('output.decision', fenced)).toBeUndefined();
  });
});

describe('readsRendered', () => {
  it('is true for checks that need no model', () => {
    expect(readsRendered({ of: 'rendered.system', key: 'contains' })).toBe(true);
    expect(readsRendered({ of: 'output', key: 'contains' })).toBe(false);
    expect(readsRendered({ of: 'rendered', key: 'judge' })).toBe(false);
  });
});
