import type { Case } from '../library/nodes.ts';
import type { CallEstimate, ModelCall, ModelDesk } from '../models/model-desk.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { callOf } from './call-of.ts';
import { type CallPrices, createEstimateBill, type EstimateTotal } from './estimate-bill.ts';
import { createMonthEstimates, type MonthEstimate } from './estimate-months.ts';
import {
  type EvaluationPlan,
  type PlannedArm,
  type PlannedRun,
  plannedRuns,
} from './evaluation-plan.ts';
import { asksPerCase, judgeCalls } from './judge-calls.ts';
import type { RenderCase } from './render-case.ts';
import { tryRender } from './try-render.ts';

/** What an evaluation would send and cost; made without sending anything. */
export interface EvaluationEstimate extends EstimateTotal {
  /** Draws answered without a call: from a cassette, the cache, or a scripted model. */
  readonly answered: number;
  /** Draws that the mode forbids, or that cannot be rendered. */
  readonly notExecuted: number;
  /** The longest answer that `expectedNanoUsd` counts with; calls with a lower `max_tokens` take that. */
  readonly assumedOutputTokens: number;
  /** Prompts of which one knows how often they are called. */
  readonly months: readonly MonthEstimate[];
}

export interface EstimateOptions {
  readonly render: RenderCase;
  readonly desk: Pick<ModelDesk, 'estimate'>;
  /** Default `desk`. */
  readonly judgeDesk?: Pick<ModelDesk, 'estimate'>;
  /** How long an answer is taken to be where `max_tokens` allows it; default 200. */
  readonly assumedOutputTokens?: number;
  /** How often production calls a prompt on a model; `undefined` where nobody says. */
  readonly callsPerMonth?: (target: string, model: string) => number | undefined;
}

const defaultOutputTokens = 200;
/** About one token, repeated for an answer that nobody has seen yet. */
const fillerWord = 'answer ';
const longestFiller = 100_000;

/**
 * What the plan would send now: recordings and the cache are looked up, nothing is called or spent.
 * Judges are counted for every draw that would have an answer, as their questions depend on it.
 * @throws GalleyError as the model desk does for an alias or parameter that cannot be used
 */
export async function estimateEvaluation(
  plan: EvaluationPlan,
  options: EstimateOptions,
): Promise<EvaluationEstimate> {
  const { desk, judgeDesk = desk, assumedOutputTokens: usual = defaultOutputTokens } = options;
  const bill = createEstimateBill();
  const months = createMonthEstimates(options.callsPerMonth ?? (() => undefined));
  const judges = new Map<PlannedArm, readonly JudgeEstimate[]>();
  let answered = 0;
  let notExecuted = 0;
  let longestAssumed = 0;
  for (const planned of plannedRuns(plan)) {
    const { arm, case: item } = planned;
    const { messages } = tryRender(options.render, arm, item);
    const call = messages && callOf(planned, messages);
    const prices = call && (await priceCall(call, desk, usual));
    if (call === undefined || prices === undefined || prices.from === 'none') {
      notExecuted += 1;
      continue;
    }
    if (months.wants(arm)) months.add(arm, await listPrice(call, desk, prices));
    if (prices.from === 'call') {
      bill.add(arm.asks ?? arm.model, prices, false);
      longestAssumed = Math.max(longestAssumed, prices.assumedOutputTokens);
    } else answered += 1;
    let ofArm = judges.get(arm);
    if (ofArm === undefined) {
      const { maxOutputTokens: longest, assumedOutputTokens: assumed } = prices;
      ofArm = await priceJudges(planned, judgeDesk, { longest, assumed, usual });
      if (!asksPerCase(arm.checks) && item.checks === undefined) judges.set(arm, ofArm);
    }
    for (const judge of ofArm) {
      bill.add(judge.alias, judge, true);
      longestAssumed = Math.max(longestAssumed, judge.assumedOutputTokens);
    }
  }
  const total = bill.total();
  const assumedOutputTokens = total.calls === 0 ? usual : longestAssumed;
  return { ...total, answered, notExecuted, assumedOutputTokens, months: months.total() };
}

