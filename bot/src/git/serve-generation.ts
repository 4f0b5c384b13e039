import type { Clock, Git } from '@galley/engine/ports';
import { type Generation, markUsed } from './generations.ts';

/** Marks are at least so far apart, as one job reads many times. */
const markEveryMs = 60_000;

/** The larger files of a commit are not fetched: the engine takes none above it. */
export const mostFileBytes = 64 * 1024 * 1024;

const tooLarge = { kind: 'too-large', byteCount: mostFileBytes + 1 } as const;

/**
 * A generation as jobs read it. Reading marks it as used; files that stayed on the server for their
 * size are told as too large, with the least size that they have.
 */
export function serveGeneration(git: Git, generation: Generation, clock: Clock): Git {
  let markedMs = clock.now();
  const mark = async () => {
    const nowMs = clock.now();
    if (nowMs - markedMs < markEveryMs) return;
    markedMs = nowMs;
    await markUsed(generation, nowMs);
  };
  return {
    ...git,
    async listTree(commit, under) {
      await mark();
      return git.listTree(commit, under);
    },
    async readBlobs(ids, options) {
      await mark();
      const blobs = await git.readBlobs(ids, options);
      for (const [id, { kind }] of blobs) {
        if (kind === 'missing') blobs.set(id, tooLarge);
      }
      return blobs;
    },
  };
}
