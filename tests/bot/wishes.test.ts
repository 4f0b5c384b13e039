import { beforeAll, expect, it } from 'vitest';
import { type Effect, noticeEffect, replyEffect } from '../../bot/src/effects/effect.ts';
import type { Database } from '../../bot/src/store/database.ts';
import {
  effectDone,
  effectFailed,
  effectGivenUp,
  nextEffectAt,
  repositoriesWithWaitingEffects,
  unfinishedChecks,
  waitingEffects,
  wishFor,
} from '../../bot/src/store/effects.ts';
import { upsertInstallation } from '../../bot/src/store/installations.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import { upsertRepository } from '../../bot/src/store/repositories.ts';
import { onBothDatabases } from './on-both-databases.ts';

const head = '9f2c1ab'.padEnd(40, '0');

onBothDatabases((get) => {
  let database: Database;
  beforeAll(async () => {
    database = get().database;
    await migrate(database);
    await upsertInstallation(database, { installationId: 7, account: 'acme', accountId: 70 });
  });

  async function newRepository(repositoryId: number): Promise<number> {
    const repository = { repositoryId, installationId: 7, owner: 'acme', name: `r${repositoryId}` };
    await upsertRepository(database, repository);
    return repositoryId;
  }

  it('carries wishes out in order, each payload once, the newest of a key', async () => {
    const repositoryId = await newRepository(180);
    const now = new Date(0);
    const due = () => waitingEffects(database, repositoryId, now);
    const reply = (commentId: number, text: string): Effect =>
      replyEffect({ repositoryId, number: 6 }, { commentId, text });
    await wishFor(database, repositoryId, [reply(1, 'first'), reply(2, 'second')]);
    await wishFor(database, repositoryId, [reply(1, 'first')]);
    const [first, second] = await due();
    expect(first).toEqual({
      key: `reply:${repositoryId}:1`,
      kind: 'reply',
      number: 6,
      payload: { commentId: 1, text: 'first' },
      version: 1,
      attempts: 0,
    });
    expect(second?.payload).toEqual({ commentId: 2, text: 'second' });
    await wishFor(database, repositoryId, [reply(1, 'newer')]);
    await effectDone(database, first?.key ?? '', 1);
    expect(await due()).toMatchObject([{ version: 2, payload: { text: 'newer' } }, { version: 1 }]);
    await effectDone(database, first?.key ?? '', 2);
    await wishFor(database, repositoryId, [reply(1, 'newer')]);
    expect(await due()).toHaveLength(1);
    await wishFor(database, repositoryId, [reply(1, 'last')]);
    expect((await due()).map(({ key }) => key)).toEqual([second?.key, first?.key]);
  });

  it('lets failed wishes wait and gives up for one payload only', async () => {
    const repositoryId = await newRepository(190);
    const [early, late] = [new Date(1_000), new Date(60_000)];
    const due = (now: Date) => waitingEffects(database, repositoryId, now);
    const wish = (text: string) =>
      wishFor(database, repositoryId, [noticeEffect(repositoryId, 'budget', { title: 'T', text })]);
    const key = `notice:${repositoryId}:budget`;
    await wish('80 %');
    await effectFailed(database, key, 1, { notBefore: late });
    expect(await due(early)).toEqual([]);
    expect(await nextEffectAt(database, repositoryId)).toEqual(late);
    expect(await due(late)).toMatchObject([{ attempts: 1 }]);
    await wish('100 %');
    expect(await due(early)).toMatchObject([{ attempts: 0, version: 2 }]);
    await effectFailed(database, key, 1, { notBefore: late });
    expect(await due(early)).toHaveLength(1);
    const waits = async () =>
      (await repositoriesWithWaitingEffects(database)).some(
        (repository) => repository.repositoryId === repositoryId && repository.accountId === 70,
      );
    expect(await waits()).toBe(true);
    await effectGivenUp(database, key, 2, 'GitHub answered 410');
    expect(await due(late)).toEqual([]);
    expect(await nextEffectAt(database, repositoryId)).toBeUndefined();
    expect(await waits()).toBe(false);
    await wish('over');
    expect(await due(early)).toMatchObject([{ version: 3 }]);
    await effectDone(database, key, 3, { notBefore: late });
    await wish('over again');
    expect(await due(early)).toEqual([]);
    expect(await due(late)).toMatchObject([{ version: 4 }]);
  });

  it('names the check runs that have no result', async () => {
    const at = { repositoryId: await newRepository(200), number: 7 };
    const check = (status: string, name: string) => ({
      kind: 'check',
      key: `check:200:7:${head}:${name}:1`,
      number: 7,
      payload: { head, attempt: 1, report: { check: name, status } },
    });
    const wishes = [check('completed', 'validate'), check('in_progress', 'evaluate')];
    await wishFor(database, at.repositoryId, wishes as unknown as Effect[]);
    expect(await unfinishedChecks(database, at)).toEqual([{ head, attempt: 1, check: 'evaluate' }]);
  });
});
