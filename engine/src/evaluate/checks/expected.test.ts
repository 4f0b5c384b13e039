import { describe, expect, it } from 'vitest';
import type { Case, JsonValue } from '../../library/nodes.ts';
import { checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';

describe('check expected', () => {
  it('compares the named fields and no others', async () => {
    const check = checkOf('expected', ['decision', 'customer.plan']);
    const good = jsonSubject({
      decision: 'refund',
      customer: { plan: 'basic', seats: 3 },
      reply: '',
    });
    expect((await resultOf(check, good)).outcome).toBe('passed');
    const bad = await resultOf(check, jsonSubject({ decision: 'decline', customer: {} }));
    expect(bad.reason).toBe(
      'expected output to have decision “refund”, customer.plan “basic”, got decision “decline”, no customer.plan',
    );
  });

  it('fails text where fields are expected', async () => {
    const fenced = subjectOf('```\n{"decision": "refund"}\n```', { format: 'json' });
    expect((await resultOf(checkOf('expected', ['decision']), fenced)).outcome).toBe('failed');
  });

  it('names the missing format where a text answer is a JSON object', async () => {
    const hint = '(the answer is text: write `output: {format: json}` in the prompt)';
    const check = checkOf('expected', ['decision']);
    const text = '{"decision": "refund"}';
    expect((await resultOf(check, subjectOf(text))).reason).toMatch(`got no decision ${hint}`);
    const whole = { expected: { decision: 'refund' } };
    const all = await resultOf(checkOf('expected', true), subjectOf(text, { case: whole }));
    expect(all).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(hint) });
    const others = [subjectOf('refund'), subjectOf('"refund"'), subjectOf('[1]'), jsonSubject({})];
    for (const subject of others) {
      expect((await resultOf(check, subject)).reason).not.toContain('format: json');
    }
  });

  it('compares the whole expectation under `true`', async () => {
    const check = checkOf('expected', true);
    const item = { expected: 'Refund' };
    expect((await resultOf(check, subjectOf('Refund', { case: item }))).outcome).toBe('passed');
    expect((await resultOf(check, subjectOf('refund', { case: item }))).outcome).toBe('failed');
    const whole = { decision: 'refund', customer: { plan: 'basic' } };
    expect((await resultOf(check, jsonSubject(whole))).outcome).toBe('passed');
    expect((await resultOf(check, jsonSubject({ ...whole, reply: '' }))).outcome).toBe('failed');
  });

  it('compares text from CSV by what it says, and nothing else so', async () => {
    const check = checkOf('expected', ['amount']);
    const outcome = async (amount: JsonValue, cell: string, more: Partial<Case> = {}) => {
      const item = { expected: { amount: cell }, isExpectedText: true as const, ...more };
      return (await resultOf(check, jsonSubject({ amount }, { case: item }))).outcome;
    };
    expect(await outcome(42, '42')).toBe('passed');
    expect(await outcome(42, '42.0')).toBe('passed');
    expect(await outcome(42, '42.5')).toBe('failed');
    expect(await outcome(42, '0x2a')).toBe('failed');
    expect(await outcome(true, 'TRUE')).toBe('passed');
    expect(await outcome(false, 'true')).toBe('failed');
    expect(await outcome(null, 'null')).toBe('passed');
    expect(await outcome('042', '42')).toBe('failed');
    expect(await outcome(['42'], '42')).toBe('failed');
    expect(await outcome('42', '42')).toBe('passed');
    const typed = { expected: { amount: '42' } };
    const strict = await resultOf(check, jsonSubject({ amount: 42 }, { case: typed }));
    expect(strict.outcome).toBe('failed');
  });

  it('compares a whole row of text key by key', async () => {
    const item = { expected: { amount: '42', open: 'true' }, isExpectedText: true as const };
    const outcome = async (answer: JsonValue) =>
      (await resultOf(checkOf('expected', true), jsonSubject(answer, { case: item }))).outcome;
    expect(await outcome({ amount: 42, open: true })).toBe('passed');
    expect(await outcome({ amount: 42, open: true, reply: '' })).toBe('failed');
    expect(await outcome({ amount: 42 })).toBe('failed');
  });

  it('cannot be judged where the case expects nothing of the kind', async () => {
    const check = checkOf('expected', ['constructor']);
    expect(await resultOf(check, jsonSubject({ decision: 'refund' }))).toMatchObject({
      outcome: 'error',
      reason: 'the check cannot be judged: the case has no `expected.constructor`',
    });
  });
});
