import type { Git } from '@galley/engine/ports';

/** Where two histories met. */
export type MergeBase = Awaited<ReturnType<Git['mergeBase']>>;

/**
 * The same repository, where some names stand for the commits that the server has them at, and where
 * the merge-base of two commits is known although the clone is too shallow to show it.
 */
export function namedGit(
  git: Git,
  known: {
    readonly names: ReadonlyMap<string, string>;
    readonly between: readonly [base: string, head: string];
    readonly mergeBase: MergeBase;
  },
): Git {
  const { names, between, mergeBase } = known;
  return {
    ...git,
    resolveCommit: (revision) => git.resolveCommit(names.get(revision) ?? revision),
    mergeBase: async (a, b) =>
      a === between[0] && b === between[1] ? mergeBase : git.mergeBase(a, b),
  };
}
