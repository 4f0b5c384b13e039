import type { Problem } from '../errors/problem.ts';
import type { Dataset, LibraryNode, Part, Prompt, Sound, Suite } from './nodes.ts';
import type { Project } from './project.ts';

/** Everything one project folder holds at one revision, with everything that is wrong with it. */
export interface Library {
  /** `working tree`, or the commit's id. */
  readonly label: string;
  readonly project: Project;
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly parts: ReadonlyMap<string, Part>;
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Suite documents and, under the prompt's id, the inline cases of prompts. */
  readonly suites: ReadonlyMap<string, Suite>;
  /** Sorted by file, line, column. */
  readonly problems: readonly Problem[];
  /** YAML below the document folders that is no Galley document. */
  readonly otherFiles: readonly string[];
  /** Text of the scripted files that providers name, by path relative to the project. */
  readonly scriptedFiles: ReadonlyMap<string, string>;
  /** Every file that was read or listed as part of a document: for "N files". */
  readonly fileCount: number;
  /** True when the document and everything it reaches has no error. */
  isSound<Node extends LibraryNode>(node: Node): node is Sound<Node>;
}
