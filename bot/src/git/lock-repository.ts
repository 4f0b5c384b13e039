import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import type { Clock } from '@galley/engine/ports';

/** Gives a lock back. */
export type Unlock = () => Promise<void>;

/** A holder that lives says so this often; one that was silent for so long is dead. */
const beatMs = 4_000;
const silentMs = 20_000;
const pollMs = 50;
/** Characters of a UUID. */
const holderLength = 36;

/**
 * Keeps other processes away from one repository while it is changed. A lock whose holder died is taken
 * over. It saves double work; what keeps the files whole is that they are renamed into place.
 * @param path of the lock; its folder exists
 * @param options.worker name of this process, which holds this lock nowhere else: one that it left when it
 * was killed is taken over at once
 * @returns `undefined` when it is taken and `waits` is false
 */
export async function lockRepository(
  path: string,
  options: {
    readonly clock: Clock;
    readonly worker?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly waits: boolean;
  },
): Promise<Unlock | undefined> {
  const { clock, worker, signal, waits } = options;
  const holder = `${worker === undefined ? '' : `${worker} `}${randomUUID()}`;
  for (;;) {
    signal?.throwIfAborted();
    if (await createLock(path, holder, clock)) return holdLock(path, holder, clock);
    const silent = await silenceOf(path, clock);
    const isDead = (silent ?? 0) > silentMs || (await isLeftBy(path, worker));
    if (isDead) await rm(path, { force: true });
    else if (!waits) return undefined;
    else if (silent !== undefined) await clock.sleep(pollMs, signal);
  }
}

async function createLock(path: string, holder: string, clock: Clock): Promise<boolean> {
  const file = await open(path, 'wx').catch(unless('EEXIST'));
  if (file === undefined) return false;
  try {
    await file.writeFile(holder);
    const now = clock.now() / 1000;
    await file.utimes(now, now);
  } finally {
    await file.close();
  }
  return true;
}

function holdLock(path: string, holder: string, clock: Clock): Unlock {
  const beat = async () => {
    const now = clock.now() / 1000;
    if (await isHeldBy(path, holder)) await utimes(path, now, now);
  };
  // Whoever cannot say that he lives may lose the lock, which costs double work and nothing else.
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if (await isHeldBy(path, holder)) await rm(path, { force: true });
  };
}

async function isLeftBy(path: string, worker: string | undefined): Promise<boolean> {
  if (worker === undefined) return false;
  const text = (await readFile(path, 'utf8').catch(unless('ENOENT'))) ?? '';
  return text.slice(0, -holderLength) === `${worker} `;
}

async function isHeldBy(path: string, holder: string): Promise<boolean> {
  return (await readFile(path, 'utf8').catch(unless('ENOENT'))) === holder;
}

/** Milliseconds since the holder was heard of; `undefined` when the lock is free. */
async function silenceOf(path: string, clock: Clock): Promise<number | undefined> {
  const found = await stat(path).catch(unless('ENOENT'));
  // A time to come was written by a clock that was wrong.
  return found === undefined ? undefined : Math.abs(clock.now() - found.mtimeMs);
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === code) return undefined;
    throw error;
  };
}
