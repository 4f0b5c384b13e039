import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';

const schema = {
  type: 'object',
  required: ['decision'],
  properties: { decision: { enum: ['refund', 'decline'] }, reply: { type: 'string' } },
};
const check = checkOf('json_schema', schema, { name: 'output schema' });
const fence = '```';

describe('check json_schema', () => {
  it('names the place and the fault of a value that does not fit', async () => {
    const result = await resultOf(check, jsonSubject({ decision: 'maybe' }));
    expect(result.outcome).toBe('failed');
    expect(result.reason).toContain('/decision');
  });

  it('fails a fenced, invalid or empty answer, also when any JSON would do', async () => {
    const any = checkOf('json_schema', true);
    const texts = {
      [`${fence}json\n{"decision": "refund"}\n${fence}`]: 'is fenced',
      'Sure! {"decision": "refund"}': 'is not valid JSON',
      ' ': 'is empty',
      [`${'['.repeat(5_000)}${']'.repeat(5_000)}`]: 'is nested deeper',
    };
    for (const [text, why] of Object.entries(texts)) {
      for (const one of [check, any]) {
        const result = await resultOf(one, subjectOf(text, { format: 'json' }));
        expect(result.outcome).toBe('failed');
        expect(result.reason).toContain(why);
      }
    }
  });

  it('reads a text answer as JSON, but not a text within one', async () => {
    expect((await resultOf(check, subjectOf('{"decision": "refund"}'))).outcome).toBe('passed');
    const text = checkOf('json_schema', { type: 'string', minLength: 3 }, { of: 'output.reply' });
    expect((await resultOf(text, jsonSubject({ reply: '{"a": 1}' }))).outcome).toBe('passed');
  });

  it('cannot be judged by a schema that is none', async () => {
    const broken = checkOf('json_schema', { type: 'objekt' });
    expect((await resultOf(broken, jsonSubject({}))).outcome).toBe('error');
  });
});
