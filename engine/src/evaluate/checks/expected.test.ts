import { describe, expect, it } from 'vitest';
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

  it('compares the whole expectation under `true`', async () => {
    const check = checkOf('expected', true);
    const item = { expected: 'Refund' };
    expect((await resultOf(check, subjectOf('Refund', { case: item }))).outcome).toBe('passed');
    expect((await resultOf(check, subjectOf('refund', { case: item }))).outcome).toBe('failed');
    const whole = { decision: 'refund', customer: { plan: 'basic' } };
    expect((await resultOf(check, jsonSubject(whole))).outcome).toBe('passed');
    expect((await resultOf(check, jsonSubject({ ...whole, reply: '' }))).outcome).toBe('failed');
  });

  it('cannot be judged where the case expects nothing of the kind', async () => {
    const check = checkOf('expected', ['constructor']);
    expect(await resultOf(check, jsonSubject({ decision: 'refund' }))).toMatchObject({
      outcome: 'error',
      reason: 'the check cannot be judged: the case has no `expected.constructor`',
    });
  });
});
