import { schemas } from '@galley/schema';
import { describe, expect, it } from 'vitest';
import type { CheckKey, JsonValue } from '../../library/nodes.ts';
import { answeredWith, checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';
import type { CheckSubject } from './contract.ts';
import { checkPlugs } from './registry.ts';

interface Sample {
  readonly argument: JsonValue;
  readonly passes: CheckSubject;
  readonly fails: CheckSubject;
}

const polite = 'Dear customer, Acme refunds you. Yours, Acme';
const curt = 'No.';

const samples: Record<CheckKey, Sample> = {
  equals: { argument: 'refund', passes: subjectOf('refund'), fails: subjectOf('Refund') },
  expected: {
    argument: ['decision'],
    passes: jsonSubject({ decision: 'refund' }),
    fails: jsonSubject({ decision: 'decline' }),
  },
  contains: { argument: 'Acme', passes: subjectOf(polite), fails: subjectOf(curt) },
  icontains: { argument: 'ACME', passes: subjectOf(polite), fails: subjectOf(curt) },
  starts_with: { argument: 'Dear', passes: subjectOf(polite), fails: subjectOf(curt) },
  ends_with: { argument: 'Acme', passes: subjectOf(polite), fails: subjectOf(curt) },
  regex: { argument: '\\bAcme\\b', passes: subjectOf(polite), fails: subjectOf(curt) },
  json_schema: {
    argument: { type: 'object', required: ['decision'] },
    passes: jsonSubject({ decision: 'refund' }),
    fails: jsonSubject({ reply: 'No.' }),
  },
  length: { argument: { min: 10 }, passes: subjectOf(polite), fails: subjectOf(curt) },
  latency_ms: {
    argument: { max: 1_000 },
    passes: subjectOf(polite),
    fails: subjectOf(polite, { latencyMs: 1_001 }),
  },
  cost_usd: {
    argument: { max: 0.003 },
    passes: subjectOf(polite),
    fails: subjectOf(polite, { listCostNanoUsd: 3_000_001 }),
  },
  judge: { argument: 'The reply is polite.', passes: subjectOf(polite), fails: subjectOf(curt) },
};

const judge = async (call: { readonly messages: readonly { readonly content: string }[] }) => {
  const score = call.messages.at(-1)?.content.includes('Dear') ? 1 : 0;
  const text = JSON.stringify({ reason: 'graded', score });
  return { ...answeredWith(text), requestKey: 'a judge' };
};

describe.each(Object.entries(samples))('check %s', (written, sample) => {
  const key = written as CheckKey;
  const plain = checkOf(key, sample.argument, { name: 'named' });
  const negated = { ...plain, isNegated: true };

  it('passes what fits, without a reason', async () => {
    expect(await resultOf(plain, sample.passes, judge)).toMatchObject({
      name: 'named',
      key,
      outcome: 'passed',
      score: 1,
      reason: undefined,
      costNanoUsd: 0,
    });
  });

  it('fails what does not fit, saying what was expected and what came', async () => {
    const result = await resultOf(plain, sample.fails, judge);
    expect(result).toMatchObject({ outcome: 'failed', score: 0 });
    expect(result.reason).toMatch(/^expected .+ to .+, got .+/);
  });

  it('is turned around by `not`', async () => {
    expect((await resultOf(negated, sample.fails, judge)).outcome).toBe('passed');
    const failed = await resultOf(negated, sample.passes, judge);
    expect(failed.outcome).toBe('failed');
    expect(failed.reason).toMatch(/^expected .+ not to .+, got .+/);
  });

  it('fails on an absent value, also under `not`, where it reads a value at all', async () => {
    if (!checkPlugs[key].readsValue) return expect(['latency_ms', 'cost_usd']).toContain(key);
    for (const check of [plain, negated]) {
      const absent = await resultOf({ ...check, of: 'output.reply.text' }, sample.passes, judge);
      expect(absent).toMatchObject({ outcome: 'failed', score: 0 });
      expect(absent.reason).toContain('`output.reply.text`');
    }
  });

  it('keeps weight and hardness in its result', async () => {
    const check = { ...plain, weight: 0.5, isHard: true };
    const result = await resultOf(check, sample.fails, judge);
    expect(result).toMatchObject({ weight: 0.5, isHard: true });
  });
});

describe('the registry', () => {
  it('has exactly the keys that the schema of a check has', () => {
    const { oneOf } = schemas.check as unknown as { oneOf: { required: [string] }[] };
    expect(Object.keys(checkPlugs).sort()).toEqual(oneOf.map(({ required }) => required[0]).sort());
  });

  it('holds each plug under its own key', () => {
    for (const [key, plug] of Object.entries(checkPlugs)) expect(plug.key).toBe(key);
  });
});
