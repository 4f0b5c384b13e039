import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { NanoUsd } from '../units/nano-usd.ts';

/**
 * The most that a run can have spent by now, in a file of its own: after a sudden end, what stands there
 * and in no finished call was under way and may be billed.
 */
export interface SpendingMark {
  /** As an earlier process of the same run left it; 0 without one. */
  readonly earlierNanoUsd: NanoUsd;
  /** Writes it down before it returns, so that nothing is sent before it stands there. */
  raise(nanoUsd: NanoUsd): void;
  /** Everything is accounted for elsewhere. */
  remove(): void;
}

const digits = 16;

/** The mark of a run; its file is made when it is first raised. */
export function openSpendingMark(path: string): SpendingMark {
  let file: number | undefined;
  return {
    earlierNanoUsd: readMark(path),
    raise(nanoUsd) {
      file ??= openSync(path, 'w');
      // Always as long, in one write: a kill leaves the old amount or the new one.
      writeSync(file, `${String(nanoUsd).padStart(digits, '0')}\n`, 0);
    },
    remove() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      rmSync(path, { force: true });
    },
  };
}

function readMark(path: string): NanoUsd {
  try {
    const [written = ''] = readFileSync(path, 'utf8').split('\n');
    const amount = /^\d{16}$/.test(written) ? Number(written) : 0;
    return Number.isSafeInteger(amount) ? amount : 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
