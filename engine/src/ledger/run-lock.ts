import { open, readFile, rm, stat } from 'node:fs/promises';
import { GalleyError } from '../errors/galley-error.ts';
import type { RunOwner } from '../ports/run-owner.ts';
import { isPlainObject } from '../units/own-value.ts';

/** While it is held, no other process makes the same run. */
export interface RunLock {
  release(): Promise<void>;
}

/** A lock of another machine, whose processes cannot be looked at, holds for so long. */
const foreignLockMs = 24 * 3_600_000;
/** A lock without words is being written; after so long, it never will be. */
const wordlessLockMs = 60_000;

/**
 * Takes the lock that a file stands for. One that a dead process left, or that was copied here with
 * its folder, is taken over.
 * @param path its folder exists
 * @throws GalleyError `run-in-progress` when a living process holds it
 */
export async function takeRunLock(
  path: string,
  { owner, nowMs }: { readonly owner: RunOwner; readonly nowMs: number },
): Promise<RunLock> {
  for (;;) {
    if (await createLock(path, owner)) return { release: () => rm(path, { force: true }) };
    const found = await readLock(path);
    if (found === undefined) continue;
    if (isHeld(found, owner, nowMs)) throw inProgress(path, found);
    await takeAway(path, found, nowMs);
  }
}

interface FoundLock {
  readonly text: string;
  readonly inode: string;
  readonly writtenAtMs: number;
}

/** What a process writes into its lock; the inode tells the file from a copy of it. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly startedAtMs: number;
  readonly inode: string;
}

async function createLock(path: string, owner: RunOwner): Promise<boolean> {
  const file = await open(path, 'wx').catch(unless('EEXIST'));
  if (file === undefined) return false;
  try {
    const { ino } = await file.stat({ bigint: true });
    const { pid, host, startedAtMs } = owner;
    const holder: Holder = { pid, host, startedAtMs, inode: String(ino) };
    await file.writeFile(`${JSON.stringify(holder)}\n`);
  } finally {
    await file.close();
  }
  return true;
}

/** `undefined` when the lock was released meanwhile. */
async function readLock(path: string): Promise<FoundLock | undefined> {
  const found = await stat(path, { bigint: true }).catch(unless('ENOENT'));
  const text = await readFile(path, 'utf8').catch(unless('ENOENT'));
  if (found === undefined || text === undefined) return undefined;
  return { text, inode: String(found.ino), writtenAtMs: Number(found.mtimeMs) };
}

function isHeld(found: FoundLock, owner: RunOwner, nowMs: number): boolean {
  const holder = holderOf(found);
  if (holder === undefined) return nowMs - found.writtenAtMs < wordlessLockMs;
  if (holder.inode !== found.inode) return false;
  if (holder.host !== owner.host) return nowMs - found.writtenAtMs < foreignLockMs;
  if (holder.pid === owner.pid) return holder.startedAtMs === owner.startedAtMs;
  return owner.isRunning(holder.pid);
}

function holderOf({ text }: FoundLock): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) && typeof value.pid === 'number'
      ? (value as unknown as Holder)
      : undefined;
  } catch {
    return undefined; // not written to its end
  }
}

/**
 * Removes a dead process's lock. One process at a time may: another one could have taken the dead one's
 * place since it was looked at.
 */
async function takeAway(path: string, dead: FoundLock, nowMs: number): Promise<void> {
  const turn = `${path}.turn`;
  const file = await open(turn, 'wx').catch(unless('EEXIST'));
  if (file === undefined) {
    const other = await stat(turn).catch(unless('ENOENT'));
    if (other !== undefined && nowMs - other.mtimeMs >= wordlessLockMs)
      await rm(turn, { force: true });
    return;
  }
  try {
    const found = await readLock(path);
    if (found?.inode === dead.inode && found.text === dead.text) await rm(path, { force: true });
  } finally {
    await file.close();
    await rm(turn, { force: true });
  }
}

function inProgress(path: string, found: FoundLock): GalleyError {
  const holder = holderOf(found);
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new GalleyError('run-in-progress', `${who} is making this run`, {
    data: { file: path, pid: holder?.pid, host: holder?.host },
    hint: `Wait until it is done, or stop it: its finished calls are kept. If no such process is left, delete ${path}.`,
  });
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === code) return undefined;
    throw error;
  };
}
