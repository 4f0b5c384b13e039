import { beforeAll, beforeEach, expect, it } from 'vitest';
import { closeLostRuns } from '../../../bot/src/money/close-lost-runs.ts';
import type { PaidRun } from '../../../bot/src/money/open-run.ts';
import type { Caps } from '../../../bot/src/money/spender.ts';
import type { Database } from '../../../bot/src/store/database.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import { onBothDatabases, onPostgresql, type SuiteDatabase } from '../on-both-databases.ts';
import { ada, dollar, loseWorker, open, reserverOf, rowOf, take, testClock } from './open-scene.ts';

const patient = new AbortController().signal;
const exceeded = { code: 'budget-exceeded' };

function capped(budgets: Partial<Caps['budgets']>): Caps {
  return { budgets: { runNanoUsd: undefined, mode: 'strict', ...budgets } };
}

onBothDatabases((get) => {
  let database: Database;
  beforeAll(async () => {
    database = get().database;
    await migrate(database);
  });
  beforeEach(async () => {
    await database.query('delete from run');
  });

  async function spend(run: PaidRun, nanoUsd: number, tokens = 10): Promise<void> {
    (await take(run, nanoUsd, tokens)).settle(nanoUsd, tokens);
  }

  it('has set money aside in the database before it gives it out', async () => {
    const run = await open(database, { caps: capped({ monthNanoUsd: 100 * dollar }) });
    await take(run, dollar);
    const { reach, allotted } = await rowOf(database, run.id);
    expect(reach).toBe(BigInt(dollar));
    expect(allotted).toBeGreaterThanOrEqual(reach);
    await run.close({});
  });

  it('keeps the cap of the run itself', async () => {
    const run = await open(database, { caps: capped({ runNanoUsd: dollar }) });
    expect(run.capNanoUsd).toBe(dollar);
    await spend(run, 0.9 * dollar);
    await expect(take(run, 0.2 * dollar)).rejects.toMatchObject({
      ...exceeded,
      data: { scope: 'run', source: 'galley.yaml' },
    });
  });

  const tier = { name: 'starter', limits: { monthNanoUsd: dollar } };
  it.each<[string, Caps, object, object]>([
    ['a pull request', capped({ pullRequestNanoUsd: dollar }), {}, { number: 8 }],
    [
      'a month',
      capped({ monthNanoUsd: dollar }),
      { number: 8, actor: 'eve' },
      { repositoryId: 12 },
    ],
    ['a person', capped({ actorNanoUsd: dollar }), { number: 8, actor: 'ADA' }, { actor: 'eve' }],
    [
      'a tier',
      { ...capped({}), tier },
      { repositoryId: 12, number: 8, actor: 'eve' },
      { accountId: 2, repositoryId: 13 },
    ],
  ])('keeps the cap of %s over runs, and of nothing else', async (_, caps, same, other) => {
    const first = await open(database, { id: 'first', caps });
    await spend(first, 0.9 * dollar);
    await first.close({});
    const second = await open(database, { id: 'second', caps, spender: { ...ada, ...same } });
    await expect(take(second, 0.2 * dollar)).rejects.toMatchObject(exceeded);
    expect(second.state().stoppedBy).toHaveLength(1);
    await spend(second, 0.1 * dollar);
    await second.close({});
    const third = await open(database, { id: 'third', caps, spender: { ...ada, ...other } });
    await spend(third, 0.2 * dollar);
    await third.close({});
  });

  it('keeps a month’s cap on tokens', async () => {
    const caps = capped({ tokensMonth: 1_000 });
    const first = await open(database, { caps });
    await spend(first, 0, 900);
    await first.close({});
    const second = await open(database, { id: 'second', caps });
    await expect(take(second, 0, 101)).rejects.toMatchObject({
      ...exceeded,
      data: { capTokens: 1_000 },
    });
    await spend(second, 0, 100);
    await second.close({});
    expect((await rowOf(database, 'second')).tokens).toBe(100n);
  });

  it('begins a month’s cap anew, and never a pull request’s', async () => {
    const caps = capped({ monthNanoUsd: dollar, pullRequestNanoUsd: 1.5 * dollar });
    const first = await open(database, { caps });
    await spend(first, dollar);
    await first.close({});
    const clock = testClock();
    clock.aheadMs = 11 * 86_400_000;
    const december = await open(database, { id: 'second', caps, clock });
    await spend(december, 0.5 * dollar);
    await expect(take(december, 0.1 * dollar)).rejects.toMatchObject({
      data: { scope: 'pull request' },
    });
    await december.close({});
  });

  it('refuses what has no price or no bound under a strict cap over runs, and lets it pass otherwise', async () => {
    const strict = await open(database, { caps: capped({ monthNanoUsd: dollar }) });
    await expect(take(strict, undefined)).rejects.toMatchObject({ code: 'price-missing' });
    await strict.close({});
    const alert = await open(database, {
      id: 'second',
      caps: capped({ monthNanoUsd: 1, mode: 'alert' }),
    });
    (await take(alert, undefined)).settle(undefined);
    (await take(alert, dollar)).settle(dollar);
    expect(alert.state()).toMatchObject({ spentNanoUsd: dollar, unknownCostAttempts: 1 });
    await alert.close({});
  });

  it('waits for what other runs have set aside, and goes on when they cost less', async () => {
    const caps = capped({ monthNanoUsd: dollar });
    const first = await open(database, { caps });
    const held = await take(first, 0.9 * dollar);
    const second = await open(database, { id: 'second', caps });
    const waiting = take(second, 0.5 * dollar);
    await new Promise((resolve) => setTimeout(resolve, 30));
    held.settle(0.1 * dollar);
    await first.close({});
    (await waiting).settle(0.5 * dollar);
    await second.close({});
    expect((await rowOf(database, 'second')).spent).toBe(BigInt(0.5 * dollar));
  });

  it('gives up waiting when the others do not end', async () => {
    const caps = capped({ monthNanoUsd: dollar });
    const first = await open(database, { caps });
    await take(first, 0.9 * dollar);
    const second = await open(database, { id: 'second', caps });
    await expect(take(second, 0.5 * dollar)).rejects.toMatchObject({
      ...exceeded,
      message: expect.stringContaining('set aside'),
    });
    await Promise.all([first.close({}), second.close({})]);
  });

  it('gives each of many calls at once what fits, and never more than the cap', async () => {
    const run = await open(database, { caps: capped({ monthNanoUsd: dollar }) });
    const reserver = reserverOf(run);
    let inside = 0;
    let most = 0;
    const calls = Array.from({ length: 24 }, async () => {
      const held = await reserver.reserve(0.3 * dollar, patient, 10);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
      held.settle(0.01 * dollar, 10);
    });
    await Promise.all(calls);
    expect(most).toBeLessThanOrEqual(3);
    expect(run.state().spentNanoUsd).toBeCloseTo(0.24 * dollar, 0);
    await run.close({});
  });

  it('closes a lost run at the most it can have spent', async () => {
    const run = await open(database, { caps: capped({ monthNanoUsd: 100 * dollar }) });
    await spend(run, dollar);
    await take(run, 2 * dollar);
    await loseWorker(database, run.id);
    expect(await closeLostRuns(database)).toEqual([
      { id: run.id, repositoryId: ada.repositoryId, number: ada.number },
    ]);
    expect(await rowOf(database, run.id)).toMatchObject({
      state: 'closed',
      spent: BigInt(3 * dollar),
      is_upper_bound: true,
      record: { status: 'interrupted', totals: { knownCostNanoUsd: 3 * dollar } },
    });
    expect(await closeLostRuns(database)).toEqual([]);
    await expect(take(run, 1)).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('goes on with a lost run: its cap counts what that can have spent, and the lost one sends nothing more', async () => {
    const caps = capped({ runNanoUsd: dollar });
    const lost = await open(database, { caps });
    await spend(lost, 0.3 * dollar);
    await take(lost, 0.3 * dollar);
    const next = await open(database, { caps, worker: 'bot-2' });
    expect(next.state()).toMatchObject({ spentNanoUsd: 0.6 * dollar, isUpperBound: true });
    await expect(take(lost, 1)).rejects.toMatchObject({ code: 'interrupted' });
    await expect(take(next, 0.5 * dollar)).rejects.toMatchObject(exceeded);
    await spend(next, 0.4 * dollar);
    await next.close({});
    await lost.close({});
    expect(await rowOf(database, 'first')).toMatchObject({
      spent: BigInt(dollar),
      state: 'closed',
    });
  });

  it('counts for its cap what earlier tries spent whose runs are closed', async () => {
    const caps = capped({ runNanoUsd: dollar });
    const first = await open(database, { caps });
    await spend(first, 0.8 * dollar);
    await first.close({});
    const again = await open(database, { caps });
    expect(again.id).toBe('first-again1');
    await expect(take(again, 0.3 * dollar)).rejects.toMatchObject(exceeded);
    await spend(again, 0.1 * dollar);
    await again.close({});
    expect((await rowOf(database, again.id)).spent).toBe(BigInt(0.1 * dollar));
    expect((await open(database, { caps })).id).toBe('first-again2');
  });

  it('counts what is cut off when the run is closed', async () => {
    const run = await open(database, { caps: capped({ monthNanoUsd: 9 * dollar }) });
    await take(run, dollar);
    await run.close({});
    expect(await rowOf(database, run.id)).toMatchObject({
      ...{ spent: BigInt(dollar), allotted: 0n, is_upper_bound: true },
      record: { status: 'interrupted', totals: { knownCostNanoUsd: dollar } },
    });
  });
});

onPostgresql((get: () => SuiteDatabase) => {
  it('never exceeds a cap by one nano-dollar, with two replicas and a lost worker', async () => {
    const { database: one, config } = get();
    await migrate(one);
    await one.query('delete from run');
    const two = await openDatabase(config);
    const caps = capped({ monthNanoUsd: 5 * dollar });
    const lost = await open(one, { id: 'lost', caps });
    await take(lost, 0.5 * dollar);
    await loseWorker(one, 'lost');
    const sent: number[] = [];
    const work = async (database: Database, id: string) => {
      const run = await open(database, { id, caps, spender: { ...ada, number: id.length } });
      const reserver = reserverOf(run);
      await Promise.all(
        Array.from({ length: 30 }, async (_, call) => {
          const worstCase = (0.1 + (call % 5) * 0.07) * dollar;
          const held = await reserver.reserve(worstCase, patient, 10).catch(() => undefined);
          if (held === undefined) return;
          sent.push(worstCase);
          await new Promise((resolve) => setTimeout(resolve, 3));
          held.settle(call % 3 === 0 ? undefined : worstCase * 0.6, 10);
        }),
      );
      await run.close({});
    };
    await Promise.all([work(one, 'a'), work(two, 'bb'), work(one, 'ccc'), work(two, 'dddd')]);
    const [sum] = await one.query<{ spent: bigint }>('select sum(spent)::bigint as spent from run');
    expect(sent.length).toBeGreaterThan(10);
    expect(Number(sum?.spent)).toBeLessThanOrEqual(5 * dollar);
    expect(Number(sum?.spent)).toBeGreaterThan(4 * dollar);
    await two.close();
  });
});
