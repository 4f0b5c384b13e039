import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { ChildEntry } from './child-entry.ts';
import type { ChildLimits } from './child-limits.ts';
import type { ChildGuard } from './find-child-guard.ts';
import { type RunningChild, runningChild } from './running-child.ts';
import { spawnChild } from './spawn-child.ts';
import { receiveWithin } from './watch-child.ts';

export interface StartOptions {
  readonly entry: ChildEntry;
  readonly limits: ChildLimits;
  readonly clock: Clock;
  readonly guard: ChildGuard;
}

/**
 * A child that has said its first word, in an empty folder of its own that goes when it goes.
 * @param onSpawn receives the child before it has spoken, so that it can be killed
 * @throws ChildEnd when it does not come up
 */
export async function startChild(
  { entry, limits, clock, guard }: StartOptions,
  onSpawn: (child: RunningChild) => void,
): Promise<RunningChild> {
  const made = mkdtempSync(join(tmpdir(), 'galley-child-'));
  const folder = join(made, 'empty');
  mkdirSync(folder, { mode: 0o500 });
  const child = runningChild(spawnChild({ entry, limits, guard, folder }), limits);
  void child.ended.then(() => rmSync(made, { recursive: true, force: true }));
  onSpawn(child);
  const { startMs: clockMs, residentMb } = limits;
  const word = await receiveWithin(child, { clockMs, residentMb }, clock);
  if (isPlainObject(word) && word.kind === 'ready') return child;
  child.kill('garbage');
  throw await child.ended;
}
