import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { ChildEntry } from './child-entry.ts';
import type { ChildLimits } from './child-limits.ts';
import type { ChildGuard } from './find-child-guard.ts';

export interface SpawnOptions {
  readonly entry: ChildEntry;
  readonly limits: ChildLimits;
  readonly guard: ChildGuard;
  /** An empty folder to start in. */
  readonly folder: string;
}

/**
 * Starts Node with an empty environment, three pipes and nothing else: no file but the entry's own
 * code, no writing, no processes, no workers, no addons, no code from strings.
 */
export function spawnChild({
  entry,
  limits,
  guard,
  folder,
}: SpawnOptions): ChildProcessWithoutNullStreams {
  const [program = '', ...rest] = [
    ...guard.command,
    process.execPath,
    '--permission',
    ...entry.readable.map((path) => `--allow-fs-read=${path}`),
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--no-warnings',
    `--max-old-space-size=${limits.heapMb}`,
    entry.file,
    `${limits.requestBytes}`,
    `${limits.answerBytes}`,
  ];
  return spawn(program, rest, {
    cwd: folder,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}
