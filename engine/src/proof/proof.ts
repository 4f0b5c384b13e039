import type { Problem } from '../errors/problem.ts';
import type { ProblemCode } from '../errors/problem-codes.ts';
import type { ChangedAnswer, Comparison, Flip } from '../evaluate/comparison.ts';
import type { EvaluationSummary, GateMiss, SuiteOutcome } from '../evaluate/results.ts';
import type { Change } from '../library/change-set.ts';
import type { ChatMessage, JsonValue } from '../library/nodes.ts';
import type { CommentPolicy, GatePolicy } from '../library/project.ts';
import type { NanoUsd } from '../units/nano-usd.ts';

/**
 * The result of proofing one project of one change: everything a door shows, nothing it has to compute.
 * Holds no wall-clock time; equal inputs give an equal Proof.
 */
export interface Proof {
  readonly schema: 'galley-proof/v1';
  /** Project folder relative to the repository root; '' at the root. */
  readonly project: string;
  readonly revisions: {
    /** Merge-base: where base's documents come from. */
    readonly base: string;
    /** Commit id, or 'working tree'. */
    readonly head: string;
    readonly policy: {
      readonly ref: string;
      readonly commit: string;
      readonly from: 'base' | 'head' | 'defaults';
    };
  };
  /** Base's word on what is shown, and whether anything of it blocks. */
  readonly policy: {
    /** Under `observe` nothing blocks, and the exit code is 0. */
    readonly mode: GatePolicy['mode'];
    /** How much of models' answers the comment and the checks show; the Proof itself holds them whole. */
    readonly outputs: CommentPolicy['outputs'];
  };
  readonly changes: readonly Change[];
  /** Prompts that head holds: the "of 212" of the comment. */
  readonly promptCount: number;
  readonly validation: Validation;
  readonly renders: readonly RenderChange[];
  readonly evaluation: EvaluationProof;
  readonly cost: CostProof;
  /** What head changes in galley.yaml and in datasets' `data`, key by key, and from when each holds. */
  readonly policyChanges: readonly PolicyChange[];
  /** Everything that blocks or warns, worst first: what the comment calls "Must fix". */
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

export interface Verdict {
  /** `nothing`: nothing Galley reads changed, no comment is due. */
  readonly outcome: 'passed' | 'warned' | 'failed' | 'nothing';
  /**
   * The first that applies: 2 invalid documents, 4 budget, 3 a provider or the world failed,
   * 1 anything else that blocks, 0.
   */
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  /** For example "1 problem, 1 regression"; empty when nothing is wrong. */
  readonly headline: string;
}

export interface Validation {
  /** Files of documents that head holds. */
  readonly files: number;
  /** In changed or affected documents: these can fail the gate. */
  readonly problems: readonly Problem[];
  /** Already on base in files this change does not reach: shown, never failing. */
  readonly alreadyOnBase: readonly Problem[];
  /** Failed `of: rendered` checks on head, and cases it cannot render (check `renders`), once per case. */
  readonly renderedFailures: readonly RenderedFailure[];
}

export interface RenderedFailure {
  readonly suite: string;
  readonly target: string;
  readonly caseId: string;
  readonly check: string;
  readonly reason: string;
  /** Base failed the same check on the same case: shown, not blocking. */
  readonly isOnBase: boolean;
}

/** A prompt (or variant) whose closure changed, with what its cases render to on both sides. */
export interface RenderChange {
  readonly target: string;
  readonly file: string;
  readonly why: 'edited' | 'affected' | 'added' | 'removed' | 'renamed';
  /** Affected: `part:tone/formal` and so on, from the edited document to this prompt. */
  readonly through: readonly string[];
  /** The first case of each of up to three different diffs; empty when no case renders differently. */
  readonly cases: readonly RenderedCase[];
  readonly casesChanged: number;
  readonly casesRendered: number;
  /** Mean estimated tokens of the rendered messages; `undefined` where a side renders nothing. */
  readonly baseTokens: number | undefined;
  readonly headTokens: number | undefined;
  /** Why head or base could not be rendered; else what changed that no rendered text shows. */
  readonly note: string | undefined;
}

export interface RenderedCase {
  readonly caseId: string;
  readonly base: readonly ChatMessage[] | undefined;
  readonly head: readonly ChatMessage[] | undefined;
  /** Unified diff lines, `+`, `-` or space first; capped. */
  readonly diff: readonly string[];
  /** Cases with this very diff, this one included. */
  readonly sameDiffCases: number;
}

export interface EvaluationProof {
  /** Under `off` nothing here can fail the proof, and flips are not drawn again. */
  readonly gate: GatePolicy['evaluate'];
  readonly mode: 'replay' | 'auto' | 'record' | 'live';
  readonly seed: number;
  readonly suites: readonly SuiteComparison[];
  /**
   * Targets or suites that could not be judged, and why (an unsound prompt, a missing model …), also
   * those that only base could not be asked about.
   */
  readonly notJudged: readonly {
    readonly suite: string;
    readonly target: string | undefined;
    readonly reason: string;
  }[];
  /** Suites that the change reaches and that run nightly or by name only. */
  readonly otherTimes: readonly { readonly suite: string; readonly when: 'nightly' | 'manual' }[];
  /** Changed prompts that no suite evaluates. */
  readonly notCovered: readonly string[];
  readonly weakened: readonly WeakenedSuite[];
  /** Expectations that head edited: both sides are judged by the new one. */
  readonly editedExpectations: readonly {
    readonly suite: string;
    readonly caseId: string;
    readonly base: JsonValue | undefined;
    readonly head: JsonValue | undefined;
  }[];
  readonly base: EvaluationSummary;
  readonly head: EvaluationSummary;
  /** Answered by a fake, free model: the numbers test the plumbing, not a model. */
  readonly usesScripted: boolean;
  /** Answers that only this checkout recorded. */
  readonly usesLocalRecordings: boolean;
}

/** One suite × target × model, base against head on the same cases. */
export interface SuiteComparison {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
  readonly file: string;
  readonly base: SuiteOutcome | undefined;
  readonly head: SuiteOutcome;
  readonly pairedCases: number;
  readonly repeats: number;
  /** The suite's word on inconclusive verdicts. */
  readonly whenUnsure: 'pass' | 'warn' | 'block';
  /** The pass rate first, then one comparison per check. */
  readonly comparisons: readonly Comparison[];
  readonly flips: readonly Flip[];
  /** Paired cases whose answer text differs. */
  readonly changedAnswers: readonly ChangedAnswer[];
  readonly answersCompared: number;
}

export interface WeakenedSuite {
  readonly suite: string;
  readonly file: string;
  /** What differs from base in anything but additions, one sentence each. */
  readonly differences: readonly string[];
  /** Outcomes of base's suite on head's prompts. */
  readonly outcomes: readonly SuiteOutcome[];
  /** True when base's suite fails on head: blocks unless the policy says otherwise. */
  readonly isFailing: boolean;
}

export interface CostProof {
  /** Spent by this proof on both sides, judges and confirmations included. */
  readonly runNanoUsd: NanoUsd | undefined;
  readonly knownRunNanoUsd: NanoUsd;
  readonly unknownCostCalls: number;
  readonly isUpperBound: boolean;
  readonly savedNanoUsd: NanoUsd | undefined;
  readonly capNanoUsd: NanoUsd | undefined;
  /** Per changed prompt and model: mean list cost over its cases, per 1,000 calls. */
  readonly prompts: readonly PromptCost[];
}

export interface PromptCost {
  readonly target: string;
  readonly model: string;
  /** Calls a month by base's `usage`; `undefined` where it does not say. */
  readonly callsPerMonth: number | undefined;
  readonly basePer1000NanoUsd: NanoUsd | undefined;
  readonly headPer1000NanoUsd: NanoUsd | undefined;
  /** (head − base) ÷ base, as a ratio; `undefined` when either is unknown or base is 0. */
  readonly changeRatio: number | undefined;
  readonly baseInputTokens: number | undefined;
  readonly headInputTokens: number | undefined;
  readonly baseOutputTokens: number | undefined;
  readonly headOutputTokens: number | undefined;
  readonly baseLatencyP95Ms: number | undefined;
  readonly headLatencyP95Ms: number | undefined;
}

export interface PolicyChange {
  /** Path in galley.yaml, for example `budgets.run_usd`; or `datasets/support/refunds: data`. */
  readonly key: string;
  readonly base: JsonValue | undefined;
  readonly head: JsonValue | undefined;
  /** `now`: stricter, so it holds already; `after-merge`; `now-as-content`: models. */
  readonly applies: 'now' | 'after-merge' | 'now-as-content';
}

/** One reason for the verdict. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'problem'
    | 'rendered-check-failed'
    | 'worse'
    | 'inconclusive'
    | 'flip-confirmed'
    | 'hard-check-failed'
    | 'minimum-missed'
    | 'suite-weakened'
    | 'not-executed'
    | 'provider-error'
    | 'budget'
    | 'cost-increase'
    | 'version-bump';
  /** One plain sentence. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly suite?: string;
  readonly target?: string;
  readonly model?: string;
  /** Name of the check, or `pass rate`. */
  readonly check?: string;
  readonly caseId?: string;
  /** Of `problem` and `version-bump`: the problem's own code. */
  readonly problemCode?: ProblemCode;
  /** Of `minimum-missed`: which limit, to be found among the suite's misses on head. */
  readonly gate?: GateMiss['gate'];
}
