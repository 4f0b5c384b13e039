import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { judgePlug, quotedReason, reasonedSchema, textField } from './judging/judge-plug.ts';
import type { JudgeQuestion } from './judging/judge-question.ts';
import { textOf } from './text-value.ts';

/** How an answer's facts can stand to the reference's, as the judge is told. */
const comparisons = {
  subset: 'the answer states some of the facts of the reference, and no others',
  superset: 'the answer states all facts of the reference and more, without contradicting it',
  equal: 'the answer states the same facts as the reference',
  form: 'the two differ in wording or format only, not in any fact that matters',
  disagrees: 'the answer contradicts the reference',
} as const;

type Comparison = keyof typeof comparisons;

const names = Object.keys(comparisons) as Comparison[];
const defaultPass: readonly string[] = names.filter((name) => name !== 'disagrees');

/**
 * A judging model compares the answer's facts with a reference. It holds for the comparisons that
 * `pass` names; by default all but `disagrees`.
 */
export const factuality = judgePlug(
  'factuality',
  async ({ argument, answer, ask }) => {
    const isMap = isPlainObject(argument) && Object.hasOwn(argument, 'reference');
    const reference = isMap ? textField(argument, 'reference') : textOf(argument);
    const pass = (isMap && (argument.pass as JsonValue[] | undefined)) || defaultPass;
    const judged = await ask(comparisonQuestion(reference, answer));
    if (judged.kind !== 'given') return judged;
    const { comparison, reason } = judged.verdict;
    return {
      kind: 'judged',
      holds: pass.includes(comparison),
      wanted: `to be ${pass.join(', ')} beside the reference`,
      got: `${comparison}: ${quotedReason(reason)}`,
      spent: judged.spent,
    };
  },
  { grades: false },
);

function comparisonQuestion(
  reference: string,
  answer: string,
): JudgeQuestion<{ readonly comparison: Comparison; readonly reason: string }> {
  return {
    task: [
      'You are comparing the facts in an answer of a language model with a reference that is true. ' +
        'Ignore style, grammar and punctuation.',
      `Choose one:\n${names.map((name) => `${name}: ${comparisons[name]}`).join('\n')}`,
    ],
    texts: { reference, answer },
    form: `Answer with JSON only: {"reason": "<one sentence>", "comparison": "<${names.join(' | ')}>"}.`,
    schema: reasonedSchema('comparison', { type: 'string', enum: names }),
    read({ reason, comparison }) {
      const named = names.find((name) => name === comparison);
      return typeof reason === 'string' && named !== undefined
        ? { reason, comparison: named }
        : undefined;
    },
  };
}
