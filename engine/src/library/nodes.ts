import type { Position } from '../errors/problem.ts';
import type { ChatMessage, Role } from '../units/chat-message.ts';
import type { JsonValue } from '../units/json-value.ts';
import type { TextRun } from './yaml/text-runs.ts';

/** What a library holds, by the name of its folder's singular. */
export type NodeKind = 'prompt' | 'part' | 'dataset' | 'suite';

export type { ChatMessage, Role } from '../units/chat-message.ts';
export type { JsonValue } from '../units/json-value.ts';

/** What every document has, whatever its kind. */
export interface LibraryNode {
  readonly kind: NodeKind;
  /** Path below the kind's folder, without extension; bare Dakora files keep the id they write. */
  readonly id: string;
  /** Relative to the project folder, forward slashes. */
  readonly file: string;
  readonly version: string | undefined;
  /** Where the version's value stands; `undefined` without one. */
  readonly versionAt?: Position;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, JsonValue>>;
  /** sha256 of the normalised document: comments, key order, layout and `version` do not count. */
  readonly hash: string;
  /** sha256 over `hash` and the hashes of everything the document reaches. */
  readonly closureHash: string;
  /** `kind:id` of every document it names directly: parts, targets, datasets. */
  readonly reaches: readonly string[];
}

/** A template together with where its text stands in a file, so that faults name the right place. */
export interface TemplateText {
  readonly source: string;
  readonly dialect: 'jinja2' | 'dakora';
  readonly file: string;
  /** Where the template's first character stands. */
  readonly start: Position;
  /**
   * `lines`: each template line is a line of the file, shifted by `indent` columns (block literals and whole files);
   * `runs`: escapes or folding move the text, and these are its pieces in order;
   * `start`: the inner places are not known, so every fault names `start`.
   */
  readonly mapping:
    | { readonly kind: 'lines'; readonly indent: number }
    | { readonly kind: 'runs'; readonly runs: readonly TextRun[] }
    | { readonly kind: 'start' };
}

/** One declared input of a prompt or part, as the schema has it. */
export interface Input {
  readonly type: 'string' | 'number' | 'boolean' | 'array<string>' | 'object' | 'array<object>';
  readonly isRequired: boolean;
  /** Present only when the document writes one; an input with a default is never required. */
  readonly default?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly min?: number;
  readonly max?: number;
  /** RE2 pattern that the whole text must contain a match of. */
  readonly pattern?: string;
  readonly example?: JsonValue;
  readonly description?: string;
}

/** A message before rendering, or the place where a case's history goes. */
export type MessageTemplate =
  | { readonly role: Role; readonly text: TemplateText }
  | { readonly placeholder: 'history' };

/** Sampling parameters; what a document leaves out is left to the alias, then to the provider. */
export interface ModelParameters {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly stop?: string | readonly string[];
  readonly seed?: number;
  readonly reasoning_effort?: string;
  /** Sent as they are, for parameters Galley does not know. */
  readonly extra?: Readonly<Record<string, JsonValue>>;
}

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly parameters?: JsonValue;
}

/** What a prompt says to a model; a variant replaces some of these whole. */
export interface PromptBody {
  readonly messages: readonly MessageTemplate[];
  readonly model: { readonly ref?: string; readonly parameters: ModelParameters };
  readonly output: { readonly format: 'text' | 'json'; readonly schema?: JsonValue };
}

export interface Prompt extends LibraryNode {
  readonly kind: 'prompt';
  readonly inputs: ReadonlyMap<string, Input>;
  readonly body: PromptBody;
  /** Bodies with the variant's replacements applied, by variant name. */
  readonly variants: ReadonlyMap<string, PromptBody>;
  readonly tools: readonly Tool[];
}

export interface Part extends LibraryNode {
  readonly kind: 'part';
  /** `undefined` when the part declares nothing and reads what its includer has. */
  readonly inputs: ReadonlyMap<string, Input> | undefined;
  readonly text: TemplateText;
}

/** One row to evaluate. `id` is unique in its suite. */
export interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly expected?: JsonValue;
  /** True when the expectation comes from CSV, whose cells are text whatever they stand for. */
  readonly isExpectedText?: true;
  readonly history?: readonly ChatMessage[];
  readonly tags: readonly string[];
  /** Cases of one group are resampled together. */
  readonly group?: string;
  /** Checks of this case alone, beside those of its suite; their names are no names of the suite's. */
  readonly checks?: readonly Check[];
}

