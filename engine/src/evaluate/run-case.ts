import { GalleyError } from '../errors/galley-error.ts';
import type { Case, ChatMessage } from '../library/nodes.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { Programs } from '../ports/programs.ts';
import { readOutput } from '../run/read-output.ts';
import { callOf } from './call-of.ts';
import type { CheckSubject, CheckTools } from './checks/contract.ts';
import { joinChecks, type PreparedChecks, prepareChecks } from './checks/run-checks.ts';
import { answeredResult, type DrawAnswer, unansweredResult } from './draw-result.ts';
import type { EvaluationPlan, PlannedArm, PlannedRun } from './evaluation-plan.ts';
import { findAlerts } from './find-alerts.ts';
import type { RenderCase } from './render-case.ts';
import type { RunResult } from './results.ts';
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
        return unansweredResult(planned, { outcome, reason, checks: checks.unjudged(outcome) });
      }
      const { messages } = result;
      const answer = await ask(planned, messages, options);
      const subject = subjectOf(planned, messages, answer);
      const alerts = alertsOf(messages, answer, options.guardrails);
      if (answer.kind === 'answered') {
        const run = await checks.run(subject);
        return { ...answeredResult(planned, answer, { subject, run }), ...alerts };
      }
      const unjudged = unansweredResult(planned, {
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
): Promise<DrawAnswer> {
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
  outcome: DrawAnswer,
  guards: EvaluationPlan['guardrails'],
): Pick<RunResult, 'alerts'> {
  if (guards === undefined || guards.size === 0) return {};
  const answer = outcome.kind === 'answered' ? outcome.answer : undefined;
  return { alerts: findAlerts(messages, answer, guards) };
}

function subjectOf(
  { arm, case: item, repeat }: PlannedRun,
  rendered: readonly ChatMessage[],
  outcome: DrawAnswer,
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
