import { GalleyError } from '../../errors/galley-error.ts';
import type { CommitNode } from './find-merge-base.ts';
import type { ObjectStore } from './object-store.ts';
import { type CommitText, parseCommit, parseCommitText, parseTagTarget } from './parse-objects.ts';
import type { RevisionStep } from './parse-revision.ts';

/** Commits of one repository, read object by object. */
export interface History {
  /** @throws GalleyError `git-failed` when the commit is not in the repository */
  readCommit(id: string): Promise<CommitNode & { tree: string }>;
  /** Who wrote a commit, and its subject. @throws GalleyError as {@link readCommit} */
  readCommitText(id: string): Promise<CommitText>;
  /** The commit that an object is or that a tag leads to; `undefined` for anything else. */
  peel(id: string): Promise<string | undefined>;
  /** The ancestor that steps lead to; `undefined` when history ends before. */
  step(id: string, steps: readonly RevisionStep[]): Promise<string | undefined>;
}

const maxTagHops = 20;

/**
 * @param store where the objects are
 * @param cut commits whose parents a shallow clone left out
 */
export function createHistory(store: ObjectStore, cut: ReadonlySet<string>): History {
  async function readCommit(id: string): Promise<CommitNode & { tree: string }> {
    const object = await store.read(id);
    const commit = object?.type === 'commit' ? parseCommit(id, object.content) : undefined;
    if (!commit) throw commitMissing(id);
    return cut.has(id) ? { ...commit, parents: [] } : commit;
  }

  return {
    readCommit,
    async readCommitText(id) {
      const object = await store.read(id);
      if (object?.type !== 'commit') throw commitMissing(id);
      return parseCommitText(object.content);
    },
    async peel(id) {
      let current: string | undefined = id;
      for (let hop = 0; hop < maxTagHops && current !== undefined; hop += 1) {
        const object = await store.read(current);
        if (object?.type === 'commit') return current;
        current = object?.type === 'tag' ? parseTagTarget(object.content) : undefined;
      }
      return undefined;
    },
    async step(id, steps) {
      let current: string | undefined = id;
      for (const step of steps) {
        const count = step.kind === 'first-parents' ? step.count : 1;
        const parent = step.kind === 'parent' ? step.number - 1 : 0;
        for (let done = 0; done < count && current !== undefined; done += 1) {
          current = (await readCommit(current)).parents[parent];
        }
      }
      return current;
    },
  };
}

function commitMissing(id: string): GalleyError {
  return new GalleyError('git-failed', `the commit ${id} is not in the repository`, {
    data: { commit: id },
    hint: 'fetch it with `git fetch`',
  });
}
