import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DefaultsSource,
  type Library,
  openLibrary,
  refuseTakenFiles,
  revisionTree,
} from '@galley/engine/library';
import type { Git, SourceTree } from '@galley/engine/ports';
import { findMergeBase } from '@galley/engine/proof';
import type { FetchedChange } from '../git/fetch-change.ts';
import { listProjectsBelow } from './list-projects-below.ts';

/** One project of the change, nothing of head's text read yet. */
export interface ChangedProject {
  /** Folder relative to the repository's root; '' at the root. */
  readonly project: string;
  readonly git: Git;
  /** Absolute path in the work tree; nothing is read from it, recordings are written to it. */
  readonly folder: string;
  readonly trees: { readonly base: SourceTree; readonly head: SourceTree };
  /** As base's tip has it: reviewed text, read here. */
  readonly tip: Library;
  /** The name of base, and its tip. */
  readonly policyRevision: { readonly ref: string; readonly commit: string };
  readonly defaults: DefaultsSource;
}

/**
 * Every project below a folder that head or base has, so that none is gone unseen; without any, the
 * folder itself under built-in defaults.
 * @param below relative to the repository's root
 * @throws GalleyError `usage` for a folder that is none, `project-invalid` when head takes
 * files out of a project of base, `git-failed`, `revision-missing`,
 * `merge-base-missing`
 */
export async function findProjects(
  { git, base, head, defaults }: FetchedChange,
  below: string,
): Promise<ChangedProject[]> {
  const { tip, mergeBase } = await findMergeBase({ git, base, headCommit: head });
  refuseTakenFiles({
    base: await git.listTree(mergeBase, ''),
    tip: await git.listTree(tip, ''),
    head: await git.listTree(head, ''),
  });
  const projects: ChangedProject[] = [];
  for (const project of await listProjectsBelow(git, [head, mergeBase, tip], below)) {
    const folder = join(git.root, ...project.split('/'));
    projects.push({
      project,
      git,
      folder: existsSync(folder) ? folder : git.root,
      trees: {
        base: revisionTree({ git, commit: mergeBase, project }),
        head: revisionTree({ git, commit: head, project }),
      },
      tip: await openLibrary(revisionTree({ git, commit: tip, project }), { defaults }),
      policyRevision: { ref: base, commit: tip },
      defaults,
    });
  }
  return projects;
}
