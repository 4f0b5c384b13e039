import { GalleyError } from '../../errors/galley-error.ts';
import type { GitObjectFormat } from '../../ports/git.ts';
import { unsafePathReason } from '../trees/unsafe-path-reason.ts';

/** Blobs above this are not kept unless a caller asks for more: 64 MiB. */
export const defaultMaxBlobBytes = 64 * 1024 * 1024;

/**
 * Lets only full object ids through, so that none can be read as an option or a second line.
 * @throws GalleyError `git-failed`
 */
export function checkObjectIds(ids: readonly string[], format: GitObjectFormat): void {
  const form = format === 'sha1' ? /^[0-9a-f]{40}$/ : /^[0-9a-f]{64}$/;
  for (const id of ids) {
    if (form.test(id)) continue;
    throw new GalleyError('git-failed', `${JSON.stringify(id)} is not a full object id`, {
      data: { id, format },
      hint: 'resolve a branch or a tag to its commit first',
    });
  }
}

/**
 * Lets `''` and plain relative folders through.
 * @throws GalleyError `git-failed`
 */
export function checkFolder(under: string): void {
  const reason = under === '' ? undefined : unsafePathReason(under);
  if (reason === undefined) return;
  throw new GalleyError('git-failed', `the folder ${JSON.stringify(under)} ${reason}`, {
    data: { under },
  });
}
