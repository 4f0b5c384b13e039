import { GalleyError } from '../errors/galley-error.ts';
import { requireCommit } from '../library/git/require-commit.ts';
import type { Git } from '../ports/git.ts';

export interface MergeBaseOptions {
  readonly git: Pick<Git, 'resolveCommit' | 'mergeBase'>;
  /** Branch or revision to compare with. */
  readonly base: string;
  /** Commit that head is, or that the working tree is built on; `undefined` before the first commit. */
  readonly headCommit: string | undefined;
}

/** Commit ids. */
export interface FoundMergeBase {
  /** What the named revision is now. */
  readonly tip: string;
  /** Where head left it; the tip itself before head's first commit. */
  readonly mergeBase: string;
}

/**
 * The commit that a change is compared with: what others did to base since is not the change's.
 * @throws GalleyError `revision-missing`, `merge-base-missing`, `git-failed`
 */
export async function findMergeBase({
  git,
  base,
  headCommit,
}: MergeBaseOptions): Promise<FoundMergeBase> {
  const tip = await requireCommit(git, base);
  if (headCommit === undefined) return { tip, mergeBase: tip };
  const found = await git.mergeBase(tip, headCommit);
  if (found.kind === 'found') return { tip, mergeBase: found.commit };
  if (found.kind === 'shallow') {
    throw new GalleyError(
      'merge-base-missing',
      `this clone is too shallow to hold the merge-base of \`${base}\` and head`,
      { hint: 'Run `git fetch --unshallow` (or `git fetch --deepen=200`), then try again.' },
    );
  }
  throw new GalleyError('revision-missing', `\`${base}\` and head share no history`, {
    hint: 'Name a base that head was branched from.',
    data: { revision: base },
  });
}
