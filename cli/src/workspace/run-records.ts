import type { EvaluationPlan, RunResult, SuiteOutcome } from '@galley/engine/evaluate';
import { armKey } from '@galley/engine/evaluate';
import { createTally, type RunRecord, type Tally, writeRunRecord } from '@galley/engine/ledger';
import type { AnswerOutcome, AskResult, ModelDesk } from '@galley/engine/models';
import type { Proof } from '@galley/engine/proof';
import type { Session } from '../session.ts';
import type { Desks } from './open-desks.ts';

/** Writes the record of one `galley run`. */
export async function writePromptRunRecord(
  { door }: Session,
  { stateFolder }: Desks,
  run: {
    readonly target: string;
    readonly alias: string;
    readonly asked: AskResult;
    readonly startedAtMs: number;
  },
): Promise<void> {
  const tally = createTally();
  tally.add({ model: run.alias, prompt: run.target, outcome: run.asked });
  await writeRunRecord(stateFolder, {
    ...recordHead('run', run.startedAtMs, door.clock.now()),
    id: `run-${run.asked.requestKey.slice(0, 12)}`,
    planHash: run.asked.requestKey,
    status: run.asked.kind === 'error' ? 'errored' : 'passed',
    ...tallied(tally),
    suites: [],
  });
}

/** Writes the record of one `galley eval`. */
export async function writeEvaluationRecord(
  { door }: Session,
  { stateFolder }: Desks,
  run: {
    readonly id: string;
    readonly startedAtMs: number;
    readonly plan: EvaluationPlan;
    readonly commit: string | undefined;
    readonly tally: Tally;
    readonly status: RunRecord['status'];
    readonly outcomes: readonly SuiteOutcome[];
  },
): Promise<void> {
  await writeRunRecord(stateFolder, {
    ...recordHead('eval', run.startedAtMs, door.clock.now()),
    id: run.id,
    commits: { base: null, head: run.commit ?? null },
    planHash: run.plan.planHash,
    status: run.status,
    ...tallied(run.tally),
    suites: run.outcomes.map(({ suite, target, model, misses, failedCases }) => ({
      suite: `${suite} ${target} ${model}`,
      verdict: misses.length > 0 ? 'gate missed' : failedCases > 0 ? 'cases failed' : 'passed',
    })),
  });
}

/** Writes the record of one project of `galley proof`. */
export async function writeProofRecord(
  { door }: Session,
  { stateFolder }: Desks,
  run: { readonly proof: Proof; readonly tally: Tally; readonly startedAtMs: number },
): Promise<void> {
  const { revisions, evaluation, verdict } = run.proof;
  const head = revisions.head === 'working tree' ? null : revisions.head;
  await writeRunRecord(stateFolder, {
    ...recordHead('proof', run.startedAtMs, door.clock.now()),
    id: `proof-${(head ?? 'tree').slice(0, 12)}`,
    commits: { base: revisions.base, head },
    planHash: `${revisions.base}..${head ?? 'tree'}`,
    status: proofStatus[verdict.exitCode],
    totals: run.tally.totals(),
    byModel: run.tally.byModel(),
    // One call may serve several prompts and both sides, so there is no honest sum by prompt.
    byPrompt: {},
    suites: evaluation.suites.map(({ suite, target, model, comparisons }) => ({
      suite: `${suite} ${target} ${model}`,
      verdict: comparisons[0]?.verdict ?? 'inconclusive',
    })),
  });
}

const proofStatus = {
  0: 'passed',
  1: 'failed',
  2: 'failed',
  3: 'errored',
  4: 'over-budget',
} as const;

/** The desk, with every call that it answers counted. */
export function tallyingDesk(desk: ModelDesk, tally: Tally): ModelDesk {
  return {
    estimate: desk.estimate,
    requestKey: desk.requestKey,
    describe: desk.describe,
    get usesScripted() {
      return desk.usesScripted;
    },
    async ask(call, signal) {
      const outcome = await desk.ask(call, signal);
      tally.add({ model: call.alias, prompt: '', outcome });
      return outcome;
    },
  };
}

/** Adds evaluation results to a tally: each answer to its model, each judge to the one it asked. */
export function createResultTally(plan: EvaluationPlan): {
  add(result: RunResult): void;
  readonly tally: Tally;
} {
  const tally = createTally();
  const judges = new Map<string, ReadonlyMap<string, string>>();
  for (const arm of plan.suites.flatMap((suite) => suite.arms)) {
    const asked = arm.checks.filter(({ key }) => key === 'judge');
    judges.set(armKey(arm), new Map(asked.map(({ name, model }) => [name, model ?? 'judge'])));
  }
  return {
    tally,
    add(result) {
      const { model, target: prompt } = result;
      tally.add({ model, prompt, outcome: answerOf(result) });
      for (const check of result.checks) {
        const judge = judges.get(armKey(result))?.get(check.name);
        if (judge === undefined || check.outcome === 'not-executed') continue;
        tally.add({ model: judge, prompt, outcome: judgeOf(check) });
      }
    },
  };
}

const noAnswer = {
  text: '',
  toolCalls: [],
  finishReason: 'other',
  model: '',
  latencyMs: 0,
} as const;
const unknownUsage = {
  inputTokens: undefined,
  cachedInputTokens: undefined,
  outputTokens: undefined,
};

function answerOf(result: RunResult): AnswerOutcome {
  if (result.source !== undefined) {
    return {
      kind: 'answered',
      answer: { ...noAnswer, usage: result.usage ?? unknownUsage },
      source: result.source,
      costNanoUsd: result.answerCostNanoUsd,
      isUpperBound: result.isUpperBound,
      listCostNanoUsd: result.listCostNanoUsd,
      savedNanoUsd: result.savedNanoUsd,
      requests: result.requests,
    };
  }
  if (result.outcome === 'not-executed') {
    return { kind: 'not-executed', reason: result.reason ?? '', requests: 0 };
  }
  const { answerCostNanoUsd: costNanoUsd, isUpperBound, requests } = result;
  return { kind: 'error', message: result.reason ?? '', costNanoUsd, isUpperBound, requests };
}

/** A judge's requests are counted with the answer's; its tokens are not known here. */
function judgeOf(check: RunResult['checks'][number]): AnswerOutcome {
  return {
    kind: 'answered',
    answer: { ...noAnswer, usage: unknownUsage },
    source: 'called',
    costNanoUsd: check.costNanoUsd,
    isUpperBound: false,
    listCostNanoUsd: undefined,
    savedNanoUsd: 0,
    requests: 0,
  };
}

function tallied(tally: Tally) {
  return { totals: tally.totals(), byModel: tally.byModel(), byPrompt: tally.byPrompt() };
}

function recordHead(command: string, startedAtMs: number, finishedAtMs: number) {
  return {
    v: 1 as const,
    who: null,
    door: 'cli' as const,
    command,
    startedAt: new Date(startedAtMs).toISOString(),
    finishedAt: new Date(finishedAtMs).toISOString(),
    commits: { base: null, head: null },
    policyHash: null,
  };
}
