import { describe, expect, it } from 'vitest';
import type { Check, JsonValue } from '../../../library/nodes.ts';
import type { AskResult, ModelCall } from '../../../models/model-desk.ts';
import { answeredWith, checkOf } from '../../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../../testing/subject-in-memory.ts';

const price = { costNanoUsd: 450_000, savedNanoUsd: 7 };
const reply = 'You may return it within 30 days. The label is free.';
const subject = subjectOf(reply, {
  case: { expected: { reply: 'You have 30 days.' }, inputs: { message: 'How long?' } },
});

/** A judge that gives these answers in turn, and what it was asked. */
function judgeSaying(...answers: readonly JsonValue[]) {
  const asked: ModelCall[] = [];
  const ask = async (call: ModelCall): Promise<AskResult> => {
    const answer = answers[asked.length];
    asked.push(call);
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { ...answeredWith(text, price), requestKey: 'a judge' };
  };
  return { asked, ask };
}

async function judged(check: Check, ...answers: readonly JsonValue[]) {
  const judge = judgeSaying(...answers);
  const result = await resultOf(check, subject, judge.ask);
  return { ...result, asked: judge.asked };
}

function systemOf(call: ModelCall | undefined): string {
  return call?.messages[0]?.content ?? '';
}

function userOf(call: ModelCall | undefined): string {
  return call?.messages[1]?.content ?? '';
}

describe('check rubric', () => {
  const levels = { 1: 'does not answer', 2: 'answers in part', 5: 'answers everything' };
  const check = checkOf('rubric', { question: 'Does it help?', levels }, { name: 'helpful' });

  it('scores a level by its place among the levels', async () => {
    const at = async (level: number) =>
      (await judged({ ...check, min: 0 }, { reason: 'so', level })).score;
    expect([await at(1), await at(2), await at(5)]).toEqual([0, 0.5, 1]);
  });

  it('shows the judge every level and takes no other number', async () => {
    const { asked, outcome } = await judged(check, { reason: 'so', level: 5 });
    expect(outcome).toBe('passed');
    expect(systemOf(asked[0])).toContain('1: does not answer\n2: answers in part\n5: answers');
    expect((await judged(check, { reason: 'so', level: 3 })).outcome).toBe('error');
  });

  it('fails below `min`, saying the level and why', async () => {
    const result = await judged({ ...check, min: 0.8 }, { reason: 'half of it', level: 2 });
    expect(result).toMatchObject({ outcome: 'failed', score: 0.5 });
    expect(result.reason).toContain('level 2, “half of it”');
  });
});

describe('check factuality', () => {
  const check = checkOf('factuality', '${{ case.expected.reply }}');

  it('passes every comparison but a contradiction', async () => {
    const on = async (comparison: string) =>
      (await judged(check, { reason: 'so', comparison })).outcome;
    for (const fine of ['subset', 'superset', 'equal', 'form'])
      expect(await on(fine)).toBe('passed');
    expect(await on('disagrees')).toBe('failed');
    expect(await on('similar')).toBe('error');
  });

  it('passes exactly what `pass` names', async () => {
    const strict = checkOf('factuality', { reference: 'You have 30 days.', pass: ['equal'] });
    expect((await judged(strict, { reason: 'so', comparison: 'equal' })).outcome).toBe('passed');
    expect((await judged(strict, { reason: 'so', comparison: 'subset' })).outcome).toBe('failed');
  });

  it('fences reference and answer apart', async () => {
    const { asked } = await judged(check, { reason: 'so', comparison: 'equal' });
    expect(userOf(asked[0])).toMatch(
      /^<reference-(\w+)>\nYou have 30 days\.\n<\/reference-\1>\n\n<answer-\1>\nYou may/,
    );
  });
});

