import type { GitCommit, ListCommitsOptions } from '../../ports/git.ts';
import { findTreeObject } from './list-tree-objects.ts';
import type { ObjectStore } from './object-store.ts';
import type { History } from './read-history.ts';

export interface WalkCommitsOptions extends ListCommitsOptions {
  readonly store: ObjectStore;
  readonly history: Pick<History, 'readCommit' | 'readCommitText'>;
}

/**
 * Commits on the line of first parents, newest first, whose paths hold other objects than their
 * first parent's.
 * @throws GalleyError `git-failed` for a commit or tree that is missing or damaged
 */
export async function walkCommits(
  from: string,
  { store, history, paths, limit }: WalkCommitsOptions,
): Promise<GitCommit[]> {
  const objectsOf = (tree: string) =>
    Promise.all(paths.map((path) => findTreeObject(store, tree, path)));
  const found: GitCommit[] = [];
  let commit = await history.readCommit(from);
  let objects = await objectsOf(commit.tree);
  while (found.length < limit) {
    const [parentId] = commit.parents;
    const parent = parentId === undefined ? undefined : await history.readCommit(parentId);
    const before = parent === undefined ? [] : await objectsOf(parent.tree);
    if (objects.some((object, index) => object !== before[index])) {
      const { id, parents } = commit;
      found.push({ id, parents, ...(await history.readCommitText(id)) });
    }
    if (parent === undefined) break;
    commit = parent;
    objects = before;
  }
  return found;
}
