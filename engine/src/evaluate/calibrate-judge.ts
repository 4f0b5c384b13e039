import { GalleyError } from '../errors/galley-error.ts';
import type { Case, Check } from '../library/nodes.ts';
import type { ModelCall, ModelDesk } from '../models/model-desk.ts';
import { readOutput } from '../run/read-output.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { CheckSubject, Spent, SubjectAnswer } from './checks/contract.ts';
import { sumSpent } from './checks/judging/sum-spent.ts';
import { prepareChecks } from './checks/run-checks.ts';
import { textOf } from './checks/text-value.ts';
import { inOrder } from './in-order.ts';
import { judgeCalls } from './judge-calls.ts';
import type { Label } from './read-labels.ts';
import {
  type Agreement,
  cohenKappa,
  countPairs,
  type RatedPair,
} from './statistics/cohen-kappa.ts';

/** One label beside what the judge said. */
export interface JudgedLabel {
  readonly line: number;
  readonly caseId: string | undefined;
  readonly human: 'pass' | 'fail';
  /** The human's score, where the label is one. */
  readonly humanScore: number | undefined;
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-executed';
  readonly score: number | undefined;
  readonly reason: string | undefined;
}

/** How far a judge agrees with people. */
export interface Calibration {
  readonly check: string;
  readonly labels: readonly JudgedLabel[];
  /** Labels on which the judge gave a verdict. */
  readonly judged: number;
  readonly agreement: Agreement | undefined;
  readonly confusion: {
    readonly bothPass: number;
    readonly bothFail: number;
    /** The judge passes what people fail: what slips through. */
    readonly judgeOnly: number;
    /** The judge fails what people pass: what is blocked for nothing. */
    readonly humanOnly: number;
  };
  /** `too-few`: kappa reaches the minimum, its interval does not, so that more labels are needed. */
  readonly verdict: 'agrees' | 'too-few' | 'disagrees' | 'unknown';
  readonly costNanoUsd: NanoUsd | undefined;
  readonly savedNanoUsd: NanoUsd | undefined;
  readonly requests: number;
}

export interface CalibrateOptions {
  readonly suite: string;
  readonly cases: readonly Case[];
  /** How the prompt's answers are read. */
  readonly format: 'text' | 'json';
  readonly desk: Pick<ModelDesk, 'ask'>;
  /** Names of the only providers that may see the cases; absent is any. */
  readonly allowedProviders?: readonly string[];
  /** Lowest kappa that counts as agreement. */
  readonly minKappa: number;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** The questions that a calibration would ask, each answered by a sample: nothing is sent. */
export async function calibrationCalls(
  check: Check,
  labels: readonly Label[],
  options: Pick<CalibrateOptions, 'cases' | 'format'>,
): Promise<ModelCall[]> {
  const cases = new Map(options.cases.map((item) => [item.id, item]));
  const calls: ModelCall[] = [];
  for (const label of labels) {
    calls.push(...(await judgeCalls([check], subjectOf(label, cases, options))));
  }
  return calls;
}

const kappaSeed = 20_260_101;
const defaultMin = 0.5;

/**
 * Runs a judge over labelled answers and measures its agreement with the labels. A label that is a
 * score passes from the check's own `min` up.
 * @throws GalleyError `input-invalid` for a label of a case that the suite does not have; what the desk throws
 */
export async function calibrateJudge(
  check: Check,
  labels: readonly Label[],
  options: CalibrateOptions,
): Promise<Calibration> {
  const cases = new Map(options.cases.map((item) => [item.id, item]));
  const subjects = labels.map((label) => ({ label, subject: subjectOf(label, cases, options) }));
  const { desk, signal, concurrency } = options;
  const { allowedProviders } = options;
  const askJudge: ModelDesk['ask'] = (call, signal) =>
    desk.ask(allowedProviders ? { ...call, allowedProviders } : call, signal);
  const plain = { ...check, isHard: false, weight: undefined };
  const tools = { suite: options.suite, promptTools: [], askJudge, signal };
  const prepared = prepareChecks([plain], tools);
  const spent: Spent[] = [];
  const judged: JudgedLabel[] = [];
  const work = async ({ label, subject }: (typeof subjects)[number]) => {
    const run = await prepared.run(subject);
    return { label, run };
  };
  const pool = { concurrency, window: concurrency * 8, signal };
  for await (const { label, run } of inOrder(subjects.values(), work, pool)) {
    spent.push(...run.spent);
    const { outcome, score, reason } = run.results[0] ?? { outcome: 'error' as const };
    judged.push({ ...labelOf(label, check), outcome, score, reason });
  }
  return summarize(check, judged, { spent: sumSpent(spent), minKappa: options.minKappa });
}

type JudgedSubject = CheckSubject & { readonly answer: SubjectAnswer };

function subjectOf(
  { line, caseId, answer }: Label,
  cases: ReadonlyMap<string, Case>,
  { format }: Pick<CalibrateOptions, 'format'>,
): JudgedSubject {
  const item =
    caseId === undefined ? { id: `line-${line}`, inputs: {}, tags: [] } : cases.get(caseId);
  if (item === undefined) {
    throw new GalleyError('input-invalid', `line ${line}: the suite has no case ${caseId}`, {
      hint: 'Write the id of a case of the suite, or leave `case` out.',
    });
  }
  const text = textOf(answer);
  return {
    case: item,
    rendered: [],
    repeat: 0,
    answer: {
      ...readOutput(text, format),
      text,
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: undefined, cachedInputTokens: undefined, outputTokens: undefined },
      latencyMs: 0,
      listCostNanoUsd: undefined,
    },
  };
}

function labelOf({ line, caseId, human }: Label, check: Check) {
  const isPass = typeof human === 'boolean' ? human : human >= (check.min ?? defaultMin);
  const humanScore = typeof human === 'number' ? human : undefined;
  return { line, caseId, human: isPass ? ('pass' as const) : ('fail' as const), humanScore };
}

function summarize(
  check: Check,
  labels: readonly JudgedLabel[],
  { spent, minKappa }: { readonly spent: Spent; readonly minKappa: number },
): Calibration {
  const pairs = labels.flatMap(({ outcome, human }): RatedPair[] =>
    outcome === 'passed' || outcome === 'failed' ? [[outcome === 'passed', human === 'pass']] : [],
  );
  const { onlyOne: judgeOnly, onlyOther: humanOnly, bothPass, bothFail } = countPairs(pairs);
  const agreement = cohenKappa(pairs, kappaSeed);
  return {
    check: check.name,
    labels,
    judged: pairs.length,
    agreement,
    confusion: { bothPass, bothFail, judgeOnly, humanOnly },
    verdict: verdictOf(agreement, minKappa),
    costNanoUsd: spent.costNanoUsd,
    savedNanoUsd: spent.savedNanoUsd,
    requests: spent.requests,
  };
}

function verdictOf(agreement: Agreement | undefined, minKappa: number): Calibration['verdict'] {
  const kappa = agreement?.kappa;
  if (kappa === undefined) return 'unknown';
  if (kappa < minKappa) return 'disagrees';
  const low = agreement?.interval?.[0];
  return low !== undefined && low >= minKappa ? 'agrees' : 'too-few';
}
