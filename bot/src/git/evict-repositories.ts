import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Generation, lastUsedMs, listGenerations, measure, namesIn } from './generations.ts';

/** What decides which generations go. */
export interface Eviction {
  readonly mostBytes: number;
  /** Used within so many milliseconds is in use. */
  readonly inUseMs: number;
  readonly nowMs: number;
  /** Runs work while no process changes a repository; not at all when one does. */
  readonly whileLocked: (repositoryId: string, work: () => Promise<void>) => Promise<void>;
}

interface Kept {
  readonly repositoryId: string;
  readonly generation: Generation;
  readonly isSuperseded: boolean;
  readonly usedMs: number;
  readonly bytes: number;
}

const removedName = /^removed-/;

/**
 * Deletes generations that have a successor, then the longest unused, until all together are below the
 * limit. What is in use stays, even above it.
 */
export async function evictRepositories(folder: string, eviction: Eviction): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (removedName.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
  const kept = await listKept(folder);
  let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const first = (one: Kept) => (one.isSuperseded ? 0 : 1);
  kept.sort((a, b) => first(a) - first(b) || a.usedMs - b.usedMs);
  for (const { generation, repositoryId, isSuperseded, bytes } of kept) {
    if (!isSuperseded && total <= eviction.mostBytes) break;
    await eviction.whileLocked(repositoryId, async () => {
      if ((await lastUsedMs(generation)) > eviction.nowMs - eviction.inUseMs) return;
      await removeFolder(folder, generation.folder);
      const home = join(folder, repositoryId);
      if ((await listGenerations(home)).length === 0) await removeFolder(folder, home);
      total -= bytes;
    });
  }
}

/** Takes a folder away at once, and deletes it then. */
export async function removeFolder(folder: string, path: string): Promise<void> {
  const away = join(folder, `removed-${randomUUID()}`);
  try {
    await rename(path, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(away, { recursive: true, force: true });
}

async function listKept(folder: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const repositoryId of await namesIn(folder)) {
    if (!/^\d+$/.test(repositoryId)) continue;
    const generations = await listGenerations(join(folder, repositoryId));
    for (const generation of generations) {
      const { bytes } = await measure(generation);
      const usedMs = await lastUsedMs(generation);
      const isSuperseded = generation !== generations.at(-1);
      kept.push({ repositoryId, generation, isSuperseded, usedMs, bytes });
    }
  }
  return kept;
}
