import type { Clock } from '../../ports/clock.ts';
import type { RunningChild } from '../running-child.ts';
import { residentMbOf } from '../watch-child.ts';
import type { ProofLimits } from './proof-limits.ts';

const lookMs = 20;
/** Of one look: while this process was too busy to look, nobody knows who waited for whom. */
const mostChargedMs = 5 * lookMs;

export interface WatchProofOptions {
  readonly limits: Pick<ProofLimits, 'clockMs' | 'residentMb'>;
  readonly clock: Clock;
  /** True while the child waits for an answer: that time is not its own. */
  readonly isWaiting: () => boolean;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Kills a child that takes more of its own time than `clockMs`, or more memory than `residentMb`. */
export async function watchProof(child: RunningChild, options: WatchProofOptions): Promise<void> {
  const { limits, clock, isWaiting, signal } = options;
  let leftMs = limits.clockMs;
  let lookedMs = clock.elapsedMs();
  for (;;) {
    try {
      await clock.sleep(lookMs, signal);
    } catch {
      // The signal is the only reason to wake early.
      return;
    }
    if (signal.aborted) return;
    const nowMs = clock.elapsedMs();
    if (!isWaiting()) leftMs -= Math.min(nowMs - lookedMs, mostChargedMs);
    lookedMs = nowMs;
    if (leftMs <= 0) return child.kill('clock');
    if (residentMbOf(child) > limits.residentMb) return child.kill('resident');
  }
}
