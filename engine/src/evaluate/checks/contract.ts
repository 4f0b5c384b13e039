import type { Case, ChatMessage, Check, CheckKey, JsonValue, Tool } from '../../library/nodes.ts';
import type { CommandDeclaration } from '../../library/project.ts';
import type { AskResult, ModelCall } from '../../models/model-desk.ts';
import type { ProviderAnswer, ToolCall, Usage } from '../../models/providers/contract.ts';
import type { Programs } from '../../ports/programs.ts';
import type { NanoUsd } from '../../units/nano-usd.ts';
import type { CheckResult } from '../results.ts';

/** What a check looks at: one case, its rendered messages and one answer to them. */
export interface CheckSubject {
  readonly case: Case;
  readonly rendered: readonly ChatMessage[];
  /** `undefined` while only `of: rendered` checks can be judged. */
  readonly answer: SubjectAnswer | undefined;
  /** Index of the draw; a judge's answer is drawn with it too. */
  readonly repeat: number;
}

export interface SubjectAnswer {
  readonly text: string;
  /** Parsed JSON under `format: json`; the text when it is no bare JSON, and under `format: text`. */
  readonly output: JsonValue;
  /** True when `output` is the text. */
  readonly isText: boolean;
  /** Why `output` is the text although the prompt asks for JSON. */
  readonly jsonFault: string | undefined;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: ProviderAnswer['finishReason'];
  readonly usage: Usage;
  readonly latencyMs: number;
  /** One uncached call; `undefined` when the price is unknown. */
  readonly listCostNanoUsd: NanoUsd | undefined;
}

/** What a check says about a subject, before `not` is applied. */
export type Finding =
  | {
      readonly kind: 'judged';
      readonly holds: boolean;
      /** Completes "expected output …": `to contain “Acme”`. */
      readonly wanted: string;
      /** What was there instead, shown; the value itself when left out. */
      readonly got?: string;
      /** 0..1, for checks that grade; 1 or 0 when left out. */
      readonly score?: number;
      readonly spent?: Spent;
      readonly members?: readonly CheckResult[];
    }
  /** No verdict is possible: an unknown price, a judge that failed. An error, never a pass. */
  | {
      readonly kind: 'error' | 'not-executed';
      readonly reason: string;
      readonly spent?: Spent;
      readonly members?: readonly CheckResult[];
    };

/** What a check's own model calls cost. */
export interface Spent {
  readonly costNanoUsd: NanoUsd | undefined;
  readonly savedNanoUsd: NanoUsd | undefined;
  readonly isUpperBound: boolean;
  readonly requests: number;
}

/** The value that `of` names, with whether it is the raw text of an answer. */
export interface CheckedValue {
  readonly value: JsonValue;
  readonly isRawText: boolean;
}

/** A check with its argument parsed, compiled once and used for every case. */
export type PreparedCheck = (
  checked: CheckedValue,
  subject: CheckSubject,
) => Finding | Promise<Finding>;

/** Asks a model for a judge; the suite and case say which recording the answer belongs to. */
export type AskJudge = (call: ModelCall, signal: AbortSignal) => Promise<AskResult>;

/** What a check may use beyond its subject. */
export interface CheckTools {
  readonly suite: string;
  /** The tools that the prompt under test declares. */
  readonly promptTools: readonly Tool[];
  readonly askJudge: AskJudge;
  /** Programs that `command` checks may name, as galley.yaml in force has them. */
  readonly commands?: ReadonlyMap<string, CommandDeclaration>;
  /** Runs them; absent where the door runs none. */
  readonly programs?: Programs;
  readonly signal: AbortSignal;
}

/** What a plug may use beyond that: how the members of a group are prepared. */
export interface PlugTools extends CheckTools {
  prepareMember(check: Check): PreparedMember;
}

/** The result of a check on a subject; what it spent is pushed. */
export type PreparedMember = (
  subject: CheckSubject,
  spent: Spent[],
) => CheckResult | Promise<CheckResult>;

/** One kind of check. */
export interface CheckPlug {
  readonly key: CheckKey;
  /** False when the check looks at the call itself and `of` means nothing (latency, cost). */
  readonly readsValue: boolean;
  /** What its reasons call what it looks at, when it reads no value: `the answer`; default `the call`. */
  readonly subject?: string;
  /** True when it asks a model or a program, so that it is never free, whatever `of` names. */
  readonly asks?: true;
  /** True when its score is more than pass or fail, so that comparisons look at the score. */
  readonly grades?: true;
  /** Parses and compiles the check's argument, once per suite and prompt. */
  prepare(check: Check, tools: PlugTools): PreparedCheck;
}
