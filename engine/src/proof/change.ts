import type { ChangeSet } from '../library/change-set.ts';
import type { Library } from '../library/library.ts';
import type { Project } from '../library/project.ts';
import type { Proof } from './proof.ts';

/** One project of one change, opened: both libraries, what differs, and whose policy decides. */
export interface OpenedChange {
  /** Project folder relative to the repository root; '' at the root. */
  readonly project: string;
  readonly base: Library;
  readonly head: Library;
  readonly changes: ChangeSet;
  /** galley.yaml in force: of the base branch's tip, or head's own when asked; defaults when base has none. */
  readonly policy: Project;
  readonly revisions: Proof['revisions'];
}
