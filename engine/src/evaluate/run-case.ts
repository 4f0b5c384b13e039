import { GalleyError } from '../errors/galley-error.ts';
import type { Case, ChatMessage } from '../library/nodes.ts';
import type { AnswerError, Answered } from '../models/answer.ts';
import type { AskResult, ModelDesk } from '../models/model-desk.ts';
import type { Programs } from '../ports/programs.ts';
import { readOutput } from '../run/read-output.ts';
import { callOf } from './call-of.ts';
import type { CheckSubject, CheckTools } from './checks/contract.ts';
import {
  type CheckRun,
  joinChecks,
  type PreparedChecks,
  prepareChecks,
} from './checks/run-checks.ts';
import type { EvaluationPlan, PlannedArm, PlannedRun } from './evaluation-plan.ts';
import { findAlerts } from './find-alerts.ts';
import type { RenderCase } from './render-case.ts';
import type { CheckResult, RunResult } from './results.ts';
import { sumKnown } from './sum-money.ts';
import { type Rendering, tryRender } from './try-render.ts';

export interface CaseRunnerOptions {
  readonly side: 'base' | 'head';
  readonly render: RenderCase;
  readonly desk: Pick<ModelDesk, 'ask'>;
  readonly judgeDesk: Pick<ModelDesk, 'ask'>;
  readonly commands: EvaluationPlan['commands'];
  readonly guardrails: EvaluationPlan['guardrails'];
  readonly programs: Programs | undefined;
  readonly signal: AbortSignal;
}

/** Makes draws; what an arm's cases have in common is prepared once. */
export interface CaseRunner {
  /** Renders, asks, checks. Failures of one case are its result; refusals that end the run are thrown. */
  run(planned: PlannedRun): Promise<RunResult>;
  /** The messages of a draw; `undefined` when they cannot be rendered. */
  rendered(planned: PlannedRun): readonly ChatMessage[] | undefined;
}

/** A runner for one evaluation. */
export function createCaseRunner(options: CaseRunnerOptions): CaseRunner {
  const checksOf = new Map<PlannedArm, PreparedChecks>();
  const toolsOf = (arm: PlannedArm): CheckTools => ({
    suite: arm.suite,
    promptTools: arm.prompt.tools,
    askJudge: (call, signal) =>
      options.judgeDesk.ask(
        arm.allowedProviders ? { ...call, allowedProviders: arm.allowedProviders } : call,
        signal,
      ),
    ...(options.commands && { commands: options.commands }),
    ...(options.programs && { programs: options.programs }),
    signal: options.signal,
  });
  const ofSuite = (arm: PlannedArm) => {
    const checks = checksOf.get(arm) ?? prepareChecks(arm.checks, toolsOf(arm));
    checksOf.set(arm, checks);
    return checks;
  };
  const prepared = ({ arm, case: item }: PlannedRun) =>
    item.checks === undefined
      ? ofSuite(arm)
      : joinChecks(ofSuite(arm), prepareChecks(item.checks, toolsOf(arm)));
  const render = rememberingLast(options.render);
  return {
    rendered(planned) {
      return render(planned).messages;
    },
    async run(planned) {
      const checks = prepared(planned);
      const result = render(planned);
      if (result.fault !== undefined) {
        const outcome = options.side === 'base' ? 'not-executed' : 'error';
        const reason = `${options.side} cannot render this case: ${result.fault}`;
        return unanswered(planned, { outcome, reason, checks: checks.unjudged(outcome) });
      }
      const { messages } = result;
      const answer = await ask(planned, messages, options);
      const subject = subjectOf(planned, messages, answer);
      const alerts = alertsOf(messages, answer, options.guardrails);
      if (answer.kind === 'answered') {
        const run = await checks.run(subject);
        return { ...answered(planned, answer, { subject, run }), ...alerts };
      }
      const unjudged = unanswered(planned, {
        outcome: answer.kind,
        reason: answer.kind === 'error' ? answer.message : answer.reason,
        checks: checks.withoutAnswer(subject, answer.kind),
        messages,
        answer,
      });
      return { ...unjudged, ...alerts };
    },
  };
}

/** Repeats of a case follow each other, so the last rendering is all that is worth keeping. */
function rememberingLast(render: RenderCase): (planned: PlannedRun) => Rendering {
  let last:
    | { readonly arm: PlannedArm; readonly case: Case; readonly rendering: Rendering }
    | undefined;
  return ({ arm, case: item }) => {
    if (last?.arm !== arm || last.case !== item) {
      last = { arm, case: item, rendering: tryRender(render, arm, item) };
    }
    return last.rendering;
  };
}

async function ask(
  planned: PlannedRun,
  messages: readonly ChatMessage[],
  { desk, signal }: CaseRunnerOptions,
): Promise<AskResult | (AnswerError & { readonly requestKey: undefined })> {
  try {
    return await desk.ask(callOf(planned, messages), signal);
  } catch (error) {
    if (!(error instanceof GalleyError) || error.code !== 'provider-failed') throw error;
    return {
      kind: 'error',
      message: error.message,
      costNanoUsd: undefined,
      isUpperBound: false,
      requests: 0,
      requestKey: undefined,
    };
  }
}

function alertsOf(
  messages: readonly ChatMessage[],
  outcome: Awaited<ReturnType<typeof ask>>,
  guards: EvaluationPlan['guardrails'],
): Pick<RunResult, 'alerts'> {
  if (guards === undefined || guards.size === 0) return {};
  const answer = outcome.kind === 'answered' ? outcome.answer : undefined;
  return { alerts: findAlerts(messages, answer, guards) };
}

function subjectOf(
  { arm, case: item, repeat }: PlannedRun,
  rendered: readonly ChatMessage[],
  outcome: Awaited<ReturnType<typeof ask>>,
): CheckSubject {
  if (outcome.kind !== 'answered') return { case: item, rendered, answer: undefined, repeat };
  const { answer, listCostNanoUsd } = outcome;
  return {
    case: item,
    rendered,
    repeat,
    answer: {
      ...readOutput(answer.text, arm.body.output.format),
      text: answer.text,
      toolCalls: answer.toolCalls,
      finishReason: answer.finishReason,
      usage: answer.usage,
      latencyMs: answer.latencyMs,
      listCostNanoUsd,
    },
  };
}

function answered(
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

interface Unanswered {
  readonly outcome: 'error' | 'not-executed';
  readonly reason: string;
  readonly checks: readonly CheckResult[];
  readonly messages?: readonly ChatMessage[];
  readonly answer?: Exclude<Awaited<ReturnType<typeof ask>>, { kind: 'answered' }>;
}

function unanswered(
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
