import type { Change, ChangeSet } from '../library/change-set.ts';
import type { NodeKind } from '../library/nodes.ts';

/**
 * The changes of one kind by id, as head names them, that can change what a prompt says: edits and
 * renames without meaning are left out, unless something they reach changed.
 */
export function semanticChanges(changes: ChangeSet, kind: NodeKind): Map<string, Change> {
  return new Map(
    changes.changes
      .filter((change) => change.kind === kind && (change.isSemantic || change.path !== undefined))
      .map((change) => [change.id, change]),
  );
}

/** Ids on both sides of the documents of one kind that were moved. */
export interface Renames {
  /** Base's id for head's document: another only when it was renamed. */
  baseId(id: string): string;
  /** Head's id for base's document. */
  headId(id: string): string;
  /** Renamed documents. */
  readonly pairs: readonly { readonly base: string; readonly head: string }[];
}

/** The documents of one kind that stand at another path than on base. */
export function renamesOf({ changes }: ChangeSet, kind: NodeKind): Renames {
  const pairs = changes.flatMap((change) =>
    change.kind === kind && change.what === 'renamed' && change.from !== undefined
      ? [{ base: change.from.id, head: change.id }]
      : [],
  );
  const toBase = new Map(pairs.map(({ base, head }) => [head, base]));
  const toHead = new Map(pairs.map(({ base, head }) => [base, head]));
  return {
    baseId: (id) => toBase.get(id) ?? id,
    headId: (id) => toHead.get(id) ?? id,
    pairs,
  };
}
