import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunOwner } from '../ports/run-owner.ts';
import { takeRunLock } from './run-lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-lock-'));
  path = join(folder, 'plan.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const owner = (pid: number, more: Partial<RunOwner> = {}): RunOwner => ({
  pid,
  host: 'workbench',
  startedAtMs: 1_000,
  isRunning: () => true,
  ...more,
});
const nowMs = Date.now();
const take = (by: RunOwner, at = nowMs) => takeRunLock(path, { owner: by, nowMs: at });

it('refuses a second process while the first one lives, naming it', async () => {
  const lock = await take(owner(11));
  await expect(take(owner(12))).rejects.toMatchObject({
    code: 'run-in-progress',
    message: 'process 11 on workbench is making this run',
  });
  await lock.release();
  await take(owner(12));
});

it('is taken over from a process that is dead', async () => {
  await take(owner(11));
  await take(owner(12, { isRunning: () => false }));
  await expect(take(owner(13))).rejects.toThrow('process 12');
});

it('is taken over when the same number is another process', async () => {
  await take(owner(11));
  await expect(take(owner(11))).rejects.toThrow('process 11');
  await take(owner(11, { startedAtMs: 2_000 }));
});

it('of another machine holds for a day', async () => {
  await take(owner(11, { host: 'elsewhere' }));
  const dead = { isRunning: () => false };
  await expect(take(owner(12, dead), nowMs + 3_600_000)).rejects.toThrow('process 11 on elsewhere');
  await take(owner(12, dead), nowMs + 25 * 3_600_000);
});

it('that was copied with its folder binds nobody', async () => {
  await take(owner(11));
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  cpSync(path, join(copy, 'plan.lock'));
  await takeRunLock(join(copy, 'plan.lock'), { owner: owner(12), nowMs });
});

it('without words is being written, and is taken over when nobody writes it', async () => {
  writeFileSync(path, '');
  await expect(take(owner(12))).rejects.toThrow('another process is making this run');
  await take(owner(12), nowMs + 120_000);
});

it('goes to one of many that find it dead', async () => {
  await take(owner(1));
  const dead = { isRunning: (pid: number) => pid !== 1 };
  const taken = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => take(owner(index + 2, dead))),
  );
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['plan.lock']);
});
