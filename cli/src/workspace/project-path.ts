import { folderInRepository, type Workspace } from './open-workspace.ts';

/** The project folder relative to the repository's root; '' at the root or outside Git. */
export async function projectPath(workspace: Workspace): Promise<string> {
  const git = await workspace.git();
  return git === undefined ? '' : folderInRepository(workspace, git);
}
