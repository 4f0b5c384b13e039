import type { PromptCost } from '../../proof/proof.ts';
import type { NanoUsd } from '../../units/nano-usd.ts';

/** What 1,000 calls of each changed prompt cost together, before and after. */
export interface CostChange {
  readonly base: NanoUsd;
  readonly head: NanoUsd;
  /** (head − base) ÷ base; `undefined` when base costs nothing. */
  readonly changeRatio: number | undefined;
}

/** Sum over the prompts known on both sides; `undefined` when there is none. */
export function costPerThousand(prompts: readonly PromptCost[]): CostChange | undefined {
  let base = 0;
  let head = 0;
  let known = 0;
  for (const prompt of prompts) {
    if (prompt.basePer1000NanoUsd === undefined || prompt.headPer1000NanoUsd === undefined)
      continue;
    base += prompt.basePer1000NanoUsd;
    head += prompt.headPer1000NanoUsd;
    known += 1;
  }
  if (known === 0) return undefined;
  return { base, head, changeRatio: base === 0 ? undefined : (head - base) / base };
}
