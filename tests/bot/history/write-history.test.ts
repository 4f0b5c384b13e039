import {
  addCassetteLine,
  type CassetteLine,
  cassetteText,
  writeCassetteLine,
} from '@galley/engine/models';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dropRecordings, releaseRecordings } from '../../../bot/src/history/history-rows.ts';
import { openLedgerBranch } from '../../../bot/src/history/ledger-branch.ts';
import { writeHistory } from '../../../bot/src/history/write-history.ts';
import type { Fault } from '../../fakes/github/server/faults.ts';
import { openScene, type Scene } from './open-scene.ts';

let scene: Scene;
const write = () => writeHistory(scene.database, scene);

beforeAll(async () => {
  scene = await openScene();
});
beforeEach(() => scene.begin());
afterAll(() => scene.close());

function line(key: string, text: string): CassetteLine {
  return {
    key: key.repeat(64),
    caseId: `case-${key}`,
    repeat: 0,
    at: '2026-11-21',
    answer: {
      ...{ text, toolCalls: [], finishReason: 'stop', model: 'small-1', latencyMs: 5 },
      usage: { inputTokens: 10, cachedInputTokens: undefined, outputTokens: 2 },
    },
  };
}

it('makes the branch without any history of the code, with one file for each run', async () => {
  await scene.addRun({ id: 'proof-1' });
  await scene.addRun({ id: 'proof-2', startedAt: '2026-10-01T08:00:00.000Z' });
  expect(await write()).toEqual({ written: 2 });
  const files = scene.files();
  expect([...files.keys()]).toEqual([
    'runs/2026/10/20261001T080000-proof-2.json',
    'runs/2026/11/20261121T100000-proof-1.json',
  ]);
  expect(JSON.parse(files.get('runs/2026/11/20261121T100000-proof-1.json') ?? '')).toMatchObject({
    ...{ v: 1, id: 'proof-1', who: 'ada' },
  });
  expect(scene.commits()).toHaveLength(1);
  expect(await scene.unwritten()).toEqual([]);
});

it('adds one commit for each round, and none when there is nothing new', async () => {
  await scene.addRun({ id: 'proof-1' });
  await write();
  await scene.addRun({ id: 'proof-2' });
  await write();
  expect(await write()).toEqual({ written: 0 });
  expect(scene.files().size).toBe(2);
  expect(scene.commits()).toHaveLength(2);
});

it('writes nothing twice after it broke off', async () => {
  await scene.addRun({ id: 'proof-1' });
  await scene.addRun({ id: 'proof-2' });
  await write();
  await scene.database.query('update run set written_at = null');
  expect(await write()).toEqual({ written: 2 });
  expect(scene.commits()).toHaveLength(1);
});

it.each([
  ['git/create-tree', 'status'],
  ['git/create-commit', 'status'],
  ['git/create-ref', 'status'],
  ['git/create-ref', 'after-bad-gateway'],
  ['git/create-ref', 'after-hang-up'],
] as const)('goes on after %s broke off (%s)', async (operation, kind) => {
  await scene.addRun({ id: 'proof-1' });
  const fault: Fault = kind === 'status' ? { kind, status: 502 } : { kind };
  scene.desk.github.faults.add(fault, { on: [operation] });
  await expect(write()).rejects.toMatchObject({ status: expect.any(Number) });
  expect(await scene.unwritten()).toEqual(['proof-1']);
  expect(await write()).toEqual({ written: 1 });
  expect(scene.commits()).toHaveLength(1);
});

it('loses nothing when several write at once', async () => {
  const ids = Array.from({ length: 5 }, (_, index) => `proof-${index}`);
  for (const id of ids) await scene.addRun({ id });
  const others = ['12', '13', '14'].map((repositoryId) => Number(repositoryId));
  for (const [index, repositoryId] of others.entries()) {
    await scene.database.query('update run set repository_id = $1 where id = $2', [
      repositoryId,
      `proof-${index}`,
    ]);
  }
  const { place, database } = scene;
  await Promise.all(
    [...others, scene.repositoryId].map((repositoryId) =>
      writeHistory(database, { repositoryId, place }),
    ),
  );
  expect(scene.files().size).toBe(5);
  expect(await scene.unwritten()).toEqual([]);
});

