import type { Position, Problem } from '../../errors/problem.ts';
import type { JsonValue } from '../nodes.ts';
import type { TextRun } from './text-runs.ts';

/** Keys and list indexes from the root of a document to a value. */
export type YamlPath = readonly (string | number)[];

/** How a text value is written in its file. */
export interface WrittenText {
  text: string;
  /** Where the text's first character stands. */
  start: Position;
  /** Columns that each line is shifted by; `undefined` when escapes or folding move the places. */
  indent: number | undefined;
  /** Where the pieces of such a text stand; absent when that is not known. */
  runs?: readonly TextRun[];
}

/** A YAML file as plain data that knows where everything stands. */
export interface YamlFile {
  readonly file: string;
  /** `undefined` when the file is no YAML; then `problems` has an error. */
  readonly value: JsonValue | undefined;
  readonly problems: Problem[];
  /** Where a value stands, or the nearest one above it that is written. */
  valueAt(path: YamlPath): Position;
  /** Where the key of a value stands; for a list item, the item. */
  keyAt(path: YamlPath): Position;
  /** The value's own characters in the file; `undefined` for maps, lists and absent values. */
  rawAt(path: YamlPath): string | undefined;
  /** Whether the map or list is written in one line with brackets. */
  isFlow(path: YamlPath): boolean;
  /** How a text value is written; `undefined` when it is no text. */
  textAt(path: YamlPath): WrittenText | undefined;
}
