import { judgePlug, quotedReason, reasonedSchema } from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';
import { textOf } from './text-value.ts';

/** A judging model answers a yes-or-no question about the answer; it holds on yes. */
export const closedQuestion = judgePlug(
  'closed_question',
  async ({ argument, answer, ask }) => {
    const question = textOf(argument);
    const judged = await ask(yesOrNo(question, answer));
    if (judged.kind !== 'given') return judged;
    const { isYes, reason } = judged.verdict;
    return {
      kind: 'judged',
      holds: isYes,
      wanted: `to be a yes to “${question}”`,
      got: `${isYes ? 'yes' : 'no'}: ${quotedReason(reason)}`,
      spent: judged.spent,
    };
  },
  { grades: false },
);

function yesOrNo(
  question: string,
  answer: string,
): JudgeQuestion<{ readonly isYes: boolean; readonly reason: string }> {
  return {
    task: [
      'You are answering a yes-or-no question about one answer of a language model.',
      `Question:\n${question}`,
    ],
    texts: { answer },
    form: 'Answer with JSON only: {"reason": "<one sentence>", "verdict": "<yes | no>"}.',
    schema: reasonedSchema('verdict', { type: 'string', enum: ['yes', 'no'] }),
    read: ({ reason, verdict }) =>
      typeof reason === 'string' && (verdict === 'yes' || verdict === 'no')
        ? { reason, isYes: verdict === 'yes' }
        : undefined,
  };
}
