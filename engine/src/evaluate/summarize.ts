import type { NanoUsd } from '../units/nano-usd.ts';
import { type CaseTally, createCaseTally } from './case-tally.ts';
import type { VerdictRule } from './case-verdict.ts';
import { armKey } from './evaluation-plan.ts';
import type { CheckResult, EvaluationSummary, RunResult } from './results.ts';

/** Adds up an evaluation while it streams; keeps four counts per case and nothing of the results. */
export interface Summarizer {
  add(result: RunResult): void;
  /** The totals so far; of a stopped run, those of the cases that were reached. */
  summary(): EvaluationSummary;
}

/** A plan, or the header of its results. */
export interface SummarizedPlan {
  readonly suites: readonly {
    readonly arms: readonly (VerdictRule & Parameters<typeof armKey>[0])[];
  }[];
}

/**
 * A summarizer for a plan's results. Fresh runs that confirm flips may be added too: they count as
 * runs and money, not as cases.
 */
export function createSummarizer({ suites }: SummarizedPlan): Summarizer {
  const tallies = new Map<string, CaseTally>();
  for (const arm of suites.flatMap((suite) => suite.arms)) {
    tallies.set(armKey(arm), createCaseTally(arm));
  }
  const counts = {
    runs: 0,
    requests: 0,
    cached: 0,
    replayed: 0,
    scripted: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
  const money = { unknownCostCalls: 0, knownCostNanoUsd: 0 };
  let isUpperBound = false;
  let savedNanoUsd: NanoUsd | undefined = 0;
  return {
    add(result) {
      tallies.get(armKey(result))?.add(result);
      counts.runs += 1;
      counts.requests += result.requests;
      const source = result.source === undefined ? undefined : countOfSource[result.source];
      if (source !== undefined) counts[source] += 1;
      counts.inputTokens += result.usage?.inputTokens ?? 0;
      counts.outputTokens += result.usage?.outputTokens ?? 0;
      for (const cost of [result.answerCostNanoUsd, ...result.checks.flatMap(costsOfCheck)]) {
        if (cost === undefined) money.unknownCostCalls += 1;
        else money.knownCostNanoUsd += cost;
      }
      isUpperBound ||= result.isUpperBound;
      savedNanoUsd = plus(savedNanoUsd, result.savedNanoUsd);
    },
    summary() {
      const verdicts = { cases: 0, passed: 0, failed: 0, errors: 0, notExecuted: 0 };
      for (const tally of tallies.values()) {
        const found = tally.verdicts();
        verdicts.cases += tally.counts.size;
        verdicts.passed += found.passed;
        verdicts.failed += found.failed;
        verdicts.errors += found.error;
        verdicts.notExecuted += found['not-executed'];
      }
      const costNanoUsd = money.unknownCostCalls === 0 ? money.knownCostNanoUsd : undefined;
      return { ...verdicts, ...counts, ...money, costNanoUsd, isUpperBound, savedNanoUsd };
    },
  };
}

const countOfSource = {
  called: undefined,
  cache: 'cached',
  cassette: 'replayed',
  'cassette-local': 'replayed',
  scripted: 'scripted',
} as const;

/** Of a group each member's: one unknown price leaves the others known. */
function costsOfCheck({ costNanoUsd, members }: CheckResult): (NanoUsd | undefined)[] {
  return members === undefined ? [costNanoUsd] : members.flatMap(costsOfCheck);
}

function plus(sum: NanoUsd | undefined, amount: NanoUsd | undefined): NanoUsd | undefined {
  return sum === undefined || amount === undefined ? undefined : sum + amount;
}
