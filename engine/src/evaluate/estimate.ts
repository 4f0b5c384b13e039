import type { Check } from '../library/nodes.ts';
import type { CallEstimate, ModelCall, ModelDesk } from '../models/model-desk.ts';
import { callOf } from './call-of.ts';
import { judgeAlias, judgeCall } from './checks/judge-call.ts';
import { type CallPrices, createEstimateBill, type EstimateTotal } from './estimate-bill.ts';
import { type EvaluationPlan, type PlannedArm, plannedRuns } from './evaluation-plan.ts';
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
}

export interface EstimateOptions {
  readonly render: RenderCase;
  readonly desk: Pick<ModelDesk, 'estimate'>;
  /** Default `desk`. */
  readonly judgeDesk?: Pick<ModelDesk, 'estimate'>;
  /** How long an answer is taken to be where `max_tokens` allows it; default 200. */
  readonly assumedOutputTokens?: number;
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
  const judges = new Map<PlannedArm, readonly JudgeEstimate[]>();
  let answered = 0;
  let notExecuted = 0;
  let longestAssumed = 0;
  for (const planned of plannedRuns(plan)) {
    const { arm, case: item } = planned;
    const { messages } = tryRender(options.render, arm, item);
    const call = messages && callOf(planned, messages);
    const prices = call && (await priceCall(call, desk, usual));
    if (prices === undefined || prices.from === 'none') {
      notExecuted += 1;
      continue;
    }
    if (prices.from === 'call') {
      bill.add(arm.asks ?? arm.model, prices, false);
      longestAssumed = Math.max(longestAssumed, prices.assumedOutputTokens);
    } else answered += 1;
    let ofArm = judges.get(arm);
    if (ofArm === undefined) {
      const { maxOutputTokens: longest, assumedOutputTokens: assumed } = prices;
      ofArm = await priceJudges(arm.checks, judgeDesk, { longest, assumed, usual });
      judges.set(arm, ofArm);
    }
    for (const judge of ofArm) {
      bill.add(judge.alias, judge, true);
      longestAssumed = Math.max(longestAssumed, judge.assumedOutputTokens);
    }
  }
  const total = bill.total();
  const assumedOutputTokens = total.calls === 0 ? usual : longestAssumed;
  return { ...total, answered, notExecuted, assumedOutputTokens };
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
  const { from, inputTokens, maxOutputTokens } = longest;
  const assumedOutputTokens = Math.min(usualOutputTokens, maxOutputTokens ?? usualOutputTokens);
  const found = { from, inputTokens, maxOutputTokens, assumedOutputTokens };
  if (from !== 'call') return { ...found, worstNanoUsd: 0, expectedNanoUsd: 0 };
  const layers = 'length' in call.parameters ? call.parameters : [call.parameters];
  const assumed = { max_tokens: assumedOutputTokens };
  const expected = await desk.estimate({ ...call, parameters: [...layers, assumed] });
  return {
    ...found,
    worstNanoUsd: longest.listCostNanoUsd,
    expectedNanoUsd: expected.listCostNanoUsd,
  };
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

/** One estimate per judge that would be called: the same for every case, a filler being graded. */
async function priceJudges(
  checks: readonly Check[],
  desk: EstimateOptions['desk'],
  { longest, assumed, usual }: AnswerLengths,
): Promise<JudgeEstimate[]> {
  const estimates: JudgeEstimate[] = [];
  for (const check of checks) {
    if (check.key !== 'judge') continue;
    const expected = await priceCall(fillerCall(check, assumed), desk, usual);
    if (expected.from !== 'call') continue;
    const worst =
      longest === undefined ? undefined : await priceCall(fillerCall(check, longest), desk, usual);
    const worstNanoUsd = worst?.worstNanoUsd;
    estimates.push({ ...expected, worstNanoUsd, alias: judgeAlias(check) });
  }
  return estimates;
}

function fillerCall(check: Check, tokens: number): ModelCall {
  return judgeCall(check, {
    rubric: String(check.argument),
    answer: fillerWord.repeat(Math.min(tokens, longestFiller)),
    repeat: 0,
    recording: undefined,
  });
}
