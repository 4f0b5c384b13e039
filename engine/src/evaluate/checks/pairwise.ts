import {
  judgePlug,
  quotedReason,
  reasonedSchema,
  scored,
  textField,
} from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';
import { sumSpent } from './judging/sum-spent.ts';

const tie = 0.5;

/**
 * A judging model prefers the answer or another one, asked in both orders because judges favour a
 * position. Score 1 when it prefers the answer both times, 0 when the other; 0.5 for a tie, and when
 * its two verdicts disagree. Equal texts are a tie without a question.
 */
export const pairwise = judgePlug('pairwise', async ({ argument, answer, min, ask }) => {
  const against = textField(argument, 'against');
  const criterion = textField(argument, 'prefer');
  if (against === answer) return scored(tie, min, 'the two are equal', sumSpent([]));
  const before = await ask(preferenceQuestion(criterion, answer, against));
  if (before.kind !== 'given') return before;
  const after = await ask(preferenceQuestion(criterion, against, answer));
  const spent = sumSpent([before.spent, ...(after.spent === undefined ? [] : [after.spent])]);
  if (after.kind !== 'given') return { ...after, spent };
  const scores = [scoreOf(before.verdict, 'first'), scoreOf(after.verdict, 'second')] as const;
  const isAgreed = scores[0] === scores[1];
  const why = isAgreed
    ? quotedReason(before.verdict.reason)
    : `the two orders disagree: ${quotedReason(before.verdict.reason)} and ${quotedReason(after.verdict.reason)}`;
  return scored(isAgreed ? scores[0] : tie, min, why, spent);
});

interface Preference {
  readonly preferred: 'first' | 'second' | 'tie';
  readonly reason: string;
}

function scoreOf({ preferred }: Preference, place: 'first' | 'second'): number {
  return preferred === 'tie' ? tie : Number(preferred === place);
}

function preferenceQuestion(
  criterion: string,
  first: string,
  second: string,
): JudgeQuestion<Preference> {
  return {
    task: [
      'You are comparing two answers to the same request. Their order and length say nothing.',
      `Prefer:\n${criterion}`,
    ],
    texts: { first, second },
    form: 'Answer with JSON only: {"reason": "<one sentence>", "preferred": "<first | second | tie>"}.',
    schema: reasonedSchema('preferred', { type: 'string', enum: ['first', 'second', 'tie'] }),
    read: ({ reason, preferred }) =>
      typeof reason === 'string' &&
      (preferred === 'first' || preferred === 'second' || preferred === 'tie')
        ? { reason, preferred }
        : undefined,
  };
}
