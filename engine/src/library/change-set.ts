import type { NodeKind } from './nodes.ts';

/** One document that differs between two libraries. */
export interface Change {
  readonly kind: NodeKind | 'project';
  readonly id: string;
  /** Path on head, or on base when removed. */
  readonly file: string;
  /**
   * `edited`: its own file changed. `affected`: only something it reaches changed.
   * `renamed`: at another path; the same normalised content, or a prompt that shares half of its words.
   */
  readonly what: 'added' | 'removed' | 'renamed' | 'edited' | 'affected';
  /** Renamed: where it was. */
  readonly from?: { readonly id: string; readonly file: string };
  /**
   * Affected, or renamed or edited without meaning and affected too: `kind:id` from what changed to this one,
   * both ends included. It starts with `project:galley.yaml` when a model alias changed.
   */
  readonly path?: readonly string[];
  /** False for an edit or a move that leaves the normalised content as it was. */
  readonly isSemantic: boolean;
}

/** What changed between base and head, sorted by kind and id. */
export interface ChangeSet {
  readonly changes: readonly Change[];
}
