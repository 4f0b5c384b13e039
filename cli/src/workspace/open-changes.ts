import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  defaultsInGit,
  folderTree,
  listProjects,
  openGit,
  requireCommit,
  revisionTree,
} from '@galley/engine/library';
import type { Git, SourceTree } from '@galley/engine/ports';
import { type OpenedChange, openChange } from '@galley/engine/proof';
import type { Session } from '../session.ts';
import { withSmallYoungGeneration } from '../system/with-small-young-generation.ts';
import { projectFolderAbove, type Workspace } from './open-workspace.ts';

/** One project of the change, with what its evaluation needs. */
export interface ProjectChange {
  readonly change: OpenedChange;
  readonly workspace: Workspace;
  readonly trees: { readonly base: SourceTree; readonly head: SourceTree };
}

export interface ChangeRequest {
  /** Default: the repository's default branch. */
  readonly base: string | undefined;
  /** Default: the working tree. */
  readonly head: string | undefined;
  readonly policyFrom: 'base' | 'head';
  /** How the command takes a base, for hints: `--base <revision>`. */
  readonly baseArgument: string;
}

/**
 * Opens both sides of every project in the folder: the nearest one with galley.yaml and those below
 * it; without any, the folder itself under built-in defaults.
 * @throws GalleyError `usage` when no base is given or found, `revision-missing`,
 * `merge-base-missing`, `git-missing`
 */
export async function openChanges(
  session: Session,
  { base: wantedBase, head, policyFrom, baseArgument }: ChangeRequest,
): Promise<ProjectChange[]> {
  const start = projectFolderAbove(session.folder) ?? session.folder;
  const git = await openGit(start, { environment: session.door.environment });
  const base = wantedBase ?? (await defaultBase(git, baseArgument));
  const commit = head === undefined ? undefined : await requireCommit(git, head);
  const headCommit = commit ?? (await git.currentCommit());
  const below = relative(git.root, realpathSync.native(start)).split(sep).join('/');
  const projects = await projectsBelow(git, below, commit);
  const opened: ProjectChange[] = [];
  for (const project of projects) {
    const inTree = join(git.root, ...project.split('/'));
    // A project that only the revision has keeps its state at the root, not in a folder made for it.
    const folder = existsSync(inTree) ? inTree : git.root;
    const headTree =
      commit === undefined ? folderTree({ folder, git }) : revisionTree({ git, commit, project });
    const change = await withSmallYoungGeneration(() =>
      openChange({
        git,
        project,
        base,
        headTree,
        headCommit,
        policyFrom,
        defaults: defaultsInGit(git),
      }),
    );
    opened.push({
      change,
      workspace: {
        folder,
        hasProject: change.head.project.file !== undefined,
        git: async () => git,
      },
      trees: {
        base: revisionTree({ git, commit: change.revisions.base, project }),
        head: headTree,
      },
    });
  }
  return opened;
}

/** @throws GalleyError `usage` */
async function defaultBase(git: Git, baseArgument: string): Promise<string> {
  const branch = await git.defaultBranch();
  if (branch !== undefined) return branch;
  throw new GalleyError('usage', 'there is no origin, main or master to compare with', {
    hint: `Name the branch or commit that you started from: ${baseArgument}.`,
  });
}

async function projectsBelow(
  git: Git,
  below: string,
  commit: string | undefined,
): Promise<string[]> {
  const files =
    commit === undefined
      ? (await git.listWorkTree(below)).map((path) => ({ path, kind: 'file' as const }))
      : await git.listTree(commit, below);
  const projects = listProjects(files);
  return projects.length > 0 ? projects : [below];
}
