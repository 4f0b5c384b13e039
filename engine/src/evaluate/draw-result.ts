import type { ChatMessage } from '../library/nodes.ts';
import type { AnswerError, Answered } from '../models/answer.ts';
import type { AskResult } from '../models/model-desk.ts';
import type { CheckSubject } from './checks/contract.ts';
import type { CheckRun } from './checks/run-checks.ts';
import type { PlannedRun } from './evaluation-plan.ts';
import type { CheckResult, RunResult } from './results.ts';
import { sumKnown } from './sum-money.ts';

/** What asking came to; a provider that cannot be asked at all has no request. */
export type DrawAnswer = AskResult | (AnswerError & { readonly requestKey: undefined });

/** The result of a draw that was answered, its checks judged. */
export function answeredResult(
  planned: PlannedRun,
  answer: Answered & { readonly requestKey: string },
  { subject, run }: { readonly subject: CheckSubject; readonly run: CheckRun },
): RunResult {
  const { spent, results } = run;
  return {
    ...identityOf(planned),
    ...verdictOf(results),
    checks: results,
    rendered: subject.rendered,
    text: answer.answer.text,
    output: subject.answer?.output,
    toolCalls: answer.answer.toolCalls,
    usage: answer.answer.usage,
    latencyMs: answer.answer.latencyMs,
    source: answer.source,
    costNanoUsd: sumKnown([answer.costNanoUsd, ...spent.map((one) => one.costNanoUsd)]),
    answerCostNanoUsd: answer.costNanoUsd,
    isUpperBound: answer.isUpperBound || spent.some((one) => one.isUpperBound),
    savedNanoUsd: sumKnown([answer.savedNanoUsd, ...spent.map((one) => one.savedNanoUsd)]),
    listCostNanoUsd: answer.listCostNanoUsd,
    requests: answer.requests + spent.reduce((sum, one) => sum + one.requests, 0),
    requestKey: answer.requestKey,
  };
}

export interface Unanswered {
  readonly outcome: 'error' | 'not-executed';
  readonly reason: string;
  readonly checks: readonly CheckResult[];
  readonly messages?: readonly ChatMessage[];
  readonly answer?: Exclude<DrawAnswer, { kind: 'answered' }>;
}

/** The result of a draw without an answer: it cannot be rendered, failed, or was not executed. */
export function unansweredResult(
  planned: PlannedRun,
  { outcome, reason, checks, messages, answer }: Unanswered,
): RunResult {
  const failed = answer?.kind === 'error' ? answer : undefined;
  return {
    ...identityOf(planned),
    outcome,
    reason,
    checks,
    rendered: messages,
    text: undefined,
    output: undefined,
    toolCalls: [],
    usage: undefined,
    latencyMs: undefined,
    source: undefined,
    costNanoUsd: failed === undefined ? 0 : failed.costNanoUsd,
    answerCostNanoUsd: failed === undefined ? 0 : failed.costNanoUsd,
    isUpperBound: failed?.isUpperBound ?? false,
    savedNanoUsd: 0,
    listCostNanoUsd: undefined,
    requests: answer?.requests ?? 0,
    requestKey: answer?.requestKey,
  };
}

function identityOf({ arm, case: item, repeat }: PlannedRun) {
  return {
    suite: arm.suite,
    target: arm.target,
    model: arm.model,
    caseId: item.id,
    group: item.group,
    tags: item.tags,
    repeat,
    inputs: item.inputs,
    expected: item.expected,
  };
}

/**
 * A failed check that the case needs decides alone. Else a check without a verdict leaves the draw
 * without one; a weighted judge that was not executed only leaves the score open.
 */
function verdictOf(checks: readonly CheckResult[]): Pick<RunResult, 'outcome' | 'reason'> {
  if (checks.some((check) => check.weight === undefined && check.outcome === 'failed')) {
    return { outcome: 'failed', reason: undefined };
  }
  const open =
    checks.find((check) => check.outcome === 'error') ??
    checks.find((check) => check.weight === undefined && check.outcome === 'not-executed');
  if (open === undefined) return { outcome: 'passed', reason: undefined };
  const outcome = open.outcome === 'error' ? 'error' : 'not-executed';
  return { outcome, reason: `check “${open.name}”: ${open.reason ?? 'no verdict'}` };
}
