import { describe, expect, it } from 'vitest';
import type { CallEstimate, ModelCall } from '../models/model-desk.ts';
import { estimateEvaluation } from './estimate.ts';
import { planEvaluation } from './plan-evaluation.ts';
import {
  casesOf,
  checkOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from './testing/library-in-memory.ts';

const polite = checkOf('judge', 'The reply is polite.', { name: 'polite' });

function planOf({ repeats = 1, judged = false } = {}) {
  const checks = judged ? [checkOf('contains', 'Acme'), polite] : [checkOf('contains', 'Acme')];
  const cases = casesOf(['Hello', 'Goodbye']);
  const suite = suiteOf('support/reply', { cases, checks, repeats });
  const prompts = [promptOf('support/reply', 'Reply: {{ message }}')];
  return planEvaluation(libraryOf({ prompts, suites: [suite] }), { side: 'head', mode: 'auto' });
}

/** A desk where input costs 1 and output 10 nano-dollars a token; a word of input is a token. */
function deskPricing(
  from: (call: ModelCall) => CallEstimate['from'] = () => 'call',
  { isBounded = true, isPriced = true, isExact = true, limit = 400 } = {},
) {
  return {
    async estimate(call: ModelCall): Promise<CallEstimate> {
      const layers = 'length' in call.parameters ? call.parameters : [call.parameters];
      const given = layers
        .map((layer) => layer?.max_tokens)
        .findLast((limit) => limit !== undefined);
      const maxOutputTokens = given ?? (isBounded ? limit : undefined);
      const words = call.messages.flatMap((message) => message.content.trim().split(/\s+/));
      const inputTokens = words.length;
      const list =
        isPriced && maxOutputTokens !== undefined ? inputTokens + 10 * maxOutputTokens : undefined;
      const where = from(call);
      return {
        requestKey: 'a request',
        from: where,
        inputTokens,
        isInputExact: isExact,
        maxOutputTokens,
        listCostNanoUsd: list,
        costNanoUsd: where === 'call' ? list : 0,
      };
    },
  };
}

describe('estimateEvaluation', () => {
  it('bills every call at the longest and at the assumed answer', async () => {
    const plan = planOf({ repeats: 3 });
    const estimate = await estimateEvaluation(plan, { render: renderMessage, desk: deskPricing() });
    expect(estimate).toEqual({
      models: [
        {
          model: 'default-chat',
          calls: 6,
          judgeCalls: 0,
          inputTokens: 12,
          isInputExact: true,
          worstNanoUsd: 6 * (2 + 4_000),
          expectedNanoUsd: 6 * (2 + 2_000),
        },
      ],
      calls: 6,
      answered: 0,
      notExecuted: 0,
      months: [],
      worstNanoUsd: 6 * (2 + 4_000),
      expectedNanoUsd: 6 * (2 + 2_000),
      assumedOutputTokens: 200,
      unknownPrices: [],
      unbounded: [],
    });
  });

  it('tells exact counts of input from estimates, which questions to judges always are', async () => {
    const exactness = async (isExact: boolean) => {
      const desk = deskPricing(undefined, { isExact });
      const options = { render: renderMessage, desk };
      const { models } = await estimateEvaluation(planOf({ judged: true }), options);
      return Object.fromEntries(models.map(({ model, isInputExact }) => [model, isInputExact]));
    };
    expect(await exactness(true)).toEqual({ 'default-chat': true, judge: false });
    expect(await exactness(false)).toEqual({ 'default-chat': false, judge: false });
  });

  it('takes no answer to be longer than `max_tokens`, also one that is graded', async () => {
    const desk = deskPricing(undefined, { limit: 20 });
    const estimate = await estimateEvaluation(planOf({ judged: true }), {
      render: renderMessage,
      desk,
    });
    expect(estimate).toMatchObject({ calls: 4, assumedOutputTokens: 20 });
    expect(estimate.expectedNanoUsd).toBe(estimate.worstNanoUsd);
  });

  it('counts one judge call per draw, more for longer answers to grade', async () => {
    const plan = planOf({ repeats: 2, judged: true });
    const estimate = await estimateEvaluation(plan, { render: renderMessage, desk: deskPricing() });
    const judge = estimate.models.find((model) => model.model === 'judge');
    expect(judge).toMatchObject({ calls: 4, judgeCalls: 4 });
    expect(estimate.calls).toBe(8);
    const fixedWords = (judge?.expectedNanoUsd ?? 0) / 4 - 2_000 - 200;
    expect(judge?.worstNanoUsd).toBe(4 * (fixedWords + 400 + 4_000));
  });

  it('bills nothing that is recorded, cached, scripted or forbidden', async () => {
    const answered = deskPricing((call) =>
      call.recording?.caseId === 'case-1' ? 'cache' : 'cassette',
    );
    expect(
      await estimateEvaluation(planOf(), { render: renderMessage, desk: answered }),
    ).toMatchObject({
      calls: 0,
      answered: 2,
      notExecuted: 0,
      worstNanoUsd: 0,
      expectedNanoUsd: 0,
      models: [],
    });
    const none = deskPricing(() => 'none');
    const plan = planOf({ judged: true });
    expect(await estimateEvaluation(plan, { render: renderMessage, desk: none })).toMatchObject({
      calls: 0,
      answered: 0,
      notExecuted: 2,
    });
  });

  it('asks base’s desk about judges', async () => {
    const plan = planOf({ judged: true });
    const scripted = deskPricing(() => 'scripted');
    const options = { render: renderMessage, desk: scripted, judgeDesk: deskPricing() };
    const estimate = await estimateEvaluation(plan, options);
    expect(estimate.models.map((model) => [model.model, model.calls])).toEqual([['judge', 2]]);
    expect(estimate.answered).toBe(2);
  });

  it('lists unknown prices and unbounded answers, and totals neither', async () => {
    const unpriced = deskPricing(undefined, { isPriced: false });
    expect(
      await estimateEvaluation(planOf(), { render: renderMessage, desk: unpriced }),
    ).toMatchObject({
      calls: 2,
      worstNanoUsd: undefined,
      expectedNanoUsd: undefined,
      unknownPrices: ['default-chat'],
      unbounded: [],
    });
    const endless = deskPricing(undefined, { isBounded: false });
    expect(
      await estimateEvaluation(planOf(), { render: renderMessage, desk: endless }),
    ).toMatchObject({
      worstNanoUsd: undefined,
      expectedNanoUsd: 2 * (2 + 2_000),
      unknownPrices: [],
      unbounded: ['default-chat'],
    });
  });
});
