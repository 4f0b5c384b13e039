import type { Problem } from '@galley/engine/errors';
import type { Session } from '../../session.ts';
import { loadLibrary, openTree } from '../open-workspace.ts';
import type { ImportTarget } from './import-target.ts';
import type { PlannedFile } from './plan-files.ts';

/** What `galley validate` says of the files that were written. */
export async function judgeImported(
  session: Session,
  { folder }: ImportTarget,
  files: readonly PlannedFile[],
): Promise<readonly Problem[]> {
  const workspace = { folder, hasProject: true, git: async () => undefined };
  const library = await loadLibrary(session, await openTree(workspace));
  const written = new Set(files.map(({ path }) => path));
  return library.problems.filter(({ file }) => written.has(file));
}
