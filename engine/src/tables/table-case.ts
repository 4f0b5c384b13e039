import type { Problem } from '../errors/problem.ts';
import type { ChatMessage } from '../units/chat-message.ts';
import type { JsonValue } from '../units/json-value.ts';

/** One row of a data file as a case, with the place it was read from. */
export interface TableCase {
  /** As written, else the first 12 hexadecimal digits of the hash of the inputs. */
  readonly id: string;
  /** False when the id is the hash of the inputs. */
  readonly hasOwnId: boolean;
  /** CSV cells are text; they become the declared type when the prompt is rendered. */
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly expected?: JsonValue;
  /** True for CSV: cells are text, whatever type of answer they are compared with. */
  readonly isExpectedText?: true;
  /** Checks of this row alone, as they are written: a list of maps. */
  readonly checks?: readonly JsonValue[];
  /** Earlier messages of the conversation that the case continues. */
  readonly history?: readonly ChatMessage[];
  readonly tags: readonly string[];
  readonly group?: string;
  /** Line on which the row starts, from 1. */
  readonly line: number;
}

/** Which column (of CSV) or key (of JSON rows) holds which part of a case. */
export interface TableColumns {
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly expected?: Readonly<Record<string, string>>;
  readonly tags?: string;
  readonly group?: string;
}

export interface TableSource {
  readonly bytes: Uint8Array;
  /** Path relative to the project, for problems. */
  readonly file: string;
  readonly format: TableFormat;
  readonly columns?: TableColumns;
  /** Inputs of the prompts that read the table; without it every CSV column may be an input. */
  readonly knownInputs?: ReadonlySet<string>;
}

export type TableFormat = 'jsonl' | 'json' | 'csv';

export interface Table {
  readonly cases: readonly TableCase[];
  readonly problems: readonly Problem[];
}

/** The parts of a row before they are checked, each as the file has it. */
export interface RawCase {
  readonly id?: unknown;
  readonly inputs?: unknown;
  readonly expected?: unknown;
  readonly isExpectedText?: true;
  readonly checks?: unknown;
  readonly history?: unknown;
  readonly tags?: unknown;
  readonly group?: unknown;
}
