import type { Problem } from '../../errors/problem.ts';
import type { Table } from '../../tables/table-case.ts';
import type { ParsedFile, ParsedText } from '../documents/parsed-file.ts';
import type { ParsedProject } from '../documents/parsed-project.ts';
import type { Library } from '../library.ts';

/** Text of a file that a document names, read once for all that name it in the same dialect. */
export interface SideText {
  readonly blobId: string;
  readonly parsed: Extract<ParsedText, { kind: 'text' }>;
}

/** A data file as cases; kept by everything that its reading depends on. */
export interface SideTable {
  readonly blobId: string;
  readonly table: Table;
}

/** A scripted provider's file. */
export interface SideScript {
  readonly blobId: string;
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** What of a library can serve another one: values that depend on one blob alone. */
export interface ReusableFiles {
  readonly project: ParsedProject | undefined;
  readonly documents: ReadonlyMap<string, ParsedFile>;
  /** By path and dialect. */
  readonly texts: ReadonlyMap<string, SideText>;
  /** By path, format, columns and known inputs. */
  readonly tables: ReadonlyMap<string, SideTable>;
  /** By path. */
  readonly scripts: ReadonlyMap<string, SideScript>;
}

const filesOfLibraries = new WeakMap<Library, ReusableFiles>();

/** Remembers what a library was made from, for as long as the library lives. */
export function rememberFiles(library: Library, files: ReusableFiles): void {
  filesOfLibraries.set(library, files);
}

/** What a library was made from; `undefined` for one that `openLibrary` did not make. */
export function filesOf(library: Library | undefined): ReusableFiles | undefined {
  return library && filesOfLibraries.get(library);
}
