import { judgePlug, quotedReason, reasonedSchema, scored } from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';
import { textOf } from './text-value.ts';

interface Grade {
  readonly reason: string;
  /** 0..1. */
  readonly score: number;
}

/**
 * A judging model scores the value by a statement; it holds from `min` (default 0.5) up. A judge that
 * fails or answers something else is an error; it is not asked twice. Its calls are counted.
 */
export const judge = judgePlug('judge', async ({ argument, answer, min, ask }) => {
  const judged = await ask(gradeQuestion(textOf(argument), answer));
  if (judged.kind !== 'given') return judged;
  const { reason, score } = judged.verdict;
  return scored(score, min, quotedReason(reason), judged.spent);
});

function gradeQuestion(rubric: string, answer: string): JudgeQuestion<Grade> {
  return {
    task: ['You are grading one answer of a language model by a rubric.', `Rubric:\n${rubric}`],
    texts: { answer },
    form:
      'Answer with JSON only: {"reason": "<one sentence>", "score": <0 to 1>}. ' +
      '1 means that the rubric holds completely, 0 that it does not hold at all.',
    schema: reasonedSchema('score', { type: 'number', minimum: 0, maximum: 1 }),
    read: ({ reason, score }) =>
      typeof reason === 'string' && typeof score === 'number' && score >= 0 && score <= 1
        ? { reason, score }
        : undefined,
  };
}
