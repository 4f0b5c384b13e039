// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of documents, not of TypeScript
import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';

describe('text checks', () => {
  it('see canonical JSON of a value that is not text', async () => {
    const subject = jsonSubject({ reply: 'No.', decision: 'decline' });
    const check = checkOf('contains', '{"decision":"decline","reply":"No."}');
    expect((await resultOf(check, subject)).outcome).toBe('passed');
    const amount = { ...checkOf('starts_with', '12'), of: 'output.amount' };
    expect((await resultOf(amount, jsonSubject({ amount: 12.5 }))).outcome).toBe('passed');
  });

  it('insert values of the case', async () => {
    const check = checkOf('contains', 'for ${{ case.inputs.brand }}');
    expect((await resultOf(check, subjectOf('I write for Acme (Ltd.).'))).outcome).toBe('passed');
    const failed = await resultOf(check, subjectOf('I write for nobody.'));
    expect(failed.reason).toBe(
      'expected output to contain “for Acme (Ltd.)”, got “I write for nobody.”',
    );
  });

  it('are an error, not a pass, when a value to insert is absent', async () => {
    const check = { ...checkOf('contains', '${{ case.inputs.name }}'), isNegated: true };
    const result = await resultOf(check, subjectOf('Dear you'));
    expect(result).toMatchObject({ outcome: 'error', score: undefined });
    expect(result.reason).toContain('`case.inputs.name` is absent');
  });

  it('keep `$${{` as plain text', async () => {
    const check = checkOf('contains', 'write $${{ x }}');
    expect((await resultOf(check, subjectOf('please write ${{ x }}'))).outcome).toBe('passed');
  });
});
