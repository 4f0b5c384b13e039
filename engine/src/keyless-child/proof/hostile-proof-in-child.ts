import type { Clock } from '../../ports/clock.ts';
import { type ChildEntry, keylessChildEntry } from '../child-entry.ts';
import { type ChildGuard, findChildGuard } from '../find-child-guard.ts';
import { disposed, endRefusal } from '../refusals.ts';
import { ChildEnd, type RunningChild } from '../running-child.ts';
import { startChild } from '../start-child.ts';
import { BrokenRule, brokenRuleRefusal } from './broken-rule.ts';
import { converseProof } from './converse-proof.ts';
import type {
  HostileChange,
  HostileProof,
  ProofDoor,
  ProvedHostileChange,
} from './hostile-proof.ts';
import { openProofHost } from './open-proof-host.ts';
import { defaultProofLimits, type ProofLimits } from './proof-limits.ts';

export interface HostileProofOptions {
  readonly clock: Clock;
  /** Overrides of the defaults, which are enough for some 100,000 draws over 10,000 documents. */
  readonly limits?: Partial<ProofLimits>;
  /** The program to run; default the keyless child itself. */
  readonly entry?: ChildEntry;
  /** What the system keeps children from; default what is found by trying. */
  readonly guard?: ChildGuard;
}

const mostStarts = 3;
const firstPauseMs = 100;

/**
 * Opens and proves each change in a process of its own, without keys, environment, files or network, that
 * ends with it. Time in which it waits for an answer, of a model above all, is not counted as its own.
 */
export function hostileProofInChild(options: HostileProofOptions): HostileProof {
  const { clock, entry = keylessChildEntry() } = options;
  const limits = { ...defaultProofLimits, ...options.limits };
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let guard = options.guard && Promise.resolve(options.guard);

  async function start(
    signal: AbortSignal,
    onSpawn: (child: RunningChild) => void,
  ): Promise<RunningChild> {
    guard ??= findChildGuard();
    const found = await guard;
    for (let count = 1; ; count += 1) {
      signal.throwIfAborted();
      try {
        return await startChild({ entry, limits, clock, guard: found }, onSpawn);
      } catch (error) {
        if (!(error instanceof ChildEnd) || count === mostStarts) throw error;
        await clock.sleep(firstPauseMs * 2 ** (count - 1), signal);
      }
    }
  }

  function refusalOf(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return disposed('prove');
    if (error instanceof BrokenRule) return brokenRuleRefusal(error);
    return error instanceof ChildEnd ? endRefusal('prove', error, limits) : error;
  }

  async function prove(change: HostileChange, door: ProofDoor): Promise<ProvedHostileChange> {
    const signal = AbortSignal.any([door.signal, stopping.signal]);
    const host = openProofHost(change, { ...door, signal });
    let child: RunningChild | undefined;
    const kill = () => child?.kill('dispose');
    signal.addEventListener('abort', kill);
    try {
      const started = await start(signal, (spawned) => {
        child = spawned;
      });
      const report = await converseProof(started, change, { host, limits, clock, signal });
      await host.close();
      return host.finish(report);
    } catch (error) {
      throw refusalOf(error, signal);
    } finally {
      signal.removeEventListener('abort', kill);
      kill();
      await Promise.all([child?.ended, host.close()]);
    }
  }

  return {
    prove(change, door) {
      const proving = prove(change, door);
      const over = proving.then(
        () => undefined,
        () => undefined,
      );
      running.add(over);
      void over.then(() => running.delete(over));
      return proving;
    },
    async dispose() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
