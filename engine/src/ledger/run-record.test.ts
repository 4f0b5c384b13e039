import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type RunRecord, writeRunRecord } from './run-record.ts';
import { createTally } from './tally.ts';

const record: RunRecord = {
  v: 1,
  id: '20261121T120000-k3x9q0',
  who: 'ada@example.org',
  door: 'cli',
  command: 'eval',
  startedAt: '2026-11-21T12:00:00.000Z',
  finishedAt: '2026-11-21T12:00:09.000Z',
  commits: { base: null, head: null },
  policyHash: null,
  planHash: 'a'.repeat(64),
  status: 'passed',
  totals: createTally().totals(),
  byModel: {},
  byPrompt: {},
  suites: [{ suite: 'support/refund', verdict: 'passed' }],
};

it('stands below the year and month of its start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-records-'));
  const path = await writeRunRecord(folder, record);
  expect(path).toBe('runs/2026/11/20261121T120000-k3x9q0.json');
  expect(JSON.parse(await readFile(join(folder, path), 'utf8'))).toEqual(record);
});

it('puts the start before an id that does not begin with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-records-'));
  const path = await writeRunRecord(folder, { ...record, id: 'k3x9q0' });
  expect(path).toBe('runs/2026/11/20261121T120000-k3x9q0.json');
});

it('refuses an id that would leave the folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-records-'));
  await expect(writeRunRecord(folder, { ...record, id: '../../etc' })).rejects.toThrow(TypeError);
});
