import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  folderTree,
  type Library,
  listProjects,
  locateProject,
  type OpenLibraryOptions,
  openGit,
  openLibrary,
  requireCommit,
  revisionTree,
} from '@galley/engine/library';
import type { Git, SourceTree } from '@galley/engine/ports';
import type { Session } from '../session.ts';
import { withSmallYoungGeneration } from '../system/with-small-young-generation.ts';
import { findDefaults } from './find-defaults.ts';
import { treatWarningsAsErrors } from './treat-warnings-as-errors.ts';

/** The project a command works on, and the repository around it. */
export interface Workspace {
  /** Absolute path of the project folder. */
  readonly folder: string;
  /** False: no galley.yaml here or above, so built-in defaults hold. */
  readonly hasProject: boolean;
  /** The repository that holds it; opened on first use; `undefined` outside Git. */
  git(): Promise<Git | undefined>;
}

export interface WorkspaceOptions {
  /** Refuses a folder without galley.yaml, because the command needs what is in it. */
  readonly isProjectRequired?: boolean;
}

/**
 * The project of the nearest ancestor with galley.yaml; without one the folder itself.
 * @throws GalleyError `project-missing` where a project is required; `file-unreadable` for no folder
 */
export function openWorkspace(session: Session, options: WorkspaceOptions = {}): Workspace {
  if (!existsSync(session.folder)) {
    throw new GalleyError('file-unreadable', `there is no folder ${session.folder}`, {
      hint: 'Name a folder that exists with -C.',
    });
  }
  const found = projectFolderAbove(session.folder);
  if (found === undefined && options.isProjectRequired) {
    throw new GalleyError(
      'project-missing',
      `there is no galley.yaml in ${session.folder} or above`,
      {
        hint: 'Run galley init to start a project here, or name its folder with -C.',
      },
    );
  }
  if (found === undefined) {
    session.note('galley: no galley.yaml here or above; using this folder with built-in defaults');
  }
  const folder = found ?? session.folder;
  let git: Promise<Git | undefined> | undefined;
  return {
    folder,
    hasProject: found !== undefined,
    git: () => {
      git ??= openGitIfAny(folder, session);
      return git;
    },
  };
}

/**
 * Refuses a folder that is no project itself but holds some: their documents would not be looked at.
 * @throws GalleyError `project-missing`, naming them
 */
export async function refuseProjectsBelow(session: Session, workspace: Workspace): Promise<void> {
  const git = workspace.hasProject ? undefined : await workspace.git();
  if (git === undefined) return;
  const paths = await git.listWorkTree(folderInRepository(workspace, git));
  const projects = listProjects(paths.map((path) => ({ path, kind: 'file' as const })));
  const [first] = projects;
  if (first === undefined) return;
  throw new GalleyError(
    'project-missing',
    `there is no galley.yaml in ${session.folder}; its projects are ${projects.join(', ')}`,
    { hint: `Name one with -C, for example -C ${first}.` },
  );
}

/** The repository around the project. @throws GalleyError `git-missing` */
export async function requireGit(workspace: Workspace): Promise<Git> {
  const git = await workspace.git();
  if (git) return git;
  throw new GalleyError('git-missing', `${workspace.folder} is not in a Git repository`, {
    hint: 'Run git init and commit what is there, or work in a clone.',
  });
}

/** The project folder relative to the repository's root, forward slashes; `''` at the root. */
export function folderInRepository(workspace: Pick<Workspace, 'folder'>, git: Git): string {
  return relative(git.root, realFolderOf(workspace.folder)).split(sep).join('/');
}

/**
 * The files of the project: on disk, or as a revision has them.
 * @param options.isClosureOnly a few documents are read by path, so Git need not say what it ignores
 * @throws GalleyError `revision-missing`, `git-missing`
 */
export async function openTree(
  workspace: Workspace,
  revision?: string,
  options: { readonly isClosureOnly?: boolean } = {},
): Promise<SourceTree> {
  if (revision === undefined) {
    return folderTree({
      folder: workspace.folder,
      git: options.isClosureOnly ? undefined : await workspace.git(),
    });
  }
  const git = await requireGit(workspace);
  return revisionTree({
    git,
    commit: await requireCommit(git, revision),
    project: folderInRepository(workspace, git),
  });
}

/** The library of the project, with warnings as errors under `--strict`. */
export async function loadLibrary(
  session: Session,
  tree: SourceTree,
  options: OpenLibraryOptions = {},
): Promise<Library> {
  const defaults = findDefaults(() => openGitIfAny(session.folder, session));
  const library = await withSmallYoungGeneration(() => openLibrary(tree, { defaults, ...options }));
  return session.options.strict ? treatWarningsAsErrors(library) : library;
}

async function openGitIfAny(folder: string, { door }: Session): Promise<Git | undefined> {
  try {
    return await openGit(folder, { environment: door.environment });
  } catch (error) {
    if (error instanceof GalleyError && error.code === 'git-missing') return undefined;
    throw error;
  }
}

function realFolderOf(folder: string): string {
  return realpathSync.native(folder);
}

/** The nearest folder with galley.yaml, from `start` upwards. */
export function projectFolderAbove(start: string): string | undefined {
  return locateProject(
    start,
    (folder, name) => existsSync(join(folder, name)),
    (folder) => (dirname(folder) === folder ? undefined : dirname(folder)),
  );
}
