import { GalleyError } from '../../errors/galley-error.ts';
import type { Git } from '../../ports/git.ts';

/** Full id of the commit that a revision names. @throws GalleyError `revision-missing` */
export async function requireCommit(
  git: Pick<Git, 'resolveCommit'>,
  revision: string,
): Promise<string> {
  const commit = await git.resolveCommit(revision);
  if (commit !== undefined) return commit;
  throw new GalleyError('revision-missing', `Git knows no revision ${JSON.stringify(revision)}`, {
    data: { revision },
    hint: 'Name a branch, tag or commit that git log knows; run git fetch if it is new.',
  });
}