/** Who may see the cases of a dataset. */
export interface DataRule {
  /** What kind of data it is, in the dataset's own word. */
  readonly class?: string;
  /** Names of the only providers that may see it. */
  readonly providers: readonly string[];
}

export interface Dataset extends LibraryNode {
  readonly kind: 'dataset';
  readonly cases: readonly Case[];
  /** Absent: any provider may see the cases. */
  readonly data?: DataRule;
}

/** Every key that can make a check, in the order of the manual; a check has exactly one. */
export const checkKeys = [
  'equals',
  'expected',
  'contains',
  'contains_any',
  'contains_all',
  'icontains',
  'icontains_any',
  'icontains_all',
  'starts_with',
  'ends_with',
  'regex',
  'json_schema',
  'contains_json',
  'is_xml',
  'length',
  'word_count',
  'levenshtein',
  'rouge_n',
  'grounded',
  'is_refusal',
  'finish_reason',
  'valid_tool_call',
  'tool_called',
  'tool_args',
  'tool_sequence',
  'tokens',
  'latency_ms',
  'cost_usd',
  'judge',
  'rubric',
  'factuality',
  'closed_question',
  'pairwise',
  'faithfulness',
  'answer_relevance',
  'context_recall',
  'similar',
  'command',
  'sql',
  'any_of',
  'all_of',
  'at_least',
] as const;

/** The keys a check can have. */
export type CheckKey = (typeof checkKeys)[number];

/** One check of a suite, normalised: every default filled in. */
export interface Check {
  readonly key: CheckKey;
  /** The check key's own value, as the document has it. */
  readonly argument: JsonValue;
  /** Unique in its suite; the key when the document gives none. */
  readonly name: string;
  /** Path into `rendered`, `output`, `text`, `tool_calls`, `usage`. */
  readonly of: string;
  readonly isNegated: boolean;
  /** A weighted check moves the score only; `undefined` means that a case needs it to pass. */
  readonly weight: number | undefined;
  readonly isHard: boolean;
  /** Judges: the lowest passing score, 0..1. */
  readonly min?: number;
  /** Judges and `similar`: the alias to ask instead of their default. */
  readonly model?: string;
  /** Judges: the model under test may judge itself. */
  readonly allowsSameModel?: true;
  /** Of a group (`any_of`, `all_of`, `at_least`): the checks in it, normalised. */
  readonly members?: readonly Check[];
  /** Where the check stands. */
  readonly at: Position;
  /** The file it stands in, when that is not the suite's document: a check of a dataset's case. */
  readonly file?: string;
}

export interface SuiteGate {
  readonly passRate: { readonly min?: number; readonly maxDrop?: number };
  readonly whenUnsure: 'pass' | 'warn' | 'block';
  /** Nano-dollars that one run of the prompt may cost on average at uncached prices. */
  readonly maxCostPerRunNanoUsd?: number;
  readonly maxLatencyP95Ms?: number;
  /** Fresh runs on both sides for a case that flipped from pass to fail. */
  readonly confirmRuns: number;
  /** What a case without an answer means here; absent means what the project says. */
  readonly notExecuted?: 'error' | 'warn';
}

/** `support/refund` or `support/refund+terse`. */
export interface TargetReference {
  readonly prompt: string;
  readonly variant?: string;
}

export interface Suite extends LibraryNode {
  readonly kind: 'suite';
  /** True for the inline cases of a prompt: the suite has the prompt's id and file. */
  readonly isInline: boolean;
  readonly targets: readonly TargetReference[];
  /** Aliases; empty means each prompt's own model. */
  readonly models: readonly string[];
  /** Override the prompts' parameters, key by key; absent when the suite gives none. */
  readonly parameters?: ModelParameters;
  readonly dataset: string | undefined;
  /** The dataset's rule, which then holds for every case of the suite. */
  readonly data?: DataRule;
  /** Cases of the dataset followed by the suite's own. */
  readonly cases: readonly Case[];
  readonly repeats: number;
  /** When it runs without being named; absent means at pull requests. */
  readonly when?: 'nightly' | 'manual';
  /** k of n repeats; `undefined` is the majority. */
  readonly passAtLeast: number | undefined;
  readonly checks: readonly Check[];
  readonly gate: SuiteGate;
}

declare const sound: unique symbol;

/**
 * A document that, with everything it reaches, has no error.
 * Only the library makes one; render, run and evaluate accept nothing else.
 */
export type Sound<Node extends LibraryNode> = Node & { readonly [sound]: true };