interface PricedCall extends CallPrices {
  readonly from: CallEstimate['from'];
  readonly maxOutputTokens: number | undefined;
  /** The usual length, or `max_tokens` where that is lower. */
  readonly assumedOutputTokens: number;
}

async function priceCall(
  call: ModelCall,
  desk: EstimateOptions['desk'],
  usualOutputTokens: number,
): Promise<PricedCall> {
  const longest = await desk.estimate(call);
  const { from, inputTokens, isInputExact, maxOutputTokens } = longest;
  const assumedOutputTokens = Math.min(usualOutputTokens, maxOutputTokens ?? usualOutputTokens);
  const found = { from, inputTokens, isInputExact, maxOutputTokens, assumedOutputTokens };
  if (from !== 'call') return { ...found, worstNanoUsd: 0, expectedNanoUsd: 0 };
  const expected = await desk.estimate(withLongest(call, assumedOutputTokens));
  return {
    ...found,
    worstNanoUsd: longest.costNanoUsd,
    expectedNanoUsd: expected.listCostNanoUsd,
  };
}

/** What the call would cost if nothing were recorded, with an answer of the assumed length. */
async function listPrice(
  call: ModelCall,
  desk: EstimateOptions['desk'],
  { from, expectedNanoUsd, assumedOutputTokens }: PricedCall,
): Promise<NanoUsd | undefined> {
  if (from === 'call') return expectedNanoUsd;
  return (await desk.estimate(withLongest(call, assumedOutputTokens))).listCostNanoUsd;
}

function withLongest(call: ModelCall, maxTokens: number): ModelCall {
  const layers = 'length' in call.parameters ? call.parameters : [call.parameters];
  return { ...call, parameters: [...layers, { max_tokens: maxTokens }] };
}

interface JudgeEstimate extends CallPrices {
  readonly alias: string;
  readonly assumedOutputTokens: number;
}

/** In tokens. */
interface AnswerLengths {
  /** Of the answer to grade; `undefined` when nothing bounds it. */
  readonly longest: number | undefined;
  /** Of the answer to grade. */
  readonly assumed: number;
  /** Of any answer whose `max_tokens` allows it. */
  readonly usual: number;
}

/** One estimate per call of a judge, a filler being graded. */
async function priceJudges(
  { arm, case: item }: PlannedRun,
  desk: EstimateOptions['desk'],
  { longest, assumed, usual }: AnswerLengths,
): Promise<JudgeEstimate[]> {
  const checks = [...arm.checks, ...(item.checks ?? [])];
  const calls = await judgeCalls(checks, fillerSubject(item, assumed));
  const longCalls =
    longest === undefined ? [] : await judgeCalls(checks, fillerSubject(item, longest));
  const estimates: JudgeEstimate[] = [];
  for (const [index, call] of calls.entries()) {
    const expected = await priceCall(call, desk, usual);
    if (expected.from !== 'call') continue;
    const long = longCalls[index];
    const worst = long && (await priceCall(long, desk, usual));
    // The question quotes an answer that nobody has seen yet.
    const guessed = { ...expected, isInputExact: false };
    estimates.push({ ...guessed, worstNanoUsd: worst?.worstNanoUsd, alias: call.alias });
  }
  return estimates;
}

function fillerSubject(item: Case, tokens: number) {
  const text = fillerWord.repeat(Math.min(tokens, longestFiller));
  return {
    case: item,
    rendered: [],
    repeat: 0,
    answer: {
      text,
      output: text,
      isText: true,
      jsonFault: undefined,
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: undefined, cachedInputTokens: undefined, outputTokens: undefined },
      latencyMs: 0,
      listCostNanoUsd: undefined,
    },
  } as const;
}
