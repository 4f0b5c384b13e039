import { estimateInputTokens } from './estimate-input.ts';
import type { CallEstimate } from './model-desk.ts';
import type { ModelDirectory } from './model-directory.ts';
import type { PreparedCall } from './prepare-call.ts';
import { listCost } from './rates.ts';

/** What a prepared call could cost when its answer comes `from` there; sends nothing. */
export async function estimateCall(
  prepared: PreparedCall,
  from: CallEstimate['from'],
  directory: Pick<ModelDirectory, 'rates'>,
): Promise<CallEstimate> {
  const { request } = prepared;
  const inputTokens = await estimateInputTokens(request);
  const maxOutputTokens = request.parameters.max_tokens;
  const rateCard = await directory.rates(prepared);
  const isFree = prepared.model.provider.isScripted && !rateCard;
  const usage = { inputTokens, cachedInputTokens: undefined, outputTokens: maxOutputTokens };
  const list = isFree ? 0 : listCost(rateCard, usage);
  return {
    requestKey: prepared.key,
    from,
    inputTokens,
    maxOutputTokens,
    listCostNanoUsd: list,
    costNanoUsd: from === 'call' ? list : 0,
  };
}
