import { readFileSync } from 'node:fs';
import type { Clock } from '../ports/clock.ts';
import type { ChildLimits } from './child-limits.ts';
import type { RunningChild } from './running-child.ts';

/** How often memory is looked at. */
const lookMs = 20;
const pageBytes = 4_096;
const bytesPerMb = 1024 * 1024;

/**
 * Waits for the child's next message and kills it when that takes more than `clockMs`, or when its
 * resident memory passes `residentMb`. Rejects with `ChildEnd`.
 */
export async function receiveWithin(
  child: RunningChild,
  { clockMs, residentMb }: Pick<ChildLimits, 'clockMs' | 'residentMb'>,
  clock: Clock,
): Promise<unknown> {
  const done = new AbortController();
  const message = child.receive();
  void watch(child, clock, { until: clock.elapsedMs() + clockMs, residentMb, signal: done.signal });
  try {
    return await message;
  } finally {
    done.abort();
  }
}

async function watch(
  child: RunningChild,
  clock: Clock,
  { until, residentMb, signal }: { until: number; residentMb: number; signal: AbortSignal },
): Promise<void> {
  let isOver = false;
  while (!signal.aborted) {
    const left = until - clock.elapsedMs();
    // Looked at twice: an answer that came while this process was busy is read in between.
    if (left <= 0 && isOver) return child.kill('clock');
    isOver = left <= 0;
    try {
      await clock.sleep(isOver ? lookMs : Math.min(left, lookMs), signal);
    } catch {
      // The signal is the only reason to wake early: the message has come.
      return;
    }
    if (!signal.aborted && residentMbOf(child) > residentMb) return child.kill('resident');
  }
}

/** Megabytes of a child that are in RAM; 0 where the system does not tell. */
export function residentMbOf({ pid }: Pick<RunningChild, 'pid'>): number {
  if (pid === undefined) return 0;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return (pages * pageBytes) / bytesPerMb;
  } catch {
    // No /proc here, or the process has just ended.
    return 0;
  }
}
