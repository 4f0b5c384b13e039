import type { ChatMessage, JsonValue } from '../library/nodes.ts';
import type { AnswerOutcome } from '../models/answer.ts';
import type { ToolCall, Usage } from '../models/providers/contract.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { RunAlert } from './find-alerts.ts';

/** One check on one answer. */
export interface CheckResult {
  readonly name: string;
  readonly key: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-executed';
  /** 1 or 0 for plain checks, the judge's score for judges (0..1); `undefined` when not judged. */
  readonly score: number | undefined;
  /** Why, in one sentence: expected and got, shortened. */
  readonly reason: string | undefined;
  readonly isHard: boolean;
  /** `undefined`: the case needs this check to pass. */
  readonly weight: number | undefined;
  /** Judges cost money; plain checks 0. */
  readonly costNanoUsd: NanoUsd | undefined;
  readonly savedNanoUsd: NanoUsd | undefined;
  /** HTTP requests that a judge's calls took; absent for checks that ask nobody. */
  readonly requests?: number;
  /** Of a group: how each check in it went; their money is in the group's own. */
  readonly members?: readonly CheckResult[];
}

/** One draw: one case of one suite for one target and model. */
export interface RunResult {
  readonly suite: string;
  /** `support/refund` or `support/refund+terse`. */
  readonly target: string;
  readonly model: string;
  readonly caseId: string;
  readonly group: string | undefined;
  readonly tags: readonly string[];
  /** 0-based. */
  readonly repeat: number;
  /** `error`: the provider or a judge failed; `not-executed`: mode or missing base input forbade it. */
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-executed';
  /** Why there is no verdict, for `error` and `not-executed`. */
  readonly reason: string | undefined;
  readonly checks: readonly CheckResult[];
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** What the case expects; `undefined` when it names nothing. */
  readonly expected?: JsonValue | undefined;
  readonly rendered: readonly ChatMessage[] | undefined;
  readonly text: string | undefined;
  /** Parsed JSON under `format: json`, else the text. */
  readonly output: JsonValue | undefined;
  readonly toolCalls: readonly ToolCall[];
  readonly usage: Usage | undefined;
  readonly latencyMs: number | undefined;
  readonly source: Extract<AnswerOutcome, { kind: 'answered' }>['source'] | undefined;
  /** The answer and its judges: spent by this run; `undefined` when any price is unknown. */
  readonly costNanoUsd: NanoUsd | undefined;
  /** The part of it that the answer cost, judges excluded. */
  readonly answerCostNanoUsd: NanoUsd | undefined;
  readonly isUpperBound: boolean;
  readonly savedNanoUsd: NanoUsd | undefined;
  /** One uncached call of the prompt alone, judges excluded. */
  readonly listCostNanoUsd: NanoUsd | undefined;
  readonly requests: number;
  /** What guardrails suspect in what was sent and in the answer; absent where none look. */
  readonly alerts?: readonly RunAlert[] | undefined;
  /** Identity of the model request, for reusing an answer on the other side; hexadecimal sha256. */
  readonly requestKey: string | undefined;
}

/**
 * Totals of an evaluation. `cases`, `passed`, `failed`, `errors` and `notExecuted` count a case once
 * per suite, target and model, judged over its repeats; `runs` counts draws. Money is `undefined` when a
 * price is unknown, never 0.
 */
export interface EvaluationSummary {
  readonly cases: number;
  readonly runs: number;
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly notExecuted: number;
  /** HTTP requests sent, judges and retries included. */
  readonly requests: number;
  /** Draws whose answer came from the answer cache. */
  readonly cached: number;
  /** Draws whose answer came from a cassette. */
  readonly replayed: number;
  readonly scripted: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNanoUsd: NanoUsd | undefined;
  /** Calls whose price is unknown; their cost is in no total. */
  readonly unknownCostCalls: number;
  /** The known part of the cost. */
  readonly knownCostNanoUsd: NanoUsd;
  readonly isUpperBound: boolean;
  readonly savedNanoUsd: NanoUsd | undefined;
}

/** How one suite went for one target and model on one side. */
export interface SuiteOutcome {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
  readonly cases: number;
  readonly passedCases: number;
  readonly failedCases: number;
  readonly errorCases: number;
  readonly notExecutedCases: number;
  /** Share of executed cases that passed (k of n repeats), 0..1; `undefined` when none was executed. */
  readonly passRate: number | undefined;
  /** 95 % Wilson interval of `passRate`. */
  readonly passRateInterval: readonly [number, number] | undefined;
  readonly checks: readonly CheckOutcome[];
  /**
   * Mean over cases of the weighted mean of their checks, 0..1, unweighted checks counting 1;
   * `undefined` when nothing was judged.
   */
  readonly score: number | undefined;
  /** Cases with mixed results over their repeats. */
  readonly flakyCases: readonly string[];
  readonly meanListCostNanoUsd: number | undefined;
  readonly latencyP50Ms: number | undefined;
  readonly latencyP95Ms: number | undefined;
  /** What guardrails found, by kind; absent where none look. Alerts never fail anything. */
  readonly alerts?: readonly AlertCount[];
  /** Absolute gates of the suite that this outcome misses. */
  readonly misses: readonly GateMiss[];
}

/** One kind of find of guardrails, with one example, masked. */
export interface AlertCount extends RunAlert {
  /** Different cases it was found in. */
  readonly cases: number;
  /** The first of them. */
  readonly caseId: string;
}

export interface CheckOutcome {
  readonly name: string;
  readonly key: string;
  readonly weight: number | undefined;
  readonly isHard: boolean;
  /** Mean over cases of the mean over repeats, 0..1. */
  readonly score: number | undefined;
  readonly interval: readonly [number, number] | undefined;
  readonly judged: number;
}

export interface GateMiss {
  readonly gate: 'pass_rate.min' | 'cost_per_run_usd.max' | 'latency_p95_ms.max' | 'hard' | 'sql';
  /** Of `sql`: the check's name. */
  readonly check?: string;
  readonly wanted: number;
  /** `undefined` when it cannot be known (an unknown price): that is a miss, never a pass. */
  readonly got: number | undefined;
  /** One sentence for people. */
  readonly message: string;
}
