import { revisionTree } from '@galley/engine/library';
import type { SourceTree } from '@galley/engine/ports';
import { folderInRepository, openTree, type Workspace } from './open-workspace.ts';

/**
 * The project as the base branch has it: at the revision, or at the tip of the default branch.
 * `undefined` where there is no such branch.
 * @throws GalleyError `git-failed` for a revision that does not exist
 */
export async function openBase(
  workspace: Workspace,
  revision?: string,
): Promise<SourceTree | undefined> {
  if (revision !== undefined) return openTree(workspace, revision);
  const git = await workspace.git();
  const branch = await git?.defaultBranch();
  const commit = branch === undefined ? undefined : await git?.resolveCommit(branch);
  if (git === undefined || commit === undefined) return undefined;
  return revisionTree({ git, commit, project: folderInRepository(workspace, git) });
}
