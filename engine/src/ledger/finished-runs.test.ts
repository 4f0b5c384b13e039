import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishedRuns } from './finished-runs.ts';
import { openJournal } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function begin(planHash: string, atMs: number) {
  const clock = { now: () => atMs, elapsedMs: () => 0, sleep: async () => undefined };
  const journal = await openJournal({
    folder,
    planHash,
    clock,
    random: { next: () => (1_000 - (atMs % 1_000)) / 1_001 },
  });
  await journal.append('late', { plan: planHash });
  return journal;
}

async function plansOf(): Promise<unknown[]> {
  const plans: unknown[] = [];
  for await (const { entries } of finishedRuns(folder)) plans.push(entries.get('late'));
  return plans;
}

it('come newest first, also within one second, unfinished ones left out', async () => {
  const second = Date.UTC(2026, 10, 21, 13);
  await (await begin('middle', second + 500)).finish();
  await (await begin('oldest', second + 100)).finish();
  await (await begin('stopped', second + 700)).close();
  await (await begin('newest', second + 900)).finish();
  expect(await plansOf()).toEqual([{ plan: 'newest' }, { plan: 'middle' }, { plan: 'oldest' }]);
});

it('are none where nothing was run', async () => {
  rmSync(folder, { recursive: true });
  expect(await plansOf()).toEqual([]);
});
