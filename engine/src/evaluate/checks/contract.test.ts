import { schemas } from '@galley/schema';
import { describe, expect, it } from 'vitest';
import type { Check, CheckKey, JsonValue, Tool } from '../../library/nodes.ts';
import type { AskResult, ModelCall } from '../../models/model-desk.ts';
import type { ProgramCall, ProgramOutcome } from '../../ports/programs.ts';
import { answeredWith, checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf, subjectOf } from '../testing/subject-in-memory.ts';
import type { CheckSubject } from './contract.ts';
import { checkPlugs } from './registry.ts';

interface Sample {
  readonly argument: JsonValue;
  /** Of a group. */
  readonly members?: readonly Check[];
  readonly passes: CheckSubject;
  readonly fails: CheckSubject;
}

/** Checks that look at the call or its tools, not at a value. */
const ofTheCall: readonly string[] = [
  'latency_ms',
  'cost_usd',
  'tokens',
  'finish_reason',
  'valid_tool_call',
  'tool_called',
  'tool_args',
  'tool_sequence',
  'any_of',
  'all_of',
  'at_least',
  'context_recall',
];

const polite = 'Dear customer, Acme refunds you. Yours, Acme';
const curt = 'No.';
const tools: readonly Tool[] = [
  {
    name: 'lookup_order',
    parameters: { type: 'object', properties: { id: { type: 'string' } } },
  },
];
const lookUp = (id: JsonValue) => ({ name: 'lookup_order', arguments: { id } });

