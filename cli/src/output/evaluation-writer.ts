import type { GalleyError } from '@galley/engine/errors';
import {
  createOutcomeCollector,
  createSummarizer,
  type EvaluationPlan,
  type EvaluationSummary,
  type RunResult,
  type SuiteOutcome,
} from '@galley/engine/evaluate';
import { plural } from '@galley/engine/units';
import type { Session } from '../session.ts';
import { createGateTest } from '../workspace/gate-missed.ts';
import { type FailedRun, formatEvaluation } from './format-evaluation.ts';
import { toJson } from './to-json.ts';

/** Takes results as they come and writes them in the form that was asked for. */
export interface EvaluationWriter {
  add(result: RunResult): void;
  /** Completes the output, also of a run that was stopped; what each suite came to. */
  end(stoppedBy: GalleyError | undefined): SuiteOutcome[];
  summary(): EvaluationSummary;
}

const mostFailuresShown = 20;

/** JSON is written result by result and closed in any case, so it is always valid. */
export function createEvaluationWriter(
  { out, options, colors, note }: Session,
  plan: EvaluationPlan,
): EvaluationWriter {
  const summarizer = createSummarizer(plan);
  const collector = createOutcomeCollector(plan);
  const isGateMissed = createGateTest(plan);
  const failures: FailedRun[] = [];
  let failureCount = 0;
  let written = 0;
  const isJson = options.format === 'json';
  if (isJson) out.write('{"results":[');
  return {
    add(result) {
      summarizer.add(result);
      collector.add(result);
      if (isJson) out.write(`${written > 0 ? ',' : ''}\n${toJson(result)}`);
      written += 1;
      if (result.outcome === 'passed') return;
      failureCount += 1;
      if (failures.length < mostFailuresShown) failures.push(failedRun(result));
    },
    end(stoppedBy) {
      const outcomes = collector.outcomes();
      const summary = summarizer.summary();
      if (isJson) {
        const stop = stoppedBy && { code: stoppedBy.code, message: stoppedBy.message };
        out.write(`\n],\n"suites":${toJson(outcomes)},\n"summary":${toJson(summary)},\n`);
        out.write(
          `"runs":${plan.runs},\n"planHash":${toJson(plan.planHash)},\n"stoppedBy":${toJson(stop)}}\n`,
        );
      } else {
        out.write(
          formatEvaluation({ outcomes, summary, failures, failureCount, isGateMissed }, colors),
        );
      }
      if (summary.scripted > 0) {
        note(
          `${summary.scripted} of ${summary.runs} answers are scripted: they test the plumbing, not a model`,
        );
      }
      if (summary.notExecuted > 0) {
        note(
          `${plural(summary.notExecuted, 'case')} not executed, neither passed nor failed: mode ${plan.mode}`,
        );
      }
      return outcomes;
    },
    summary: () => summarizer.summary(),
  };
}

/** Only what is shown is kept, so that a long run needs little memory. */
function failedRun({
  suite,
  target,
  model,
  caseId,
  repeat,
  outcome,
  reason,
  checks,
}: RunResult): FailedRun {
  const failed = checks.find((check) => check.outcome === 'failed' && check.weight === undefined);
  const why = failed === undefined ? reason : `${failed.name}: ${failed.reason ?? 'failed'}`;
  return { suite, target, model, caseId, repeat, outcome, reason: why ?? outcome };
}
