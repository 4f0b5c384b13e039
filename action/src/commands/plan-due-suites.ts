import { GalleyError } from '@galley/engine/errors';
import { chooseSuites, type EvaluationPlan, planEvaluation } from '@galley/engine/evaluate';
import { lostDocuments } from '@galley/engine/library';
import { type OpenedChange, policyOf, sideLibraries } from '@galley/engine/proof';
import { formatAnnotations, problemAnnotation } from '@galley/engine/report';
import { modeOf } from './mode-of.ts';
import type { Step } from './step.ts';

/**
 * Plans the named suites of head, or those that are due, all shards together.
 * @throws GalleyError `document-unsound` when not everything can be evaluated, after its problems are
 * shown; `document-missing`; `usage` when no suite is due
 */
export function planDueSuites(step: Step, change: OpenedChange): EvaluationPlan {
  const { inputs, runner } = step;
  const policy = policyOf(change);
  const library = sideLibraries(change, policy).head;
  const named = inputs.suites;
  const isDue = ({ when = 'pull_request' }: { readonly when?: string }) =>
    named !== undefined || inputs.when === 'all' || when === inputs.when;
  const lost = lostDocuments(change.head).filter(({ id }) => named?.includes(id) ?? true);
  const due = chooseSuites(library, named).filter(isDue);
  const plan = planEvaluation(library, {
    side: 'head',
    mode: modeOf(step),
    suites: due.map(({ id }) => id),
    judges: policy.judge.models,
  });
  if (lost.length > 0 || plan.notJudged.length > 0 || policy.isUnreadable) {
    const errors = change.head.problems.filter(({ severity }) => severity === 'error');
    runner.annotate(
      formatAnnotations(errors.map((problem) => problemAnnotation(problem, change.project))),
    );
    for (const { suite, reason } of plan.notJudged) runner.note(`suite ${suite}: ${reason}`);
    throw new GalleyError('document-unsound', 'not everything that is due can be evaluated', {
      hint: 'Correct what is listed, or name the suites that are sound.',
    });
  }
  if (plan.suites.length === 0) {
    throw new GalleyError('usage', `no suite is due with \`when: ${inputs.when}\``, {
      hint: 'Name suites with the input `suites`, or run every one with `when: all`.',
    });
  }
  return plan;
}
