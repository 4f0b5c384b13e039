import type { NanoUsd } from '../units/nano-usd.ts';

/** What the calls to one model would cost. */
export interface ModelEstimate {
  /** The alias. */
  readonly model: string;
  readonly calls: number;
  /** Of these calls, how many are for judges. */
  readonly judgeCalls: number;
  /** Of all of them. */
  readonly inputTokens: number;
  /** True when every one was counted with the model's own tokenizer; else an estimate. */
  readonly isInputExact: boolean;
  readonly worstNanoUsd: NanoUsd | undefined;
  readonly expectedNanoUsd: NanoUsd | undefined;
}

/** One call as estimated. */
export interface CallPrices {
  readonly inputTokens: number;
  readonly isInputExact: boolean;
  /** The answer as long as `max_tokens` lets it be; `undefined`: unknown price, or unbounded. */
  readonly worstNanoUsd: NanoUsd | undefined;
  /** The answer as long as one assumes; `undefined`: unknown price. */
  readonly expectedNanoUsd: NanoUsd | undefined;
}

/** Adds up estimated calls by model. */
export interface EstimateBill {
  add(model: string, prices: CallPrices, isJudge: boolean): void;
  total(): EstimateTotal;
}

export interface EstimateTotal {
  /** Sorted by alias; judges are models like any other. */
  readonly models: readonly ModelEstimate[];
  readonly calls: number;
  /** Every answer as long as `max_tokens` lets it be, no retries; `undefined` when any is unknown. */
  readonly worstNanoUsd: NanoUsd | undefined;
  /** Every answer of the assumed length, no retries; `undefined` when any price is unknown. */
  readonly expectedNanoUsd: NanoUsd | undefined;
  /** Aliases whose calls have no known price, sorted. */
  readonly unknownPrices: readonly string[];
  /** Aliases with a price whose answers no `max_tokens` bounds, sorted. */
  readonly unbounded: readonly string[];
}

type Sum = { -readonly [Key in keyof ModelEstimate]: ModelEstimate[Key] };

/** An empty bill. */
export function createEstimateBill(): EstimateBill {
  const sums = new Map<string, Sum>();
  return {
    add(model, prices, isJudge) {
      const sum = sums.get(model) ?? emptySum(model);
      sums.set(model, sum);
      sum.calls += 1;
      if (isJudge) sum.judgeCalls += 1;
      sum.inputTokens += prices.inputTokens;
      sum.isInputExact &&= prices.isInputExact;
      sum.worstNanoUsd = plus(sum.worstNanoUsd, prices.worstNanoUsd);
      sum.expectedNanoUsd = plus(sum.expectedNanoUsd, prices.expectedNanoUsd);
    },
    total() {
      const models = [...sums.values()].sort((a, b) => (a.model < b.model ? -1 : 1));
      const named = (has: (sum: Sum) => boolean) => models.filter(has).map(({ model }) => model);
      return {
        models: models.map((sum) => ({ ...sum })),
        calls: models.reduce((calls, sum) => calls + sum.calls, 0),
        worstNanoUsd: models.map((sum) => sum.worstNanoUsd).reduce(plus, 0),
        expectedNanoUsd: models.map((sum) => sum.expectedNanoUsd).reduce(plus, 0),
        unknownPrices: named((sum) => sum.expectedNanoUsd === undefined),
        unbounded: named(
          (sum) => sum.worstNanoUsd === undefined && sum.expectedNanoUsd !== undefined,
        ),
      };
    },
  };
}

function emptySum(model: string): Sum {
  const nothing = { inputTokens: 0, isInputExact: true, worstNanoUsd: 0, expectedNanoUsd: 0 };
  return { model, calls: 0, judgeCalls: 0, ...nothing };
}

function plus(sum: NanoUsd | undefined, amount: NanoUsd | undefined): NanoUsd | undefined {
  return sum === undefined || amount === undefined ? undefined : sum + amount;
}
