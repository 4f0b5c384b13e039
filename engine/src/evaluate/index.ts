export { adjustComparisons } from './adjust-comparisons.ts';
export { checkRendered, type RenderedCheckFailure } from './check-rendered.ts';
export { checkPlugs } from './checks/registry.ts';
export { type CompareOptions, compareOutcomes, type RawComparison } from './compare-outcomes.ts';
export type { ChangedAnswer, Comparison, Flip } from './comparison.ts';
export { type ConfirmedFlips, confirmFlips } from './confirm-flips.ts';
export { type EvaluationEstimate, estimateEvaluation } from './estimate.ts';
export type { ModelEstimate } from './estimate-bill.ts';
export {
  armKey,
  type EvaluationPlan,
  type NotJudged,
  type PlannedArm,
  type PlannedSuite,
} from './evaluation-plan.ts';
export { type ExecuteOptions, executeEvaluation } from './execute-evaluation.ts';
export { type FoundFlip, findChangedAnswers, findFlips } from './find-flips.ts';
export { journalledCost } from './journalled-run.ts';
export { type PlanOptions, planEvaluation } from './plan-evaluation.ts';
export { createRenderCase, type RenderCase } from './render-case.ts';
export type {
  CheckOutcome,
  CheckResult,
  EvaluationSummary,
  GateMiss,
  RunResult,
  SuiteOutcome,
} from './results.ts';
export { createOutcomeCollector } from './suite-outcomes.ts';
export { createSummarizer } from './summarize.ts';