describe('check closed_question', () => {
  const check = checkOf('closed_question', 'Does the reply name a period?');

  it('passes on yes and fails on no; `not` turns it around', async () => {
    const yes = { reason: 'it says 30 days', verdict: 'yes' };
    const no = { reason: 'it does not', verdict: 'no' };
    expect((await judged(check, yes)).outcome).toBe('passed');
    expect(await judged(check, no)).toMatchObject({ outcome: 'failed', score: 0 });
    expect((await judged({ ...check, isNegated: true }, no)).outcome).toBe('passed');
    expect((await judged(check, { reason: 'x', verdict: 'perhaps' })).outcome).toBe('error');
  });
});

describe('check pairwise', () => {
  const argument = { against: '${{ case.expected.reply }}', prefer: 'the warmer reply' };
  const check = checkOf('pairwise', argument);
  const says = (preferred: string) => ({ reason: `it is ${preferred}`, preferred });

  it('asks in both orders, and counts both calls', async () => {
    const { asked, costNanoUsd, savedNanoUsd } = await judged(check, says('first'), says('second'));
    expect(userOf(asked[0])).toMatch(/<first-\w+>\nYou may/);
    expect(userOf(asked[1])).toMatch(/<second-\w+>\nYou may/);
    expect(asked).toHaveLength(2);
    expect({ costNanoUsd, savedNanoUsd }).toEqual({ costNanoUsd: 900_000, savedNanoUsd: 14 });
  });

  it('scores 1 for a win in both orders, 0 for a loss in both, 0.5 for anything else', async () => {
    const score = async (one: string, other: string) =>
      (await judged({ ...check, min: 0 }, says(one), says(other))).score;
    expect(await score('first', 'second')).toBe(1);
    expect(await score('second', 'first')).toBe(0);
    expect(await score('first', 'first')).toBe(0.5);
    expect(await score('second', 'second')).toBe(0.5);
    expect(await score('tie', 'tie')).toBe(0.5);
    expect(await score('first', 'tie')).toBe(0.5);
  });

  it('says that the orders disagree, and passes a tie at the default `min`', async () => {
    expect((await judged(check, says('first'), says('first'))).outcome).toBe('passed');
    const strict = await judged({ ...check, min: 1 }, says('first'), says('first'));
    expect(strict.outcome).toBe('failed');
    expect(strict.reason).toContain('the two orders disagree');
  });

  it('calls equal texts a tie without asking', async () => {
    const { asked, score } = await judged(checkOf('pairwise', { against: reply, prefer: 'x' }));
    expect({ asked, score }).toEqual({ asked: [], score: 0.5 });
  });

  it('counts the first call when the second is of no use', async () => {
    const result = await judged(check, says('first'), 'the first one');
    expect(result).toMatchObject({ outcome: 'error', costNanoUsd: 900_000 });
  });
});

describe('check faithfulness', () => {
  const check = checkOf('faithfulness', { context: 'Returns are taken within 30 days.' });
  const claims = { claims: ['Returns are possible for 30 days.', 'The label is free.'] };
  const verdict = (claim: number, supported: boolean) => ({ claim, reason: 'so', supported });

  it('scores supported claims, naming the first unsupported one', async () => {
    const verdicts = [verdict(1, true), verdict(2, false)];
    const result = await judged(check, claims, { verdicts });
    expect(result).toMatchObject({ outcome: 'failed', score: 0.5, costNanoUsd: 900_000 });
    expect(result.reason).toContain('supports 1 of 2 claims, not “The label is free.”');
    expect((await judged({ ...check, min: 0.5 }, claims, { verdicts })).outcome).toBe('passed');
  });

  it('lists the claims without sight of the context', async () => {
    const { asked } = await judged(check, claims, {
      verdicts: [verdict(1, true), verdict(2, true)],
    });
    expect(JSON.stringify(asked[0]?.messages)).not.toContain('Returns are taken');
    expect(userOf(asked[1])).toContain('Returns are taken within 30 days.');
    expect(userOf(asked[1])).toContain('2. The label is free.');
  });

  it('scores 1 for an answer without a claim, asking once', async () => {
    const { asked, outcome, score } = await judged(check, { claims: [] });
    expect({ calls: asked.length, outcome, score }).toEqual({
      calls: 1,
      outcome: 'passed',
      score: 1,
    });
  });

  it('refuses verdicts that miss a claim or are out of order', async () => {
    for (const verdicts of [
      [verdict(1, true)],
      [verdict(2, true), verdict(1, true)],
      [verdict(1, true), { claim: 2, supported: true }],
    ]) {
      expect((await judged(check, claims, { verdicts })).outcome).toBe('error');
    }
  });
});

