// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of documents, not of TypeScript
import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';

const outcome = async (argument: Parameters<typeof checkOf>[1], subject = jsonSubject({})) =>
  (await resultOf(checkOf('equals', argument), subject)).outcome;

describe('check equals', () => {
  it('compares JSON deeply, whatever the order of keys', async () => {
    const subject = jsonSubject({ a: [1, { b: null }], c: 'x' });
    expect(await outcome({ c: 'x', a: [1.0, { b: null }] }, subject)).toBe('passed');
    expect(await outcome({ c: 'x', a: [{ b: null }, 1] }, subject)).toBe('failed');
    expect(await outcome({ c: 'x', a: [1, {}] }, subject)).toBe('failed');
  });

  it('keeps types and letter case apart', async () => {
    expect(await outcome('1', jsonSubject(1))).toBe('failed');
    expect(await outcome(null, jsonSubject(false))).toBe('failed');
    expect(await outcome([], jsonSubject({}))).toBe('failed');
    expect(await outcome('refund', subjectOf('refund '))).toBe('failed');
  });

  it('takes `__proto__` as the plain key that it is', async () => {
    const argument = JSON.parse('{"__proto__": {"admin": true}}');
    expect(await outcome(argument, jsonSubject(argument))).toBe('passed');
    expect(await outcome(argument, jsonSubject({}))).toBe('failed');
  });

  it('compares an expectation from CSV by what its text says', async () => {
    const item = { expected: { amount: '42' }, isExpectedText: true as const };
    const subject = jsonSubject(42, { case: item });
    expect(await outcome('${{ case.expected.amount }}', subject)).toBe('passed');
    expect(await outcome('42', subject)).toBe('failed');
    expect(await outcome('${{ case.inputs.brand }}', subject)).toBe('failed');
  });

  it('inserts values of the case with their type, at any depth', async () => {
    const argument = { plan: '${{ case.expected.customer }}', tags: ['${{ case.tags }}'] };
    const subject = jsonSubject({ plan: { plan: 'basic' }, tags: [['refund']] });
    expect(await outcome(argument, subject)).toBe('passed');
    expect(await outcome({ plan: '${{ case.expected.nobody }}' }, subject)).toBe('error');
  });
});
