import type { RunRecord } from '@galley/engine/ledger';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { purgeHistory } from '../../../bot/src/history/purge-history.ts';
import type { PurgeWhat } from '../../../bot/src/history/purge-what.ts';
import { retainHistory } from '../../../bot/src/history/retain-history.ts';
import { writeHistory } from '../../../bot/src/history/write-history.ts';
import { nowMs, openScene, type Scene } from './open-scene.ts';

const dayMs = 86_400_000;
let scene: Scene;
const write = () => writeHistory(scene.database, scene);
const retain = (days: number) =>
  retainHistory(scene.database, { ...scene, retainMs: days * dayMs, nowMs });
const purge = (what: PurgeWhat, isDryRun = false) =>
  purgeHistory(scene.database, { ...scene, what, isDryRun, nowMs });

beforeAll(async () => {
  scene = await openScene();
});
beforeEach(async () => {
  await scene.begin();
  await scene.addRun({ id: 'old-1', startedAt: '2026-08-02T10:00:00.000Z', costNanoUsd: 100 });
  await scene.addRun({
    id: 'old-2',
    startedAt: '2026-08-20T10:00:00.000Z',
    who: 'eve',
    costNanoUsd: 20,
  });
  await scene.addRun({ id: 'new-1', startedAt: '2026-11-20T10:00:00.000Z' });
  await write();
});
afterAll(() => scene.close());

const sums = 'runs/2026/08/20260801T000000-rolled-up.json';
const newest = 'runs/2026/11/20261120T100000-new-1.json';

function sumsNow(): RunRecord {
  return JSON.parse(scene.files().get(sums) ?? '') as RunRecord;
}

it('keeps sums of what is too old, in one commit without the rest', async () => {
  expect(await retain(100)).toEqual({ branch: { kind: 'rewritten' }, removed: 1 });
  expect([...scene.files().keys()]).toEqual([
    sums,
    'runs/2026/08/20260820T100000-old-2.json',
    newest,
  ]);
  expect(sumsNow()).toMatchObject({ who: null, totals: { knownCostNanoUsd: 100, calls: 1 } });
  expect(scene.commits()).toHaveLength(1);
  expect(await retain(90)).toMatchObject({ removed: 1 });
  expect([...scene.files().keys()]).toEqual([sums, newest]);
  expect(sumsNow()).toMatchObject({
    totals: { knownCostNanoUsd: 120, costNanoUsd: 120, calls: 2, billedTokens: 240 },
    byModel: { small: { knownCostNanoUsd: 120 } },
  });
  expect(await retain(90)).toEqual({ branch: { kind: 'unchanged' }, removed: 0 });
});

it('takes old names out of the database and leaves the amounts', async () => {
  await retain(90);
  const rows = await scene.database.query<{ id: string; actor: string | null; record: unknown }>(
    'select id, actor, record, spent from run order by id',
  );
  expect(rows).toMatchObject([
    { id: 'new-1', actor: 'ada', record: { who: 'ada' } },
    { id: 'old-1', actor: null, record: null, spent: 100n },
    { id: 'old-2', actor: null, record: null, spent: 20n },
  ]);
  expect(await write()).toEqual({ written: 0 });
});

it('loses no run that is written while the branch is rewritten', async () => {
  for (let round = 0; round < 4; round += 1) {
    await scene.addRun({ id: `during-${round}` });
    await scene.addRun({
      id: `ancient-${round}`,
      startedAt: `2026-07-0${round + 1}T10:00:00.000Z`,
    });
    await Promise.all([write(), retain(90)]);
    await write();
  }
  const names = [...scene.files().keys()].join('\n');
  for (let round = 0; round < 4; round += 1) expect(names).toContain(`-during-${round}.json`);
  expect(await scene.unwritten()).toEqual([]);
});

it('never rewrites the default branch', async () => {
  const { access } = scene.place;
  const repos = {
    ...access.octokit.rest.repos,
    get: async () => ({ data: { default_branch: scene.place.branch } }),
  };
  const octokit = { rest: { ...access.octokit.rest, repos } } as unknown as typeof access.octokit;
  const place = { ...scene.place, access: { ...access, octokit } };
  const retaining = retainHistory(scene.database, { ...scene, place, retainMs: dayMs, nowMs });
  await expect(retaining).rejects.toThrow('default branch');
});

it.each<[string, PurgeWhat, string[], object]>([
  [
    'everything before a day',
    { kind: 'before', date: new Date('2026-08-10T00:00:00Z') },
    ['runs/2026/08/20260802T100000-old-1.json'],
    { runs: 1, emptiedRuns: 0 },
  ],
  ['one run', { kind: 'run', id: 'new-1' }, [newest], { runs: 0, emptiedRuns: 1 }],
  [
    'one person',
    { kind: 'actor', login: 'EVE' },
    ['runs/2026/08/20260820T100000-old-2.json'],
    { runs: 1, emptiedRuns: 0 },
  ],
])('purges %s from the branch, its history and the database', async (_, what, files, rows) => {
  const all = [...scene.files().keys()];
  expect(await purge(what, true)).toMatchObject({ branch: 'planned', files, ...rows });
  expect([...scene.files().keys()]).toEqual(all);
  expect(await purge(what)).toMatchObject({ branch: 'rewritten', files, ...rows });
  expect([...scene.files().keys()]).toEqual(all.filter((path) => !files.includes(path)));
  expect(scene.commits()).toHaveLength(1);
  expect(await purge(what)).toMatchObject({ files: [], runs: 0 });
  expect(await write()).toEqual({ written: 0 });
});

it('purges a whole repository: the branch is gone, and what was spent this month still counts', async () => {
  const report = await purge({ kind: 'all' });
  expect(report).toMatchObject({ branch: 'rewritten', runs: 2, emptiedRuns: 1 });
  expect(report.files).toHaveLength(3);
  expect(() => scene.commits()).toThrow();
  const rows = await scene.database.query('select id, actor, record, spent from run');
  expect(rows).toEqual([{ id: 'new-1', actor: null, record: null, spent: 1_000n }]);
  expect(await purge({ kind: 'all' })).toMatchObject({ branch: 'no-branch' });
});
