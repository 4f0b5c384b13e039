import type { PlainLibrary } from '@galley/engine/ports';

/** galley.yaml of one project, as the tip of the base branch has it. */
export interface ProjectPolicy {
  readonly project: string;
  readonly policy: PlainLibrary;
}
