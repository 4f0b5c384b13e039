import { createHash } from 'node:crypto';
import type { GitObjectFormat } from '../../ports/git.ts';

/** Git's object id of a file's content as it stands: equal to a commit's entry when unchanged. */
export function blobId(content: Uint8Array, format: GitObjectFormat): string {
  return createHash(format).update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}
