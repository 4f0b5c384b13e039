import { GalleyError } from '@galley/engine/errors';
import { openGit } from '@galley/engine/library';
import type { Door } from '../door.ts';

/** Root of the Git repository that holds the folder; the folder itself where there is none. */
export async function repositoryRootOf(
  folder: string,
  door: Pick<Door, 'environment'>,
): Promise<string> {
  try {
    return (await openGit(folder, { environment: door.environment })).root;
  } catch (error) {
    if (error instanceof GalleyError && error.code === 'git-missing') return folder;
    throw error;
  }
}
