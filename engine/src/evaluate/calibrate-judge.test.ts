import { describe, expect, it } from 'vitest';
import { calibrateJudge } from './calibrate-judge.ts';
import { readLabels } from './read-labels.ts';
import { answeredWith, casesOf, checkOf, deskOf } from './testing/library-in-memory.ts';

const check = checkOf('judge', 'The reply is polite.', { name: 'polite', min: 0.8 });

/** A judge that likes “Dear”, and says nonsense to “?”. */
const judge = () =>
  deskOf(({ messages }) => {
    const answer = messages[1]?.content ?? '';
    const score = answer.includes('Dear') ? 1 : 0;
    const text = answer.includes('?') ? 'hm' : JSON.stringify({ reason: 'so', score });
    return answeredWith(text, { costNanoUsd: 1_000 });
  });

function calibrate(labels: string, name = 'labels.jsonl', minKappa = 0.6) {
  const desk = judge();
  return calibrateJudge(check, readLabels(name, labels), {
    suite: 'support/refund',
    cases: casesOf(['one', 'two']),
    format: 'text',
    desk,
    minKappa,
    concurrency: 2,
    signal: new AbortController().signal,
  });
}

function lines(...rows: readonly (readonly [string, string | number])[]): string {
  return rows.map(([answer, human]) => JSON.stringify({ answer, human })).join('\n');
}

const good = ['Dear you', 'pass'] as const;
const bad = ['No.', 'fail'] as const;
const slips = ['Dear fool', 'fail'] as const;

describe('calibrateJudge', () => {
  it('counts agreement, and what slips through apart from what is blocked for nothing', async () => {
    const result = await calibrate(lines(good, good, bad, slips, ['Hello', 'pass']));
    expect(result.confusion).toEqual({ bothPass: 2, bothFail: 1, judgeOnly: 1, humanOnly: 1 });
    expect(result.agreement?.raw).toBeCloseTo(0.6);
    expect(result).toMatchObject({ judged: 5, verdict: 'disagrees', costNanoUsd: 5_000 });
  });

  it('says that a few labels are too few to know', async () => {
    expect((await calibrate(lines(good, good, bad, bad, good, slips))).verdict).toBe('too-few');
    const many = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? good : bad));
    expect((await calibrate(lines(...many, slips))).verdict).toBe('agrees');
  });

  it('knows nothing when people only pass', async () => {
    expect((await calibrate(lines(good, good))).verdict).toBe('unknown');
  });

  it('takes a score as a pass from the check’s own `min` up', async () => {
    const result = await calibrate(lines(['Dear you', 0.8], ['No.', 0.79]));
    expect(result.labels.map(({ human }) => human)).toEqual(['pass', 'fail']);
  });

  it('leaves a judge’s nonsense out of the agreement and in the bill', async () => {
    const result = await calibrate(lines(good, bad, ['What?', 'pass']));
    expect(result).toMatchObject({ judged: 2, costNanoUsd: 3_000 });
    expect(result.labels[2]?.outcome).toBe('error');
  });

  it('refuses a label of a case that the suite does not have', async () => {
    const labels = '{"case": "case-9", "answer": "Dear you", "human": "pass"}';
    await expect(calibrate(labels)).rejects.toThrow('the suite has no case case-9');
  });
});

describe('readLabels', () => {
  it('reads CSV like JSONL', () => {
    const csv = 'case,answer,human\ncase-1,"Dear you, hello",pass\n,No.,0.25\n';
    expect(readLabels('labels.csv', csv)).toEqual([
      { line: 2, caseId: 'case-1', answer: 'Dear you, hello', human: true },
      { line: 3, caseId: undefined, answer: 'No.', human: 0.25 },
    ]);
  });

  it.each([
    ['', 'labels.jsonl:1 there is no label'],
    ['{"answer": "a", "human": "pass"}\nnope', 'labels.jsonl:2 the line is no JSON'],
    ['[]', 'labels.jsonl:1 the line is no object'],
    ['{"human": "pass"}', '`answer` is missing'],
    ['{"answer": "a"}', '`human` is neither'],
    ['{"answer": "a", "human": 2}', '`human` is neither'],
    ['{"answer": "a", "human": "pass", "humna": 1}', '`humna` is unknown'],
    ['{"answer": "a", "human": "pass", "case": 7}', '`case` is no text'],
  ])('refuses %s', (text, message) => {
    expect(() => readLabels('labels.jsonl', text)).toThrow(message);
  });
});
