import type { NanoUsd } from '../units/nano-usd.ts';
import type { Answered } from './answer.ts';
import type { ProviderAnswer } from './providers/contract.ts';

/**
 * An answer that nothing was sent for.
 * @param listCostNanoUsd what one uncached call would cost; `undefined` when unknown
 */
export function freeAnswer(
  answer: ProviderAnswer,
  source: Exclude<Answered['source'], 'called'>,
  listCostNanoUsd: NanoUsd | undefined,
): Answered {
  return {
    kind: 'answered',
    answer,
    source,
    costNanoUsd: 0,
    isUpperBound: false,
    listCostNanoUsd,
    savedNanoUsd: source === 'scripted' ? 0 : listCostNanoUsd,
    requests: 0,
  };
}
