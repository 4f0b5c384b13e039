import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { monthResetDate, openingBalances } from './opening-balances.ts';
import { readRunRecords } from './read-run-records.ts';
import { type RunRecord, writeRunRecord } from './run-record.ts';
import { createTally } from './tally.ts';

const record: RunRecord = {
  v: 1,
  id: 'run-k3x9q0',
  who: 'ada@acme.example',
  door: 'cli',
  command: 'run',
  startedAt: '2026-11-21T12:00:00.000Z',
  finishedAt: '2026-11-21T12:00:41.000Z',
  commits: { base: null, head: null },
  policyHash: null,
  planHash: 'a'.repeat(64),
  status: 'passed',
  totals: {
    ...createTally().totals(),
    calls: 3,
    inputTokens: 900,
    outputTokens: 100,
    billedTokens: 600,
    knownCostNanoUsd: 5_000,
    costNanoUsd: null,
    unknownCostCalls: 1,
  },
  byModel: {},
  byPrompt: {},
  suites: [],
};

async function folderWith(...records: readonly RunRecord[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-records-'));
  for (const one of records) await writeRunRecord(folder, one);
  return folder;
}

it('reads what was written, the oldest first, and counts what is no record', async () => {
  const older = { ...record, startedAt: '2026-10-31T23:59:59.000Z' };
  const folder = await folderWith(record, older);
  const place = join(folder, 'runs', '2026', '11');
  await mkdir(place, { recursive: true });
  for (const [name, text] of [
    ['torn.json', '{"v": 1, "id"'],
    ['other.json', '[]'],
    ['later.json', JSON.stringify({ ...record, v: 2 })],
    ['negative.json', JSON.stringify({ ...record, totals: { ...record.totals, calls: -1 } })],
    [
      'fraction.json',
      JSON.stringify({ ...record, totals: { ...record.totals, knownCostNanoUsd: 0.5 } }),
    ],
    ['notes.txt', 'ignored'],
  ] as const) {
    await writeFile(join(place, name), text);
  }
  expect(await readRunRecords(folder)).toEqual({ records: [older, record], unreadable: 5 });
});

it('gives nothing for a folder that is not there', async () => {
  expect(await readRunRecords('/nowhere/.galley')).toEqual({ records: [], unreadable: 0 });
});

it('joins the ledger branch and counts a run once', async () => {
  const elsewhere = { ...record, id: 'proof-1', door: 'action' as const };
  const blobs = new Map([record, elsewhere].map((one, index) => [`blob${index}`, one]));
  const git = {
    resolveCommit: async (revision: string) =>
      revision === 'origin/galley/ledger' ? 'c0ffee' : undefined,
    listTree: async () =>
      [...blobs.keys()].map((blobId) => ({
        path: `runs/2026/11/20261121T120000-${blobId}.json`,
        kind: 'file' as const,
        blobId,
      })),
    readBlobs: async () =>
      new Map(
        [...blobs].map(([id, one]) => [
          id,
          { kind: 'bytes' as const, bytes: Buffer.from(JSON.stringify(one)) },
        ]),
      ),
  };
  const { records } = await readRunRecords(await folderWith(record), git);
  expect(records.map(({ id }) => id)).toEqual(['run-k3x9q0', 'proof-1']);
});

it('adds up a month, a person and a pull request', () => {
  const records = [
    { ...record, startedAt: '2026-10-31T23:59:59.000Z', pullRequest: 7 },
    { ...record, pullRequest: 7 },
    { ...record, who: 'grace@acme.example' },
  ];
  const nowMs = Date.parse('2026-11-30T23:00:00Z');
  const { openings, unknownCostCalls } = openingBalances(records, {
    nowMs,
    actor: 'ada@acme.example',
    pullRequest: 7,
  });
  expect(openings).toMatchObject({
    month: { nanoUsd: 10_000, tokens: 1_200 },
    actor: { nanoUsd: 5_000 },
    'pull request': { nanoUsd: 10_000 },
  });
  expect(unknownCostCalls).toEqual({ month: 2, actor: 1, 'pull request': 2 });
  const nobody = openingBalances(records, { nowMs, actor: undefined, pullRequest: undefined });
  expect(Object.keys(nobody.openings)).toEqual(['month']);
});

it('begins a month again on its first day in UTC, over the turn of the year', () => {
  expect(monthResetDate(Date.parse('2026-12-31T23:59:59Z'))).toBe('2027-01-01');
});
