import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockRepository } from './lock-repository.ts';

let folder: string;
let path: string;
const clock = {
  nowMs: 1_763_700_000_000,
  now: () => clock.nowMs,
  elapsedMs: () => clock.nowMs,
  sleep: async (ms: number, signal?: AbortSignal) => {
    await new Promise((resolve) => setTimeout(resolve, ms / 10));
    signal?.throwIfAborted();
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-lock-'));
  path = join(folder, '7.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A lock that another process holds, last heard of so long ago. */
function heldSince(ageMs: number): void {
  writeFileSync(path, 'another process');
  const seconds = (clock.nowMs - ageMs) / 1000;
  utimesSync(path, seconds, seconds);
}

describe('the lock of a repository', () => {
  it('is held by one until it is given back', async () => {
    const unlock = await lockRepository(path, { clock, waits: false });
    expect(await lockRepository(path, { clock, waits: false })).toBeUndefined();
    const order: string[] = [];
    const second = lockRepository(path, { clock, waits: true }).then(() => order.push('second'));
    order.push('first');
    await unlock?.();
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  it('is taken over from a holder that was silent, or whose time was wrong', async () => {
    for (const ageMs of [21_000, -3_600_000]) {
      heldSince(ageMs);
      const unlock = await lockRepository(path, { clock, waits: false });
      await unlock?.();
      expect(existsSync(path)).toBe(false);
    }
  });

  it('is not taken from a holder that was just heard of', async () => {
    heldSince(19_000);
    expect(await lockRepository(path, { clock, waits: false })).toBeUndefined();
    const signal = AbortSignal.timeout(40);
    const waiting = lockRepository(path, { clock, waits: true, signal });
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is taken over at once from a killed process of the same name', async () => {
    const worker = 'bot-1';
    await lockRepository(path, { clock, worker, waits: false });
    for (const other of ['bot', 'bot-2', undefined]) {
      expect(await lockRepository(path, { clock, worker: other, waits: false })).toBeUndefined();
    }
    expect(await lockRepository(path, { clock, worker, waits: true })).toBeDefined();
  });

  it('stays with whoever took it over', async () => {
    const unlock = await lockRepository(path, { clock, waits: false });
    rmSync(path);
    heldSince(0);
    await unlock?.();
    expect(readFileSync(path, 'utf8')).toBe('another process');
  });
});
