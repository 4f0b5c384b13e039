import type { AnswerOutcome } from '../models/answer.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { CallTotals } from './run-record.ts';

/** Adds up the calls of a run, in all, by model and by prompt. */
export interface Tally {
  add(call: {
    readonly model: string;
    readonly prompt: string;
    readonly outcome: AnswerOutcome;
  }): void;
  /** Adds what calls cost that were cut off without an outcome, at their worst case. */
  addCutOff(costNanoUsd: NanoUsd): void;
  totals(): CallTotals;
  byModel(): Readonly<Record<string, CallTotals>>;
  byPrompt(): Readonly<Record<string, CallTotals>>;
}

type Sum = { -readonly [Key in keyof CallTotals]-?: CallTotals[Key] };

/** A tally with nothing in it. */
export function createTally(): Tally {
  const all = emptySum();
  const models = new Map<string, Sum>();
  const prompts = new Map<string, Sum>();
  return {
    add({ model, prompt, outcome }) {
      for (const sum of [all, sumOf(models, model), sumOf(prompts, prompt)]) count(sum, outcome);
    },
    addCutOff(costNanoUsd) {
      if (costNanoUsd <= 0) return;
      all.knownCostNanoUsd += costNanoUsd;
      if (all.costNanoUsd !== null) all.costNanoUsd += costNanoUsd;
      all.isUpperBound = true;
    },
    totals: () => ({ ...all }),
    byModel: () => sorted(models),
    byPrompt: () => sorted(prompts),
  };
}

function count(sum: Sum, outcome: AnswerOutcome): void {
  sum.calls++;
  sum.requestsSent += outcome.requests;
  if (outcome.kind === 'not-executed') {
    sum.notExecuted++;
    return;
  }
  if (outcome.costNanoUsd === undefined) {
    sum.unknownCostCalls++;
    sum.costNanoUsd = null;
  } else {
    sum.knownCostNanoUsd += outcome.costNanoUsd;
    if (sum.costNanoUsd !== null) sum.costNanoUsd += outcome.costNanoUsd;
  }
  sum.isUpperBound ||= outcome.isUpperBound;
  if (outcome.kind === 'error') {
    sum.failed++;
    return;
  }
  if (outcome.source === 'cache') sum.cached++;
  if (outcome.source === 'scripted') sum.scripted++;
  if (outcome.source === 'cassette' || outcome.source === 'cassette-local') sum.replayed++;
  const { inputTokens = 0, outputTokens = 0 } = outcome.answer.usage;
  sum.inputTokens += inputTokens;
  sum.outputTokens += outputTokens;
  if (outcome.source === 'called') sum.billedTokens += inputTokens + outputTokens;
  sum.savedNanoUsd += outcome.savedNanoUsd ?? 0;
}

function sumOf(sums: Map<string, Sum>, name: string): Sum {
  const sum = sums.get(name) ?? emptySum();
  sums.set(name, sum);
  return sum;
}

function emptySum(): Sum {
  return {
    calls: 0,
    requestsSent: 0,
    cached: 0,
    replayed: 0,
    scripted: 0,
    failed: 0,
    notExecuted: 0,
    inputTokens: 0,
    outputTokens: 0,
    billedTokens: 0,
    costNanoUsd: 0,
    knownCostNanoUsd: 0,
    unknownCostCalls: 0,
    isUpperBound: false,
    savedNanoUsd: 0,
  };
}

function sorted(sums: ReadonlyMap<string, Sum>): Record<string, CallTotals> {
  const entries = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, sum]) => [name, { ...sum }]));
}
