import type { EvaluationPlan, RunResult, SuiteOutcome } from '@galley/engine/evaluate';
import { armKey } from '@galley/engine/evaluate';
import { createTally, type RunRecord, type Tally, writeRunRecord } from '@galley/engine/ledger';
import { askedAlias, type Check, flatChecks } from '@galley/engine/library';
import type { AnswerOutcome, AskResult, ModelDesk } from '@galley/engine/models';
import type { Proof } from '@galley/engine/proof';
import type { Session } from '../session.ts';
import type { Desks } from './open-desks.ts';

/** Writes the record of one `galley run`. */
export async function writePromptRunRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
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
    ...recordHead('run', account, [run.startedAtMs, door.clock.now()]),
    id: uniqueId(`run-${run.asked.requestKey.slice(0, 12)}`, door),
    planHash: run.asked.requestKey,
    status: run.asked.kind === 'error' ? 'errored' : 'passed',
    ...tallied(tally, budget),
    suites: [],
  });
}

/** Writes the record of one `galley eval`. */
export async function writeEvaluationRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
  run: {
    readonly id: string;
    readonly startedAtMs: number;
    readonly plan: EvaluationPlan;
    readonly commit: string | undefined;
    readonly tally: Tally;
    readonly status: RunRecord['status'];
    readonly outcomes: readonly SuiteOutcome[];
    /** Of draws that earlier processes of the run made. */
    readonly earlierTokens: number;
  },
): Promise<void> {
  await writeRunRecord(stateFolder, {
    ...recordHead('eval', account, [run.startedAtMs, door.clock.now()]),
    id: run.id,
    commits: { base: null, head: run.commit ?? null },
    planHash: run.plan.planHash,
    status: run.status,
    ...tallied(run.tally, budget, run.earlierTokens),
    suites: run.outcomes.map(({ suite, target, model, misses, failedCases }) => ({
      suite: `${suite} ${target} ${model}`,
      verdict: misses.length > 0 ? 'gate missed' : failedCases > 0 ? 'cases failed' : 'passed',
    })),
  });
}

/** Writes the record of one project of `galley proof`. */
export async function writeProofRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
  run: { readonly proof: Proof; readonly tally: Tally; readonly startedAtMs: number },
): Promise<void> {
  const { revisions, evaluation, verdict } = run.proof;
  const head = revisions.head === 'working tree' ? null : revisions.head;
  await writeRunRecord(stateFolder, {
    ...recordHead('proof', account, [run.startedAtMs, door.clock.now()]),
    id: uniqueId(`proof-${(head ?? 'tree').slice(0, 12)}`, door),
    commits: { base: revisions.base, head },
    planHash: `${revisions.base}..${head ?? 'tree'}`,
    status: proofStatus[verdict.exitCode],
    totals: tallied(run.tally, budget).totals,
    byModel: run.tally.byModel(),
    // One call may serve several prompts and both sides, so there is no honest sum by prompt.
    byPrompt: {},
    suites: evaluation.suites.map(({ suite, target, model, comparisons }) => ({
      suite: `${suite} ${target} ${model}`,
      verdict: comparisons[0]?.verdict ?? 'inconclusive',
    })),
  });
}

/** Writes the record of one `galley compare`, also of one that was stopped. */
export async function writeComparisonRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
  run: { readonly target: string; readonly tally: Tally; readonly startedAtMs: number },
  exitCode: number | undefined,
): Promise<void> {
  // What was under way when the comparison was stopped is in the budget and in no outcome.
  run.tally.addCutOff(budget.state().spentNanoUsd - run.tally.totals().knownCostNanoUsd);
  const status = { 0: 'passed', 3: 'errored', 4: 'over-budget' } as const;
  await writeRunRecord(stateFolder, {
    ...recordHead('compare', account, [run.startedAtMs, door.clock.now()]),
    id: uniqueId('compare', door),
    planHash: '',
    status: exitCode === undefined ? 'interrupted' : status[exitCode as keyof typeof status],
    ...tallied(run.tally, budget),
    suites: [],
  });
}