describe('check answer_relevance', () => {
  const check = checkOf('answer_relevance', { question: '${{ case.inputs.message }}' });

  it('scores how far the question is addressed', async () => {
    const score = async (addresses: string) =>
      (await judged({ ...check, min: 0 }, { reason: 'so', addresses })).score;
    expect([await score('completely'), await score('partly'), await score('not')]).toEqual([
      1, 0.5, 0,
    ]);
    expect((await judged(check, { reason: 'so', addresses: 'mostly' })).outcome).toBe('error');
  });
});

describe('check context_recall', () => {
  const argument = { context: 'Returns: 30 days.', expected: '${{ case.expected.reply }}' };

  it('judges the expected answer’s claims, not the answer’s', async () => {
    const result = await judged(
      checkOf('context_recall', argument),
      { claims: ['There are 30 days.'] },
      { verdicts: [{ claim: 1, reason: 'so', supported: true }] },
    );
    expect(result.outcome).toBe('passed');
    expect(JSON.stringify(result.asked)).not.toContain('The label is free');
    expect(userOf(result.asked[0])).toContain('You have 30 days.');
  });
});

describe('every judge', () => {
  const argument: Readonly<Record<string, JsonValue>> = {
    judge: 'The reply is polite.',
    rubric: { levels: { 1: 'bad', 2: 'good' } },
    factuality: 'You have 30 days.',
    closed_question: 'Is it polite?',
    pairwise: { against: 'You have 30 days.', prefer: 'the warmer one' },
    faithfulness: { context: 'Returns: 30 days.' },
    answer_relevance: { question: 'How long?' },
    context_recall: { context: 'Returns: 30 days.', expected: 'You have 30 days.' },
  };

  it.each(Object.keys(argument))('%s takes nothing but its JSON, and asks once', async (key) => {
    for (const text of ['9/10', '{}', '[]', 'null', '```json\n{}\n```', '{"reason": "x"}']) {
      const { asked, ...result } = await judged(
        checkOf(key as Check['key'], argument[key] ?? null),
        text,
      );
      expect(result).toMatchObject({ outcome: 'error', costNanoUsd: 450_000, savedNanoUsd: 7 });
      expect(asked).toHaveLength(1);
    }
  });

  it.each(Object.keys(argument))('%s asks its own model with the draw’s index', async (key) => {
    const judge = judgeSaying('nothing');
    const check = checkOf(key as Check['key'], argument[key] ?? null, { model: 'strict-judge' });
    await resultOf(check, { ...subject, repeat: 2 }, judge.ask);
    expect(judge.asked[0]).toMatchObject({
      alias: 'strict-judge',
      parameters: {},
      repeat: 2,
      recording: { suite: 'support/refund', caseId: 'within-30-days' },
      output: { format: 'json' },
    });
  });

  it.each(Object.keys(argument))('%s asks for the reasons before the verdict', async (key) => {
    const judge = judgeSaying({ claims: ['One.'] }, 'nothing');
    await resultOf(checkOf(key as Check['key'], argument[key] ?? null), subject, judge.ask);
    const schema = JSON.stringify(judge.asked.at(-1)?.output.schema);
    expect(schema).toMatch(
      /"reason":.*"(score|level|comparison|verdict|preferred|addresses|supported)":\{/,
    );
  });
});
