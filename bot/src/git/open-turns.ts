import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@galley/engine/ports';
import { openLanes } from '../github/open-lanes.ts';
import { lockRepository } from './lock-repository.ts';

/** Runs work on one repository while nobody else changes it, in this process or in another. */
export interface Turns {
  <Result>(
    repositoryId: string,
    work: () => Promise<Result>,
    options: { readonly waits: true; readonly signal?: AbortSignal },
  ): Promise<Result>;
  /** Does nothing when somebody does. */
  <Result>(
    repositoryId: string,
    work: () => Promise<Result>,
    options: { readonly waits: false },
  ): Promise<Result | undefined>;
}

/**
 * Turns by locks beside the repositories' folders.
 * @param folder made when it is not there
 * @param options.worker name of this process among those that share the folder
 */
export function openTurns(
  folder: string,
  { clock, worker }: { readonly clock: Clock; readonly worker?: string | undefined },
): Turns {
  const lanes = openLanes();
  const waiting = new Map<string, number>();
  const count = (id: string, step: number) => {
    const left = (waiting.get(id) ?? 0) + step;
    if (left > 0) waiting.set(id, left);
    else waiting.delete(id);
  };

  async function takeTurn<Result>(
    id: string,
    work: () => Promise<Result>,
    options: { readonly waits: boolean; readonly signal?: AbortSignal },
  ): Promise<Result | undefined> {
    await mkdir(folder, { recursive: true });
    const lock = join(folder, `${id}.lock`);
    const unlock = await lockRepository(lock, { clock, worker, ...options });
    if (unlock === undefined) return undefined;
    try {
      return await work();
    } finally {
      await unlock();
    }
  }

  const turns = async <Result>(
    id: string,
    work: () => Promise<Result>,
    options: { readonly waits: boolean; readonly signal?: AbortSignal },
  ): Promise<Result | undefined> => {
    if (!options.waits && waiting.has(id)) return undefined;
    count(id, 1);
    try {
      return await lanes(id, () => takeTurn(id, work, options));
    } finally {
      count(id, -1);
    }
  };
  return turns as Turns;
}
