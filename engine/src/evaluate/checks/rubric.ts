import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject } from '../../units/own-value.ts';
import {
  judgePlug,
  quotedReason,
  reasonedSchema,
  scored,
  textField,
} from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';
import { textOf } from './text-value.ts';

/** A level's number with what it means. */
type Level = readonly [number, string];

/**
 * A judging model chooses a level; its score is the level's place among them, from 0 for the lowest
 * number to 1 for the highest: of 1, 2 and 5 the middle one is 0.5.
 */
export const rubric = judgePlug('rubric', async ({ argument, answer, min, ask }) => {
  const levels = levelsOf(argument);
  const judged = await ask(levelQuestion(textField(argument, 'question'), levels, answer));
  if (judged.kind !== 'given') return judged;
  const { level, reason } = judged.verdict;
  const place = levels.findIndex(([number]) => number === level);
  const score = place / (levels.length - 1);
  return scored(score, min, `level ${level}, ${quotedReason(reason)}`, judged.spent);
});

function levelsOf(argument: JsonValue): Level[] {
  const levels = isPlainObject(argument) ? argument.levels : undefined;
  if (!isPlainObject(levels)) return [];
  return Object.entries(levels)
    .map(([number, meaning]): Level => [Number(number), textOf(meaning as JsonValue)])
    .sort(([one], [other]) => one - other);
}

function levelQuestion(
  question: string,
  levels: readonly Level[],
  answer: string,
): JudgeQuestion<{ readonly level: number; readonly reason: string }> {
  const numbers = levels.map(([number]) => number);
  return {
    task: [
      'You are grading one answer of a language model: choose the level that fits it best.',
      `Question:\n${question === '' ? 'How good is the answer?' : question}`,
      `Levels:\n${levels.map(([number, meaning]) => `${number}: ${meaning}`).join('\n')}`,
    ],
    texts: { answer },
    form: `Answer with JSON only: {"reason": "<one sentence>", "level": <${numbers.join(' | ')}>}.`,
    schema: reasonedSchema('level', { type: 'integer', enum: numbers }),
    read: ({ reason, level }) =>
      typeof reason === 'string' && typeof level === 'number' && numbers.includes(level)
        ? { reason, level }
        : undefined,
  };
}
