import type { Problem } from '../errors/problem.ts';
import type { ChatMessage } from '../units/chat-message.ts';
import type { JsonValue } from '../units/json-value.ts';
import type { DefaultsSource } from './defaults-source.ts';
import type { SourceTree } from './source-tree.ts';

/** A document of a library as plain JSON; `plainNode` of `keyless-child` makes one, `nodeFrom` reads it. */
export type PlainNode = { readonly [key: string]: JsonValue };

/** Documents to load with what they reach, by id; a kind left out loads none of it. */
export interface DocumentSelection {
  readonly prompts?: readonly string[];
  readonly parts?: readonly string[];
  readonly datasets?: readonly string[];
  readonly suites?: readonly string[];
}

/** Everything that a project folder holds, as facts; `libraryFrom` of `keyless-child` reads it. */
export interface PlainLibrary {
  readonly label: string;
  readonly project: PlainNode;
  readonly nodes: readonly PlainNode[];
  /** `kind:id` of every document that has an error or reaches one. */
  readonly unsound: readonly string[];
  /** Sorted by file, line, column. */
  readonly problems: readonly Problem[];
  readonly otherFiles: readonly string[];
  /** Path and text of the files that scripted providers name. */
  readonly scriptedFiles: readonly (readonly [path: string, text: string])[];
  readonly fileCount: number;
}

/** One set of inputs to render a prompt with. */
export interface PlainInputs {
  readonly inputs: { readonly [name: string]: JsonValue };
  readonly history?: readonly ChatMessage[];
}

export interface RenderCasesRequest {
  /** A sound prompt. */
  readonly prompt: PlainNode;
  readonly variant?: string;
  /** Every part that the prompt reaches. */
  readonly parts: readonly PlainNode[];
  readonly cases: readonly PlainInputs[];
}

/** A refusal that one case caused, with the place in its YAML file in `data`. */
export interface CaseFault {
  readonly code: 'input-invalid' | 'template-runtime' | 'template-limit' | 'template-syntax';
  readonly message: string;
  readonly hint?: string;
  readonly data: { readonly [key: string]: JsonValue };
}

/** One case rendered, or why it cannot be. */
export type RenderedCase =
  | {
      readonly messages: readonly ChatMessage[];
      /** Every declared input with the value that was used. */
      readonly inputsUsed: { readonly [name: string]: JsonValue };
      readonly fault?: undefined;
    }
  | { readonly messages?: undefined; readonly fault: CaseFault };

export interface ReadTableRequest {
  /** At most 64 MiB. */
  readonly bytes: Uint8Array;
  /** Path relative to the project, for problems. */
  readonly file: string;
  readonly format: 'jsonl' | 'json' | 'csv';
  readonly columns?: {
    readonly id?: string;
    readonly inputs?: { readonly [name: string]: string };
    readonly expected?: { readonly [name: string]: string };
    readonly tags?: string;
    readonly group?: string;
  };
  /** Inputs of the prompts that read the table; without it every CSV column may be an input. */
  readonly knownInputs?: readonly string[];
}

export interface PlainTableCase extends PlainInputs {
  readonly id: string;
  /** False when the id is the hash of the inputs. */
  readonly hasOwnId: boolean;
  readonly expected?: JsonValue;
  /** True for CSV: cells are text, whatever type of answer they are compared with. */
  readonly isExpectedText?: true;
  /** Checks of this row alone, as they are written. */
  readonly checks?: readonly JsonValue[];
  readonly tags: readonly string[];
  readonly group?: string;
  /** Line on which the row starts, from 1. */
  readonly line: number;
}

export interface PlainTable {
  readonly cases: readonly PlainTableCase[];
  readonly problems: readonly Problem[];
}

