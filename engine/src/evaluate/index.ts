export { adjustComparisons } from './adjust-comparisons.ts';
export {
  type Calibration,
  calibrateJudge,
  calibrationCalls,
  type JudgedLabel,
} from './calibrate-judge.ts';
export { checkRendered, type RenderedCheckFailure } from './check-rendered.ts';
export { checkPlugs } from './checks/registry.ts';
export type { CaseFilter, CaseSelection } from './choose-cases.ts';
export { chooseSuites } from './choose-suites.ts';
export {
  type CaseAnswers,
  compareModels,
  type ModelAnswer,
} from './compare-models.ts';
export { type CompareOptions, compareOutcomes, type RawComparison } from './compare-outcomes.ts';
export type { ChangedAnswer, Comparison, Flip } from './comparison.ts';
export { type ConfirmedFlips, confirmFlips } from './confirm-flips.ts';
export { cutOffEntry, cutOffKey, earlierCutOff, isCutOffKey, withCutOff } from './cut-off.ts';
export { type EvaluationEstimate, estimateEvaluation } from './estimate.ts';
export type { ModelEstimate } from './estimate-bill.ts';
export { evaluationExitCode } from './evaluation-exit-code.ts';
export { type EvaluationHeader, evaluationHeader } from './evaluation-header.ts';
export {
  armKey,
  type EvaluationPlan,
  type NotJudged,
  type PlannedArm,
  type PlannedSuite,
} from './evaluation-plan.ts';
export { type ExecuteOptions, executeEvaluation } from './execute-evaluation.ts';
export { type FailedCases, failedCases } from './failed-cases.ts';
export { type FoundFlip, findChangedAnswers, findFlips } from './find-flips.ts';
export { findUsedRecordings } from './find-used-recordings.ts';
export { createGateTest } from './gate-test.ts';
export {
  type JournalledDraw,
  journalledCost,
  journalledTokens,
  readJournalKey,
} from './journalled-run.ts';
export { judgeFlips } from './judge-flips.ts';
export { localPrograms } from './local-programs.ts';
export { measuredFields, withoutMeasured } from './measured-fields.ts';
export { placeOfCheck } from './place-of-check.ts';
export { type PlanOptions, planEvaluation } from './plan-evaluation.ts';
export { type Label, readLabels } from './read-labels.ts';
export { createRenderCase, type RenderCase } from './render-case.ts';
export type {
  CheckOutcome,
  CheckResult,
  EvaluationSummary,
  GateMiss,
  RunResult,
  SuiteOutcome,
} from './results.ts';
export { type MergedResults, mergeResults } from './results-file/merge-results.ts';
export { openResultsFile } from './results-file/results-file.ts';
export { type Shard, shardPlan } from './shard-plan.ts';
export {
  createSuiteChecks,
  type SuiteChecks,
  type SuiteCheckVerdict,
} from './suite-checks.ts';
export { createOutcomeCollector } from './suite-outcomes.ts';
export { createSummarizer } from './summarize.ts';
export { withSuiteChecks } from './with-suite-checks.ts';