/** Writes the record of one `galley judge calibrate`. */
export async function writeCalibrationRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
  run: {
    readonly suite: string;
    readonly check: string;
    readonly verdict: string;
    readonly status: RunRecord['status'];
    readonly tally: Tally;
    readonly startedAtMs: number;
  },
): Promise<void> {
  await writeRunRecord(stateFolder, {
    ...recordHead('judge', account, [run.startedAtMs, door.clock.now()]),
    id: uniqueId('judge', door),
    planHash: '',
    status: run.status,
    ...tallied(run.tally, budget),
    suites: [{ suite: `${run.suite} ${run.check}`, verdict: run.verdict }],
  });
}

/** Writes the record of a command that was stopped before it had anything else to record. */
export async function writeStoppedRecord(
  { door }: Session,
  { stateFolder, account, budget }: Desks,
  run: {
    readonly command: string;
    readonly startedAtMs: number;
    readonly tally: Tally;
    readonly status: RunRecord['status'];
  },
): Promise<void> {
  await writeRunRecord(stateFolder, {
    ...recordHead(run.command, account, [run.startedAtMs, door.clock.now()]),
    id: uniqueId(run.command, door),
    planHash: '',
    status: run.status,
    ...tallied(run.tally, budget),
    suites: [],
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
export function tallyingDesk(desk: ModelDesk, tally: Tally, prompt = ''): ModelDesk {
  return {
    estimate: desk.estimate,
    requestKey: desk.requestKey,
    describe: desk.describe,
    get usesScripted() {
      return desk.usesScripted;
    },
    async ask(call, signal) {
      const outcome = await desk.ask(call, signal);
      tally.add({ model: call.alias, prompt, outcome });
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
    const checks = [...arm.checks, ...arm.cases.flatMap((item) => item.checks ?? [])];
    const asked = checks.flatMap((check) => {
      const alias = firstAsked(check);
      return alias === undefined ? [] : [[check.name, alias] as const];
    });
    judges.set(armKey(arm), new Map(asked));
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

/** The alias that a check asks; of a group, whose money is counted together, the first one. */
function firstAsked(check: Check): string | undefined {
  for (const one of flatChecks([check])) {
    const alias = askedAlias(one);
    if (alias !== undefined) return alias;
  }
  return undefined;
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
      requests: answerRequests(result),
    };
  }
  if (result.outcome === 'not-executed') {
    return { kind: 'not-executed', reason: result.reason ?? '', requests: 0 };
  }
  const { answerCostNanoUsd: costNanoUsd, isUpperBound, requests } = result;
  return { kind: 'error', message: result.reason ?? '', costNanoUsd, isUpperBound, requests };
}

/** A judge's tokens are not known here. */
function judgeOf(check: RunResult['checks'][number]): AnswerOutcome {
  const { costNanoUsd, savedNanoUsd, requests = 0 } = check;
  return {
    kind: 'answered',
    answer: { ...noAnswer, usage: unknownUsage },
    source: requests === 0 && savedNanoUsd !== 0 ? 'cache' : 'called',
    costNanoUsd,
    isUpperBound: false,
    listCostNanoUsd: undefined,
    savedNanoUsd: 0,
    requests,
  };
}

/** Requests that the answer took, without those of its judges. */
function answerRequests({ requests, checks }: RunResult): number {
  return requests - checks.reduce((sum, check) => sum + (check.requests ?? 0), 0);
}

/** Two runs of the same thing in one second are two records. */
function uniqueId(name: string, { random }: Pick<Session['door'], 'random'>): string {
  const suffix = Math.floor(random.next() * 36 ** 8).toString(36);
  return `${name}-${suffix.padStart(8, '0')}`;
}

/** Tokens as the budget counted them: those of judges and of failed attempts are in no answer. */
function tallied(tally: Tally, budget: Pick<Desks['budget'], 'state'>, earlierTokens = 0) {
  const billedTokens = budget.state().spentTokens + earlierTokens;
  return {
    totals: { ...tally.totals(), billedTokens },
    byModel: tally.byModel(),
    byPrompt: tally.byPrompt(),
  };
}

function recordHead(
  command: string,
  { who, pullRequest, policyHash }: Desks['account'],
  [startedAtMs, finishedAtMs]: readonly [number, number],
) {
  return {
    v: 1 as const,
    who,
    door: 'cli' as const,
    command,
    startedAt: new Date(startedAtMs).toISOString(),
    finishedAt: new Date(finishedAtMs).toISOString(),
    commits: { base: null, head: null },
    ...(pullRequest !== undefined && { pullRequest }),
    policyHash,
  };
}
