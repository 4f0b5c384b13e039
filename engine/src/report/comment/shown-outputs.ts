import type { ChangedAnswer, Flip } from '../../evaluate/comparison.ts';
import { maskPrivate } from '../../guardrails/mask-private.ts';
import type { Proof } from '../../proof/proof.ts';

/**
 * The proof with as much of models' answers as base's `comment.outputs` lets a pull request show: whole,
 * masked, or empty. Which answers changed, and every number, stays as it is.
 */
export function shownOutputs(proof: Proof): Proof {
  const { outputs } = proof.policy;
  if (outputs === 'full') return proof;
  const show = outputs === 'masked' ? maskPrivate : () => '';
  const { evaluation } = proof;
  const suites = evaluation.suites.map((suite) => ({
    ...suite,
    flips: suite.flips.map((flip) => shownFlip(flip, show)),
    changedAnswers: suite.changedAnswers.map((answer) => shownAnswer(answer, show)),
  }));
  return { ...proof, evaluation: { ...evaluation, suites } };
}

type Show = (text: string) => string;

function shownFlip(flip: Flip, show: Show): Flip {
  const { baseAnswer, headAnswer, reason } = flip;
  return {
    ...flip,
    baseAnswer: baseAnswer === undefined ? undefined : show(baseAnswer),
    headAnswer: headAnswer === undefined ? undefined : show(headAnswer),
    reason: reason === undefined ? undefined : show(reason),
  };
}

function shownAnswer(answer: ChangedAnswer, show: Show): ChangedAnswer {
  return { ...answer, base: show(answer.base), head: show(answer.head) };
}
