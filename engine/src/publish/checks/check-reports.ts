import type { Finding, Proof } from '../../proof/proof.ts';
import { answersSection } from '../../report/comment/section-answers.ts';
import { costSection } from '../../report/comment/section-cost.ts';
import { evaluationSection } from '../../report/comment/section-evaluation.ts';
import { problemsSection } from '../../report/comment/section-problems.ts';
import { renderSection } from '../../report/comment/section-render.ts';
import { shownOutputs } from '../../report/comment/shown-outputs.ts';
import {
  type Annotation,
  findingAnnotation,
  problemAnnotation,
} from '../../report/github/format-annotations.ts';
import { checkActions } from '../commands/check-actions.ts';
import type { CheckReport } from './check-report.ts';
import type { CheckReportOptions } from './check-report-options.ts';
import { chooseAnnotations } from './choose-annotations.ts';
import { gateReport } from './gate-report.ts';
import { type StepCheck, stepReport } from './step-report.ts';

/** Of all check runs of a commit together. */
const mostAnnotations = 200;
const mostOfEvaluation = 100;

const validateStep: StepCheck = {
  check: 'validate',
  row: 'Validate',
  codes: new Set(['problem', 'rendered-check-failed', 'version-bump']),
  sections: (proof) => [problemsSection(proof)],
};

const renderStep: StepCheck = {
  check: 'render',
  row: 'Render',
  codes: new Set(),
  sections: (proof) => [renderSection(proof)],
};

const evaluateStep: StepCheck = {
  check: 'evaluate',
  row: 'Evaluate',
  codes: new Set([
    'worse',
    'inconclusive',
    'flip-confirmed',
    'hard-check-failed',
    'minimum-missed',
    'suite-weakened',
    'not-executed',
    'provider-error',
    'budget',
    'cost-increase',
  ]),
  sections: (proof) => [evaluationSection(proof), answersSection(proof), costSection(proof)],
};

/**
 * What the four check runs of a commit are to show, the gate last. Pure: equal arguments, equal reports.
 * Together they hold at most 200 annotations; the gate holds none, the others say it.
 * @param given one per project of the repository, in the order of their folders
 */
export function checkReports(
  given: readonly Proof[],
  options: CheckReportOptions = {},
): readonly CheckReport[] {
  const proofs = given.map(shownOutputs);
  const [ofValidate, ofEvaluate] = annotationsOf(proofs);
  const evaluated = chooseAnnotations(ofEvaluate, mostOfEvaluation);
  const validated = chooseAnnotations(ofValidate, mostAnnotations - evaluated.length);
  const evaluation = stepReport(evaluateStep, proofs, options);
  return [
    { ...stepReport(validateStep, proofs, options), annotations: validated, actions: [] },
    { ...stepReport(renderStep, proofs, options), annotations: [], actions: [] },
    { ...evaluation, annotations: evaluated, actions: evaluateActions(evaluation) },
    gateReport(proofs, options),
  ];
}

function evaluateActions({ conclusion }: Pick<CheckReport, 'conclusion'>): CheckReport['actions'] {
  if (conclusion === 'action_required') return [checkActions.approve];
  return [checkActions.evaluateAll, checkActions.retry];
}

/** Remarks about what was written, and about what came of it. */
function annotationsOf(proofs: readonly Proof[]): [Annotation[], Annotation[]] {
  const written: Annotation[] = [];
  const judged: Annotation[] = [];
  for (const { project, validation, findings } of proofs) {
    written.push(...validation.problems.map((problem) => problemAnnotation(problem, project)));
    for (const finding of findings) {
      if (finding.code === 'problem') continue;
      listFor(finding, written, judged).push(findingAnnotation(finding, project));
    }
  }
  return [written, judged];
}

function listFor({ code }: Finding, written: Annotation[], judged: Annotation[]): Annotation[] {
  return validateStep.codes.has(code) ? written : judged;
}