export interface MatchPatternRequest {
  /** RE2. */
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** Whether the pattern occurs in each text (`null`: the text is too long for it), or why it is no pattern. */
export type MatchedPattern =
  | { readonly matches: readonly (boolean | null)[]; readonly fault?: undefined }
  | {
      readonly matches?: undefined;
      readonly fault: { readonly message: string; readonly offset: number; readonly hint?: string };
    };

export interface ValidateValuesRequest {
  /** JSON Schema (2020-12); interpreted, never compiled. */
  readonly schema: JsonValue;
  readonly values: readonly JsonValue[];
}

/** Why each value does not fit (empty when it does), or everything that is wrong with the schema. */
export type ValidatedValues =
  | {
      readonly valueFaults: readonly (readonly PlainValueFault[])[];
      readonly schemaFaults?: undefined;
    }
  | {
      readonly valueFaults?: undefined;
      readonly schemaFaults: readonly {
        readonly pointer: string;
        readonly message: string;
        readonly hint?: string;
      }[];
    };

export interface PlainValueFault {
  readonly pointer: string;
  readonly keyword: string;
  readonly expected: string;
  readonly got: string;
  readonly message: string;
}

/** A check of a suite; judges are not taken, since they call a model. */
export interface PlainCheck {
  readonly key: string;
  readonly argument: JsonValue;
  readonly name: string;
  readonly of: string;
  readonly isNegated: boolean;
  readonly weight?: number | undefined;
  readonly isHard: boolean;
  /** Of a group: the checks in it. */
  readonly members?: readonly PlainCheck[];
}

/** What checks look at: a case, its messages, and an answer where there is one. */
export interface PlainSubject {
  readonly case: PlainInputs & {
    readonly id: string;
    readonly expected?: JsonValue;
    readonly isExpectedText?: true;
  };
  readonly rendered: readonly ChatMessage[];
  /** Absent: only `of: rendered` checks are judged, the others are `not-executed`. */
  readonly answer?: {
    readonly text: string;
    readonly output: JsonValue;
    /** True when `output` is the text. */
    readonly isText: boolean;
    /** Why `output` is the text although the prompt asks for JSON. */
    readonly jsonFault?: string | undefined;
    readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonValue }[];
    /** Default `other`. */
    readonly finishReason?: 'stop' | 'length' | 'tool-calls' | 'refusal' | 'other';
    readonly usage: {
      readonly inputTokens?: number | undefined;
      readonly cachedInputTokens?: number | undefined;
      readonly outputTokens?: number | undefined;
    };
    readonly latencyMs: number;
    readonly listCostNanoUsd?: number | undefined;
  };
}

export interface RunChecksRequest {
  readonly checks: readonly PlainCheck[];
  /** The tools that the prompt declares; default none. */
  readonly tools?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly parameters?: JsonValue;
  }[];
  readonly subjects: readonly PlainSubject[];
}

export interface PlainCheckResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-executed';
  /** 0..1; absent when not judged. */
  readonly score?: number;
  /** Why, in one sentence. */
  readonly reason?: string;
}

/**
 * Everything that parses or matches text from a repository. Answers are plain JSON: no prototype but
 * the plain ones, nothing callable, keys such as `__proto__` as data. Nothing of one request is kept for
 * the next. Every method throws GalleyError `hostile-text-limit`, with `data.limit` (`clock`, `memory`,
 * `request` or `answer`), when a request takes more than it is given, and `hostile-text-failed` when the
 * work was cut off for another reason.
 */
export interface HostileText {
  /**
   * Reads and cross-checks a project folder; files are fetched through `tree` as they are needed.
   * @param defaults where the galley.yaml comes from that it extends; without it nothing can be had
   */
  openLibrary(
    tree: SourceTree,
    only?: DocumentSelection,
    defaults?: DefaultsSource,
  ): Promise<PlainLibrary>;
  /**
   * Renders a prompt once per case, in order. What a case's own data causes is its fault.
   * @throws GalleyError `document-missing` for an unknown variant
   */
  renderCases(request: RenderCasesRequest): Promise<readonly RenderedCase[]>;
  readTable(request: ReadTableRequest): Promise<PlainTable>;
  matchPattern(request: MatchPatternRequest): Promise<MatchedPattern>;
  validateValues(request: ValidateValuesRequest): Promise<ValidatedValues>;
  /**
   * Results of every check on every subject, in order.
   * @throws GalleyError `usage` for a judge or an unknown check
   */
  runChecks(request: RunChecksRequest): Promise<readonly (readonly PlainCheckResult[])[]>;
  /** Ends the work; what is still waiting is refused with `interrupted`. May be called twice. */
  dispose(): Promise<void>;
}