const samples: Record<Exclude<CheckKey, 'sql'>, Sample> = {
  equals: { argument: 'refund', passes: subjectOf('refund'), fails: subjectOf('Refund') },
  expected: {
    argument: ['decision'],
    passes: jsonSubject({ decision: 'refund' }),
    fails: jsonSubject({ decision: 'decline' }),
  },
  contains: { argument: 'Acme', passes: subjectOf(polite), fails: subjectOf(curt) },
  contains_any: {
    argument: ['Acme', 'Zenith'],
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  contains_all: {
    argument: ['Acme', 'refunds'],
    passes: subjectOf(polite),
    fails: subjectOf('Acme says no'),
  },
  icontains_any: { argument: ['ACME'], passes: subjectOf(polite), fails: subjectOf(curt) },
  icontains_all: {
    argument: ['ACME', 'REFUNDS'],
    passes: subjectOf(polite),
    fails: subjectOf('Acme says no'),
  },
  icontains: { argument: 'ACME', passes: subjectOf(polite), fails: subjectOf(curt) },
  starts_with: { argument: 'Dear', passes: subjectOf(polite), fails: subjectOf(curt) },
  ends_with: { argument: 'Acme', passes: subjectOf(polite), fails: subjectOf(curt) },
  regex: { argument: '\\bAcme\\b', passes: subjectOf(polite), fails: subjectOf(curt) },
  json_schema: {
    argument: { type: 'object', required: ['decision'] },
    passes: jsonSubject({ decision: 'refund' }),
    fails: jsonSubject({ reply: 'No.' }),
  },
  contains_json: {
    argument: { required: ['decision'] },
    passes: subjectOf('Here: ```json\n{"decision": "refund"}\n```'),
    fails: subjectOf('Here: {"reply": "No."}'),
  },
  is_xml: {
    argument: { root: 'reply' },
    passes: subjectOf('<reply>Yes</reply>'),
    fails: subjectOf('<reply>Yes'),
  },
  word_count: { argument: { min: 3 }, passes: subjectOf(polite), fails: subjectOf(curt) },
  levenshtein: {
    argument: { to: 'refund', max: 1 },
    passes: subjectOf('Refund'),
    fails: subjectOf('decline'),
  },
  rouge_n: {
    argument: { to: 'Acme refunds you' },
    passes: subjectOf('acme refunds you!'),
    fails: subjectOf('no money'),
  },
  grounded: {
    argument: { source: 'You may return it within 30 days of delivery.' },
    passes: subjectOf('The policy says “within 30 days of delivery”.'),
    fails: subjectOf('The policy says “within 60 days of delivery”.'),
  },
  is_refusal: {
    argument: true,
    passes: subjectOf("I'm sorry, but I can't help with that."),
    fails: subjectOf(polite),
  },
  finish_reason: {
    argument: ['stop', 'tool_calls'],
    passes: subjectOf(polite),
    fails: subjectOf(polite, { finishReason: 'length' }),
  },
  valid_tool_call: {
    argument: true,
    passes: subjectOf('', { toolCalls: [lookUp('A-17')] }),
    fails: subjectOf('', { toolCalls: [lookUp(17)] }),
  },
  tool_called: {
    argument: 'lookup_order',
    passes: subjectOf('', { toolCalls: [lookUp('A-17')] }),
    fails: subjectOf(polite),
  },
  tool_args: {
    argument: { name: 'lookup_order', args: { id: 'A-17' } },
    passes: subjectOf('', { toolCalls: [lookUp('A-17')] }),
    fails: subjectOf('', { toolCalls: [lookUp('B-1')] }),
  },
  tool_sequence: {
    argument: ['lookup_order', 'refund'],
    passes: subjectOf('', {
      toolCalls: [lookUp('A-17'), { name: 'refund', arguments: {} }],
    }),
    fails: subjectOf('', { toolCalls: [lookUp('A-17')] }),
  },
  tokens: {
    argument: { max: 5 },
    passes: subjectOf(polite),
    fails: subjectOf(polite, {
      usage: { inputTokens: 1, cachedInputTokens: undefined, outputTokens: 6 },
    }),
  },
  any_of: {
    argument: [{ contains: 'Acme' }, { contains: 'Zenith' }],
    members: [checkOf('contains', 'Acme'), checkOf('contains', 'Zenith')],
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  all_of: {
    argument: [{ contains: 'No' }],
    members: [checkOf('contains', 'Acme')],
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  at_least: {
    argument: { count: 2, of: [] },
    members: ['Acme', 'Dear', 'Zenith'].map((text) => checkOf('contains', text)),
    passes: subjectOf(polite),
    fails: subjectOf(curt),
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
  rubric: {
    argument: { levels: { 1: 'rude', 2: 'polite' } },
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  factuality: {
    argument: 'We refund you.',
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  closed_question: {
    argument: 'Does it address the customer?',
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  pairwise: {
    argument: { against: 'Hello.', prefer: 'the more polite reply' },
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  faithfulness: {
    argument: { context: 'Acme refunds.' },
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  answer_relevance: {
    argument: { question: 'Do I get a refund?' },
    passes: subjectOf(polite),
    fails: subjectOf(curt),
  },
  context_recall: {
    argument: { context: 'Acme refunds.', expected: '${{ case.expected }}' },
    passes: subjectOf(curt, { case: { expected: polite } }),
    fails: subjectOf(polite, { case: { expected: curt } }),
  },
  similar: { argument: { to: polite }, passes: subjectOf(polite), fails: subjectOf(curt) },
  command: { argument: 'tone', passes: subjectOf(polite), fails: subjectOf(curt) },
};

/** A judge who likes what says “Dear”, in whatever form it is asked. */
const judge = async ({ messages, task }: ModelCall): Promise<AskResult> => {
  const asked = messages.at(-1)?.content ?? '';
  const likes = asked.includes('Dear');
  const place = likes ? /<(first|second)-\w+>\nDear/ : /<(first|second)-\w+>\nHello/;
  const verdict = {
    reason: 'graded',
    score: likes ? 1 : 0,
    level: likes ? 2 : 1,
    comparison: likes ? 'subset' : 'disagrees',
    verdict: likes ? 'yes' : 'no',
    preferred: place.exec(asked)?.[1],
    addresses: likes ? 'completely' : 'not',
    claims: [asked],
    verdicts: [{ claim: 1, reason: 'graded', supported: likes }],
  };
  const text = JSON.stringify(task === 'embedding' ? [Number(likes), Number(!likes)] : verdict);
  return { ...answeredWith(text), requestKey: 'a judge' };
};

const outside = {
  commands: new Map([['tone', { run: ['tone'], timeoutMs: 1_000 }]]),
  programs: {
    run: async ({ input }: ProgramCall): Promise<ProgramOutcome> => {
      const stdout = JSON.stringify({ pass: input.includes('Dear') });
      return { kind: 'ended', exitCode: 0, stdout, stderr: '' };
    },
  },
};

describe.each(Object.entries(samples))('check %s', (written, sample) => {
  const key = written as CheckKey;
  const plain = checkOf(key, sample.argument, {
    name: 'named',
    ...(sample.members && { members: sample.members }),
  });
  const negated = { ...plain, isNegated: true };

  it('passes what fits, without a reason', async () => {
    expect(await resultOf(plain, sample.passes, judge, tools, outside)).toMatchObject({
      name: 'named',
      key,
      outcome: 'passed',
      score: 1,
      reason: undefined,
      costNanoUsd: 0,
    });
  });

  it('fails what does not fit, saying what was expected and what came', async () => {
    const result = await resultOf(plain, sample.fails, judge, tools, outside);
    expect(result).toMatchObject({ outcome: 'failed', score: 0 });
    expect(result.reason).toMatch(/^expected .+ to .+, got .+/);
  });

  it('is turned around by `not`', async () => {
    expect((await resultOf(negated, sample.fails, judge, tools, outside)).outcome).toBe('passed');
    const failed = await resultOf(negated, sample.passes, judge, tools, outside);
    expect(failed.outcome).toBe('failed');
    expect(failed.reason).toMatch(/^expected .+ not to .+, got .+/);
  });

  it('fails on an absent value, also under `not`, where it reads a value at all', async () => {
    if (!checkPlugs[key].readsValue) return expect(ofTheCall).toContain(key);
    for (const check of [plain, negated]) {
      const absent = await resultOf(
        { ...check, of: 'output.reply.text' },
        sample.passes,
        judge,
        tools,
        outside,
      );
      expect(absent).toMatchObject({ outcome: 'failed', score: 0 });
      expect(absent.reason).toContain('`output.reply.text`');
    }
  });

  it('keeps weight and hardness in its result', async () => {
    const check = { ...plain, weight: 0.5, isHard: true };
    const result = await resultOf(check, sample.fails, judge, tools, outside);
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
