import {
  judgePlug,
  quotedReason,
  reasonedSchema,
  scored,
  textField,
} from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';

const extents = { completely: 1, partly: 0.5, not: 0 } as const;

type Extent = keyof typeof extents;

/** A judging model says whether the answer addresses a question: completely 1, partly 0.5, not 0. */
export const answerRelevance = judgePlug(
  'answer_relevance',
  async ({ argument, answer, min, ask }) => {
    const judged = await ask(relevanceQuestion(textField(argument, 'question'), answer));
    if (judged.kind !== 'given') return judged;
    const { extent, reason } = judged.verdict;
    return scored(extents[extent], min, `${extent}, ${quotedReason(reason)}`, judged.spent);
  },
);

function relevanceQuestion(
  question: string,
  answer: string,
): JudgeQuestion<{ readonly extent: Extent; readonly reason: string }> {
  const names = Object.keys(extents) as Extent[];
  return {
    task: [
      'You are deciding whether an answer addresses a question, whether or not it is right.',
      'completely: all that was asked is addressed, and nothing else takes its place\n' +
        'partly: something that was asked is left out or evaded\n' +
        'not: the answer is about something else, or says nothing to the question',
    ],
    texts: { question, answer },
    form: `Answer with JSON only: {"reason": "<one sentence>", "addresses": "<${names.join(' | ')}>"}.`,
    schema: reasonedSchema('addresses', { type: 'string', enum: names }),
    read({ reason, addresses }) {
      const extent = names.find((name) => name === addresses);
      return typeof reason === 'string' && extent !== undefined ? { reason, extent } : undefined;
    },
  };
}
