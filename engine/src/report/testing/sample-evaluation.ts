import type { EvaluationHeader, HeaderArm } from '../../evaluate/evaluation-header.ts';
import type { CheckResult, RunResult } from '../../evaluate/results.ts';
import { createOutcomeCollector } from '../../evaluate/suite-outcomes.ts';
import { createSummarizer } from '../../evaluate/summarize.ts';
import type { EvaluationEnd, EvaluationFormat } from '../evaluation/contract.ts';

/** Results of an evaluation as a format gets them. */
export interface SampleEvaluation {
  readonly header: EvaluationHeader;
  readonly results: readonly RunResult[];
  readonly end: EvaluationEnd;
}

const gate = { passRate: {}, whenUnsure: 'warn', confirmRuns: 5 } as const;

/** A suite of three cases × 2 repeats on two models: one passes, one fails, one is cut short. */
export function sampleEvaluation(
  stoppedBy?: EvaluationEnd['stoppedBy'],
  change: (result: RunResult) => RunResult = (result) => result,
): SampleEvaluation {
  const arms = ['default-chat', 'cheap-chat'].map(sampleArm);
  const header: EvaluationHeader = {
    schema: 'galley-results/v1',
    planHash: 'a'.repeat(64),
    side: 'head',
    mode: 'auto',
    runs: 12,
    notExecuted: 'warn',
    suites: [{ suite: 'refunds', file: 'suites/refunds.yaml', gate, arms }],
  };
  const results = arms
    .flatMap((arm) => arm.cases.flatMap((caseId) => [0, 1].map((at) => draw(arm, caseId, at))))
    .map(change);
  return { header, results, end: endOf(header, results, stoppedBy) };
}

/** The end that results come to. */
export function endOf(
  header: EvaluationHeader,
  results: readonly RunResult[],
  stoppedBy?: EvaluationEnd['stoppedBy'],
): EvaluationEnd {
  const plan = { suites: header.suites.map((suite) => ({ suite, arms: suite.arms })) };
  const collector = createOutcomeCollector(plan as never);
  const summarizer = createSummarizer(plan as never);
  for (const result of results) {
    collector.add(result);
    summarizer.add(result);
  }
  return { outcomes: collector.outcomes(), summary: summarizer.summary(), stoppedBy };
}

/** A whole report as a string. */
export function reportOf(
  format: EvaluationFormat,
  { header, results, end }: SampleEvaluation,
  options: Parameters<EvaluationFormat['open']>[2] = { withTimes: true },
): string {
  const pieces: string[] = [];
  const report = format.open((piece) => pieces.push(piece), header, options);
  for (const result of results) report.add(result);
  report.end(end);
  return pieces.join('');
}

function sampleArm(model: string): HeaderArm {
  return {
    suite: 'refunds',
    target: 'support/refund',
    model,
    repeats: 2,
    repeatOffset: 0,
    passAtLeast: undefined,
    promptFile: 'prompts/support/refund.yaml',
    checks: [
      {
        name: 'output schema',
        key: 'json_schema',
        weight: undefined,
        isHard: false,
        at: { line: 1, column: 1 },
      },
      {
        name: 'right amount',
        key: 'equals',
        weight: undefined,
        isHard: true,
        at: { line: 12, column: 5 },
      },
      { name: 'friendly', key: 'judge', weight: 2, isHard: false, at: { line: 14, column: 5 } },
    ],
    cases: ['late-parcel', 'broken-vase', 'no-receipt'],
  };
}

function draw(arm: HeaderArm, caseId: string, repeat: number): RunResult {
  const outcome =
    caseId === 'late-parcel' ? 'passed' : caseId === 'broken-vase' ? 'failed' : 'error';
  const hasAnswer = outcome !== 'error';
  const amount = outcome === 'passed' ? 20 : 5;
  return {
    suite: arm.suite,
    target: arm.target,
    model: arm.model,
    caseId,
    group: undefined,
    tags: ['money', caseId],
    repeat,
    outcome,
    reason: hasAnswer ? undefined : 'the provider answered 500',
    checks: hasAnswer ? checksOf(outcome) : [],
    inputs: { message: 'Where is my parcel?' },
    expected: { amount: 20 },
    rendered: [
      { role: 'system', content: 'Answer with the amount to refund.' },
      { role: 'user', content: 'Where is my parcel?' },
    ],
    text: hasAnswer ? `{"amount": ${amount}}` : undefined,
    output: hasAnswer ? { amount } : undefined,
    toolCalls: [],
    usage: undefined,
    latencyMs: 400 + repeat,
    source: hasAnswer ? 'called' : undefined,
    costNanoUsd: 420_000,
    answerCostNanoUsd: 400_000,
    isUpperBound: false,
    savedNanoUsd: 0,
    listCostNanoUsd: arm.model === 'cheap-chat' ? 100_000 : 400_000,
    requests: 1,
    requestKey: undefined,
  };
}

function checksOf(outcome: 'passed' | 'failed'): CheckResult[] {
  const plain = { isHard: false, weight: undefined, costNanoUsd: 0, savedNanoUsd: 0 };
  return [
    {
      ...plain,
      name: 'output schema',
      key: 'json_schema',
      outcome: 'passed',
      score: 1,
      reason: undefined,
    },
    {
      ...plain,
      name: 'right amount',
      key: 'equals',
      isHard: true,
      outcome,
      score: outcome === 'passed' ? 1 : 0,
      reason: outcome === 'passed' ? undefined : 'expected 20, got 5',
    },
    {
      ...plain,
      name: 'friendly',
      key: 'judge',
      weight: 2,
      outcome: 'passed',
      score: 0.72,
      reason: 'polite, though short',
      costNanoUsd: 20_000,
    },
  ];
}
