import { estimateInput } from './estimate-input.ts';
import type { CallEstimate } from './model-desk.ts';
import type { ModelDirectory } from './model-directory.ts';
import type { PreparedCall } from './prepare-call.ts';
import { possibleRateCards, rateCardFor } from './price-list.ts';
import { listCost } from './rates.ts';
import { boundedBySent, worstCaseCost } from './worst-case.ts';

/** What a prepared call could cost when its answer comes `from` there; sends nothing. */
export async function estimateCall(
  prepared: PreparedCall,
  from: CallEstimate['from'],
  directory: Pick<ModelDirectory, 'prices'>,
): Promise<CallEstimate> {
  const { request, model } = prepared;
  const { tokens: inputTokens, isExact } = await estimateInput(request, model.provider);
  const bounded = boundedBySent(request, model.provider);
  const maxOutputTokens = request.task === 'embedding' ? 0 : bounded.parameters.max_tokens;
  const prices = await directory.prices(model);
  const rateCard = rateCardFor(prices, request);
  const isFree = model.provider.isScripted && !rateCard;
  const usage = { inputTokens, cachedInputTokens: undefined, outputTokens: maxOutputTokens };
  const list = isFree ? 0 : listCost(rateCard, usage);
  const worst = isFree ? 0 : worstCaseCost(bounded, possibleRateCards(prices, request));
  return {
    requestKey: prepared.key,
    from,
    inputTokens,
    isInputExact: isExact,
    maxOutputTokens,
    listCostNanoUsd: list,
    costNanoUsd: from === 'call' ? worst : 0,
  };
}
