import { GalleyError } from '../errors/galley-error.ts';
import { computeChangeSet } from '../library/compute-change-set.ts';
import { openLibrary } from '../library/open-library.ts';
import { revisionTree } from '../library/trees/revision-tree.ts';
import type { Git } from '../ports/git.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import type { OpenedChange } from './change.ts';

export interface OpenChangeOptions {
  readonly git: Git;
  /** Project folder relative to the repository root; '' at the root. */
  readonly project: string;
  /** Branch or revision to compare with; documents come from its merge-base with head. */
  readonly base: string;
  /** Files of head: a commit's, or the working tree's. */
  readonly headTree: SourceTree;
  /** Commit that head is, or that the working tree is built on; `undefined` before the first commit. */
  readonly headCommit: string | undefined;
  /** Whose galley.yaml decides; `head` is for trying a policy out before it is merged. */
  readonly policyFrom: 'base' | 'head';
}

/**
 * Opens both sides of a change; base costs only the blobs that differ from head.
 * @throws GalleyError `revision-missing`, `merge-base-missing`, `git-failed`
 */
export async function openChange(options: OpenChangeOptions): Promise<OpenedChange> {
  const { git, project, headTree } = options;
  const tip = await git.resolveCommit(options.base);
  if (tip === undefined) {
    throw new GalleyError('revision-missing', `Git knows no revision \`${options.base}\``, {
      hint: 'Name a branch, tag or commit with --base; `git fetch` it first if it is on the server only.',
      data: { revision: options.base },
    });
  }
  const mergeBase = await findMergeBase(git, tip, options);
  const head = await openLibrary(headTree);
  const base = await openLibrary(revisionTree({ git, commit: mergeBase, project }), {
    reuse: head,
  });
  const policySide =
    options.policyFrom === 'head'
      ? head
      : tip === mergeBase
        ? base
        : await openLibrary(revisionTree({ git, commit: tip, project }), { only: {}, reuse: head });
  const hasPolicy = policySide.project.file !== undefined;
  return {
    project,
    base,
    head,
    changes: computeChangeSet(base, head),
    policy: policySide.project,
    revisions: {
      base: mergeBase,
      head: headTree.label,
      policy: {
        ref: options.policyFrom === 'head' ? headTree.label : options.base,
        commit: options.policyFrom === 'head' ? (options.headCommit ?? headTree.label) : tip,
        from: options.policyFrom === 'head' ? 'head' : hasPolicy ? 'base' : 'defaults',
      },
    },
  };
}

async function findMergeBase(
  git: Git,
  tip: string,
  { headCommit, base }: OpenChangeOptions,
): Promise<string> {
  if (headCommit === undefined) return tip;
  const found = await git.mergeBase(tip, headCommit);
  if (found.kind === 'found') return found.commit;
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
