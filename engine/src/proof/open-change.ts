import { computeChangeSet } from '../library/compute-change-set.ts';
import { type OpenLibraryOptions, openLibrary } from '../library/open-library.ts';
import { revisionTree } from '../library/trees/revision-tree.ts';
import type { Git } from '../ports/git.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import type { OpenedChange } from './change.ts';
import { findMergeBase } from './find-merge-base.ts';

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
  /** Where the galley.yaml comes from that the project `extends`, on every side. */
  readonly defaults?: OpenLibraryOptions['defaults'];
}

/**
 * Opens both sides of a change; base costs only the blobs that differ from head.
 * @throws GalleyError `revision-missing`, `merge-base-missing`, `git-failed`
 */
export async function openChange(options: OpenChangeOptions): Promise<OpenedChange> {
  const { git, project, headTree, defaults } = options;
  const { tip, mergeBase } = await findMergeBase(options);
  const head = await openLibrary(headTree, { defaults });
  const base = await openLibrary(revisionTree({ git, commit: mergeBase, project }), {
    reuse: head,
    defaults,
  });
  const policySide =
    options.policyFrom === 'head'
      ? head
      : tip === mergeBase
        ? base
        : await openLibrary(revisionTree({ git, commit: tip, project }), {
            only: {},
            reuse: head,
            defaults,
          });
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
