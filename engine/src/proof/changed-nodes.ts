import type { Change, ChangeSet } from '../library/change-set.ts';
import type { NodeKind } from '../library/nodes.ts';

/** The changes of one kind by id, as head names them; edits without semantic change left out. */
export function semanticChanges(changes: ChangeSet, kind: NodeKind): Map<string, Change> {
  return new Map(
    changes.changes
      .filter((change) => change.kind === kind && change.isSemantic)
      .map((change) => [change.id, change]),
  );
}

/** Base's id for head's document: another only when it was renamed. */
export function baseIdOf(id: string, changes: ReadonlyMap<string, Change>): string {
  return changes.get(id)?.from?.id ?? id;
}