it('writes again when the branch was rewritten between its commit and its mark', async () => {
  await scene.addRun({ id: 'proof-1' });
  await write();
  await scene.addRun({ id: 'proof-2' });
  const branch = openLedgerBranch(scene.place);
  const before = await branch.tip();
  let isRewritten = false;
  const database = {
    ...scene.database,
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      // Somebody with force who had read the branch before the second run was on it.
      if (!isRewritten && before && text.includes('written_at = clock_timestamp()')) {
        isRewritten = true;
        await branch.move(await branch.tip(), before, { force: true });
      }
      return scene.database.query<Row>(text, values);
    },
  };
  await writeHistory(database, scene);
  expect(isRewritten).toBe(true);
  expect(scene.files().size).toBe(2);
  expect(await scene.unwritten()).toEqual([]);
});

it('says why GitHub takes nothing, fails nothing, and writes later', async () => {
  await scene.addRun({ id: 'proof-1' });
  const place = { ...scene.place, access: { ...scene.place.access, name: 'unknown' } };
  const outcome = await writeHistory(scene.database, { ...scene, place });
  expect(outcome).toMatchObject({ written: 0, refused: expect.stringContaining('404') });
  const [row] = await scene.database.query<{ write_failure: string }>(
    'select write_failure from run',
  );
  expect(row?.write_failure).toContain('404');
  expect(await write()).toEqual({ written: 1 });
  const [later] = await scene.database.query<{ write_failure: null }>(
    'select write_failure from run',
  );
  expect(later?.write_failure).toBeNull();
});

it('puts the history of another repository below its own folder', async () => {
  await scene.addRun({ id: 'proof-1' });
  const place = { ...scene.place, branch: 'galley/all', prefix: 'acme/code/' };
  await writeHistory(scene.database, { ...scene, place });
  expect([...scene.files('galley/all').keys()]).toEqual([
    'acme/code/runs/2026/11/20261121T100000-proof-1.json',
  ]);
});

it('refuses a branch that is not below galley/', async () => {
  await scene.addRun({ id: 'proof-1' });
  const place = { ...scene.place, branch: 'main' };
  await expect(writeHistory(scene.database, { ...scene, place })).rejects.toThrow(TypeError);
});

it('holds recordings back until their pull request is merged, and merges them into cassettes', async () => {
  const path = 'cassettes/refund.jsonl';
  const recordings = [
    { path, lines: [line('b', 'Yes.'), line('a', 'No.')].map(writeCassetteLine) },
  ];
  await scene.addRun({ id: 'proof-1', recordings });
  await write();
  expect(scene.files().has(path)).toBe(false);
  const pull = { repositoryId: scene.repositoryId, number: 7 };
  expect(await releaseRecordings(scene.database, { ...pull, head: 'c'.repeat(40) })).toBe(false);
  expect(await releaseRecordings(scene.database, { ...pull, head: 'a'.repeat(40) })).toBe(true);
  await write();
  const lines = new Map<string, CassetteLine>();
  for (const one of [line('a', 'No.'), line('b', 'Yes.')]) addCassetteLine(lines, one);
  expect(scene.files().get(path)).toBe(cassetteText({ lines, foreign: [] }));

  const more = [{ path, lines: [writeCassetteLine(line('c', 'Maybe.'))], isReleased: true }];
  await scene.addRun({ id: 'proof-2', recordings: more });
  await write();
  addCassetteLine(lines, line('c', 'Maybe.'));
  expect(scene.files().get(path)).toBe(cassetteText({ lines, foreign: [] }));
});

it('forgets recordings of a pull request that was closed without a merge', async () => {
  const recordings = [
    { path: 'cassettes/refund.jsonl', lines: [writeCassetteLine(line('a', 'No.'))] },
  ];
  await scene.addRun({ id: 'proof-1', recordings });
  const pull = { repositoryId: scene.repositoryId, number: 7 };
  await dropRecordings(scene.database, pull);
  expect(await releaseRecordings(scene.database, { ...pull, head: 'a'.repeat(40) })).toBe(false);
});
