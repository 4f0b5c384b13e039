import type { Position, Problem } from '../../errors/problem.ts';
import type {
  Case,
  Check,
  DataRule,
  Input,
  JsonValue,
  ModelParameters,
  NodeKind,
  PromptBody,
  Role,
  SuiteGate,
  TargetReference,
  TemplateText,
  Tool,
} from '../nodes.ts';
import type { TemplateFacts } from './template-facts.ts';

/**
 * What one file says, independent of every other file, so that another revision with the same blob
 * can use it again. Holds no syntax trees.
 */
export interface ParsedFile {
  readonly path: string;
  readonly blobId: string;
  /** What the file's place says that it is. */
  readonly expected: { readonly kind: NodeKind; readonly id: string };
  /** Faults that the file shows by itself. */
  readonly problems: readonly Problem[];
  /** `undefined` when the file is no Galley document or too broken to say anything. */
  readonly document: ParsedDocument | undefined;
  /** YAML that does not claim to be a Galley document. */
  readonly isOther: boolean;
}

export type ParsedDocument = ParsedPrompt | ParsedPart | ParsedDataset | ParsedSuite;

/** What every parsed document has. */
export interface ParsedHead {
  readonly kind: NodeKind;
  readonly id: string;
  readonly file: string;
  readonly version: string | undefined;
  readonly versionAt?: Position;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, JsonValue>>;
  /** Hash of the document's own value, without `id` and `version`. */
  readonly ownHash: string;
  /** Where faults that belong to no single key are shown. */
  readonly at: Position;
}

/** Text that stands in the document, or the file that holds it. */
export type ParsedText =
  | { readonly kind: 'text'; readonly text: TemplateText; readonly facts: TemplateFacts }
  | {
      readonly kind: 'file';
      /** Relative to the project folder. */
      readonly path: string;
      readonly at: Position;
      readonly dialect: TemplateText['dialect'];
    };

export type ParsedMessage =
  | { readonly role: Role; readonly content: ParsedText }
  | { readonly placeholder: 'history' };

export interface ParsedBody {
  readonly messages: readonly ParsedMessage[];
  readonly model: PromptBody['model'];
  /** Where `model.ref` stands. */
  readonly modelAt: Position | undefined;
  readonly output: PromptBody['output'];
}

export interface ParsedPrompt extends ParsedHead {
  readonly kind: 'prompt';
  readonly isDakora: boolean;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly inputsAt: ReadonlyMap<string, Position>;
  readonly body: ParsedBody;
  readonly variants: ReadonlyMap<string, ParsedBody>;
  readonly tools: readonly Tool[];
  /** The inline cases and checks; `undefined` without cases. */
  readonly suite: ParsedSuite | undefined;
}

export interface ParsedPart extends ParsedHead {
  readonly kind: 'part';
  readonly isDakora: boolean;
  readonly inputs: ReadonlyMap<string, Input> | undefined;
  readonly inputsAt: ReadonlyMap<string, Position>;
  readonly content: ParsedText;
}

/** A case with the places that faults in it name. */
export interface ParsedCase {
  readonly case: Case;
  readonly file: string;
  readonly at: Position;
  /** By input name; a name that is missing has `at`. */
  readonly inputsAt: ReadonlyMap<string, Position> | undefined;
  /** Of the case's own checks, what the library cross-checks. */
  readonly checks?: readonly ParsedCheck[];
}

/** A data file and how it becomes cases. */
export interface ParsedSource {
  /** Relative to the project folder. */
  readonly path: string;
  readonly at: Position;
  readonly format: 'jsonl' | 'json' | 'csv';
  readonly columns: JsonValue | undefined;
  /** Where a column's name stands in the document, by the column's name. */
  readonly columnsAt: ReadonlyMap<string, Position>;
}

export interface ParsedDataset extends ParsedHead {
  readonly kind: 'dataset';
  readonly source: ParsedSource | undefined;
  readonly cases: readonly ParsedCase[];
  readonly data?: DataRule;
  /** Where each provider of `data` stands, in order. */
  readonly dataAt?: readonly Position[];
}

export interface ParsedSuite extends ParsedHead {
  readonly kind: 'suite';
  readonly isInline: boolean;
  readonly targets: readonly { readonly target: TargetReference; readonly at: Position }[];
  readonly models: readonly { readonly alias: string; readonly at: Position }[];
  readonly parameters: ModelParameters | undefined;
  readonly dataset: { readonly id: string; readonly at: Position } | undefined;
  readonly cases: readonly ParsedCase[];
  readonly repeats: number;
  /** Absent: at pull requests. */
  readonly when?: 'nightly' | 'manual';
  readonly passAtLeast: number | undefined;
  readonly checks: readonly ParsedCheck[];
  readonly gate: SuiteGate;
}

export interface ParsedCheck {
  readonly check: Check;
  /** Inputs that the check's `${{ case.inputs.… }}` name, with their place. */
  readonly readsInputs: readonly { readonly name: string; readonly at: Position }[];
  /** Paths into the case's expectation that the check reads; an empty one reads the whole. */
  readonly readsExpected: readonly (readonly (string | number)[])[];
  /** Where `model` stands. */
  readonly modelAt: Position | undefined;
}
