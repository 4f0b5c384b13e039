import type { Position } from '../../errors/problem.ts';
import type { JsonValue } from '../nodes.ts';
import type { Cursor } from './cursor.ts';
import type { ImportFiles } from './import-files.ts';

/** The formats that `galley import` reads, in the order in which they are asked whether a file is theirs. */
export const importerNames = ['promptfoo', 'github-prompt', 'dakora', 'openai-prompt'] as const;

export type ImporterName = (typeof importerNames)[number];

/** What an import could not keep, at its place in the source. */
export interface ImportLoss extends Position {
  /** Path of the source file, relative to the folder that is imported from. */
  readonly file: string;
  /** What is lost: a key, an assertion, a prompt. */
  readonly what: string;
  /** Why, one sentence without a final period. */
  readonly reason: string;
  /** What to do about it, in the imperative; absent when there is nothing to do. */
  readonly hint?: string;
  /** True for what would run code, read the environment or copy a key: it is never converted. */
  readonly isRefused: boolean;
}

/** One Galley document as plain data, with the path it belongs to below the project folder. */
export interface ImportedDocument {
  readonly path: string;
  readonly value: Readonly<Record<string, JsonValue>>;
}

/** Providers and aliases that the imported documents ask, for galley.yaml. */
export interface ImportedProject {
  readonly providers: Readonly<Record<string, JsonValue>>;
  readonly models: Readonly<Record<string, JsonValue>>;
}

/** Everything that one source becomes. */
export interface Imported {
  readonly documents: readonly ImportedDocument[];
  /** Data files that the documents name, as text. */
  readonly dataFiles: readonly { readonly path: string; readonly text: string }[];
  /** What galley.yaml needs; absent when the source says nothing of models. */
  readonly project?: ImportedProject;
  readonly losses: readonly ImportLoss[];
  /** Choices that were made and that a reader should know; nothing is lost by them. */
  readonly notes: readonly string[];
}

/** One format that can be imported. Nothing it reads is ever run, and it reads no environment. */
export interface Importer {
  readonly name: ImporterName;
  /** One line, no period. */
  readonly summary: string;
  /** Whether a file of this name with this content is of the format. */
  recognizes(path: string, value: JsonValue): boolean;
  /** Converts a file that `recognizes` took; faults of the source become losses. */
  convert(source: Cursor, files: ImportFiles): Promise<Imported>;
}
