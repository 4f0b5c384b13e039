import { hostname } from 'node:os';
import type { RunOwner } from '@galley/engine/ports';

/** This process as the owner of runs. */
export function processOwner(): RunOwner {
  return {
    pid: process.pid,
    host: hostname(),
    startedAtMs: Math.round(performance.timeOrigin),
    isRunning,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
