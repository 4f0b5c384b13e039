import type { CaseAnswers, ModelAnswer } from '@galley/engine/evaluate';
import type { ModelDescription } from '@galley/engine/models';
import { describeRun } from './describe-run.ts';

/** One case as `compare --format json` shows it; what is unknown is `null`. */
export function describeComparison(
  target: string,
  { caseId, answers }: CaseAnswers,
  describeModel: (alias: string) => ModelDescription,
) {
  return {
    caseId,
    answers: answers.map((answer) => describeAnswer(target, answer, describeModel)),
  };
}

function describeAnswer(
  target: string,
  answer: ModelAnswer,
  describeModel: (alias: string) => ModelDescription,
) {
  if (answer.kind === 'answered') {
    const { target: _, ...run } = describeRun(target, answer.run, describeModel(answer.model));
    return { kind: answer.kind, ...run };
  }
  const { kind, model, code, message, hint } = answer;
  return { kind, model: { alias: model }, code, message, hint };
}
