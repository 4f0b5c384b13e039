import { beforeAll, expect, it } from 'vitest';
import { replyEffect } from '../../bot/src/effects/effect.ts';
import { listAcceptances, saveAcceptance } from '../../bot/src/store/acceptances.ts';
import { findAnswer, saveAnswer } from '../../bot/src/store/answers.ts';
import { isApproved, saveApproval } from '../../bot/src/store/approvals.ts';
import { answerCommand, insertCommand, waitingCommands } from '../../bot/src/store/commands.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { deleteOldRows } from '../../bot/src/store/delete-old-rows.ts';
import { insertDelivery, knownDeliveries } from '../../bot/src/store/deliveries.ts';
import { waitingEffects, wishFor } from '../../bot/src/store/effects.ts';
import {
  markInstallationRemoved,
  setInstallationSuspended,
  upsertInstallation,
} from '../../bot/src/store/installations.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import {
  bumpAttempt,
  findByHead,
  findPullRequest,
  listOpenPullRequests,
  setCancelledHead,
  setOpen,
  setRequest,
  setRequestedBy,
  settleGeneration,
  touchPullRequest,
  unsettledPullRequests,
} from '../../bot/src/store/pull-requests.ts';
import {
  findRepository,
  listRepositories,
  markRepositoryRemoved,
  upsertRepository,
} from '../../bot/src/store/repositories.ts';
import { findStep, saveStep } from '../../bot/src/store/steps.ts';
import { tellOnce } from '../../bot/src/store/told.ts';
import { onBothDatabases } from './on-both-databases.ts';

const head = '9f2c1ab'.padEnd(40, '0');
const newer = '4be07d3'.padEnd(40, '0');

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

  it('knows a delivery the second time', async () => {
    const delivery = { guid: 'd-1', event: 'pull_request', action: 'opened', repositoryId: 1 };
    expect(await insertDelivery(database, delivery)).toBe(true);
    expect(await insertDelivery(database, delivery)).toBe(false);
  });

  it('knows repositories by id through renames and removals', async () => {
    const id = await newRepository(100);
    await upsertRepository(database, {
      repositoryId: id,
      installationId: 7,
      owner: 'acme',
      name: 'prompts',
    });
    const known = {
      repositoryId: id,
      owner: 'acme',
      name: 'prompts',
      installationId: 7,
      accountId: 70,
      account: 'acme',
      isRemoved: false,
    };
    expect(await findRepository(database, id)).toEqual(known);
    await markRepositoryRemoved(database, id);
    expect((await findRepository(database, id))?.isRemoved).toBe(true);
    expect(await listRepositories(database)).not.toContainEqual(
      expect.objectContaining({ repositoryId: id }),
    );
    await newRepository(id);
    expect((await findRepository(database, id))?.isRemoved).toBe(false);
    expect(await findRepository(database, 101)).toBeUndefined();
  });

  it('reaches nothing of a suspended or removed installation', async () => {
    await upsertInstallation(database, { installationId: 8, account: 'umbra', accountId: 80 });
    await upsertRepository(database, {
      repositoryId: 110,
      installationId: 8,
      owner: 'umbra',
      name: 'prompts',
    });
    const isRemoved = async () => (await findRepository(database, 110))?.isRemoved;
    await setInstallationSuspended(database, 8, true);
    expect(await isRemoved()).toBe(true);
    await setInstallationSuspended(database, 8, false);
    expect(await isRemoved()).toBe(false);
    await markInstallationRemoved(database, 8);
    expect(await isRemoved()).toBe(true);
    await upsertInstallation(database, { installationId: 8, account: 'umbra', accountId: 80 });
    expect(await isRemoved()).toBe(true);
  });

  it('counts every event of a pull request and starts the quiet with a new commit', async () => {
    const at = { repositoryId: await newRepository(120), number: 1 };
    const read = () => findPullRequest(database, at.repositoryId, at.number);
    await touchPullRequest(database, { ...at, isOpen: true, head });
    const opened = await read();
    expect(opened).toMatchObject({
      ...at,
      owner: 'acme',
      name: 'r120',
      account: 'acme',
      isOpen: true,
      head,
      generation: 1,
      settledGeneration: 0,
      attempt: 1,
      request: undefined,
      cancelledHead: undefined,
      requestedBy: undefined,
    });
    await touchPullRequest(database, { ...at, isOpen: true, head });
    await touchPullRequest(database, { ...at, isOpen: true });
    const touched = await read();
    expect(touched).toMatchObject({ head, generation: 3, pushedAt: opened?.pushedAt });
    await touchPullRequest(database, { ...at, isOpen: true, head: newer });
    const pushed = await read();
    expect(pushed).toMatchObject({ head: newer, generation: 4 });
    expect(pushed?.pushedAt.getTime()).toBeGreaterThan(opened?.pushedAt.getTime() ?? 0);
  });

  it('settles a pull request only when nothing newer came', async () => {
    const at = { repositoryId: await newRepository(130), number: 2 };
    const unsettled = async () =>
      (await unsettledPullRequests(database)).filter(
        ({ repositoryId }) => repositoryId === at.repositoryId,
      );
    await touchPullRequest(database, { ...at, isOpen: true, head });
    await touchPullRequest(database, { ...at, isOpen: true, head });
    expect(await settleGeneration(database, at, 1)).toBe(false);
    expect(await unsettled()).toHaveLength(1);
    expect(await settleGeneration(database, at, 2)).toBe(true);
    expect(await unsettled()).toEqual([]);
    await touchPullRequest(database, { ...at, isOpen: true, head });
    expect(await unsettled()).toHaveLength(1);
    expect(await unsettledPullRequests(database, 60_000)).toEqual([]);
    await setOpen(database, at, false);
    expect(await unsettled()).toEqual([]);
  });

  it('finds pull requests by commit and the open ones of a repository', async () => {
    const repositoryId = await newRepository(140);
    for (const [number, isOpen, commit] of [
      [1, true, head],
      [2, false, head],
      [3, true, newer],
    ] as const) {
      await touchPullRequest(database, {
        repositoryId,
        number,
        isOpen,
        head: commit,
      });
    }
    const numbers = (found: readonly { number: number }[]) => found.map(({ number }) => number);
    expect(numbers(await findByHead(database, repositoryId, head))).toEqual([1, 2]);
    expect(numbers(await listOpenPullRequests(database, repositoryId))).toEqual([1, 3]);
  });

  it('keeps what people asked of a pull request', async () => {
    const at = { repositoryId: await newRepository(150), number: 3 };
    const read = () => findPullRequest(database, at.repositoryId, at.number);
    await touchPullRequest(database, { ...at, isOpen: true, head });
    const request = { head, by: 'ada', repeats: 3, maxCostNanoUsd: 5_000_000_000 };
    await setRequest(database, at, request);
    expect(await read()).toMatchObject({ request, requestedBy: 'ada' });
    await setCancelledHead(database, at, head);
    expect(await read()).toMatchObject({ request: undefined, cancelledHead: head });
    await bumpAttempt(database, at);
    await setRequestedBy(database, at, 'grace');
    expect(await read()).toMatchObject({
      attempt: 2,
      cancelledHead: undefined,
      requestedBy: 'grace',
    });
  });

  it('hands out commands once each, in the order they were given', async () => {
    const at = { repositoryId: 160, number: 4 };
    const command = (id: string, second: number, text: string) => ({
      ...at,
      id,
      commentId: second,
      sender: 'ada',
      senderId: 1,
      text,
      givenAt: new Date(second * 1000),
    });
    const later = command('comment:2', 2, '/galley \0status');
    expect(await insertCommand(database, later)).toBe(true);
    expect(await insertCommand(database, command('comment:1', 1, '/galley retry'))).toBe(true);
    expect(await insertCommand(database, later)).toBe(false);
    const waiting = await waitingCommands(database, at);
    expect(waiting.map(({ text }) => text)).toEqual(['/galley retry', '/galley \ufffdstatus']);
    expect(waiting[0]).toEqual({ ...command('comment:1', 1, '/galley retry'), sha: undefined });
    expect(await answerCommand(database, 'comment:1', 'done')).toBe(true);
    expect(await answerCommand(database, 'comment:1', 'failed')).toBe(false);
    expect(await waitingCommands(database, at)).toHaveLength(1);
  });

  it('binds approvals and acceptances to one commit', async () => {
    const at = { repositoryId: 170, number: 5 };
    const commit = { ...at, head, baseRef: 'main' };
    await saveApproval(database, { ...commit, by: 'ada' });
    expect(await isApproved(database, commit)).toBe(true);
    expect(await isApproved(database, { ...commit, head: newer })).toBe(false);
    expect(await isApproved(database, { ...commit, baseRef: 'loose' })).toBe(false);
    const accepted = { project: '', suite: 'refund', head, by: 'ada', reason: 'agreed' };
    await saveAcceptance(database, { ...at, ...accepted, reason: 'not yet' });
    await saveAcceptance(database, { ...at, ...accepted });
    await saveAcceptance(database, { ...at, ...accepted, check: 'tone' });
    expect(await listAcceptances(database, { ...at, head })).toEqual([
      accepted,
      { ...accepted, check: 'tone' },
    ]);
    expect(await listAcceptances(database, { ...at, head: newer })).toEqual([]);
  });

  it('keeps the first result of a step and of an answer, whatever text is in them', async () => {
    const result = { text: 'NUL \0, half \ud800, back\\u0000slash, ✓ 🙂', 'key\0': 1 };
    const step = { key: 'free:1', kind: 'free', repositoryId: 1, number: 2, head, result };
    await saveStep(database, step);
    await saveStep(database, { ...step, result: 'second' });
    expect(await findStep(database, 'free:1')).toEqual({
      text: 'NUL \ufffd, half \ufffd, back\\u0000slash, ✓ 🙂',
      'key\ufffd': 1,
    });
    expect(await findStep(database, 'free:2')).toBeUndefined();
    await saveAnswer(database, 1, 'k', [1, 'two']);
    await saveAnswer(database, 1, 'k', 'second');
    expect(await findAnswer(database, 1, 'k')).toEqual([1, 'two']);
    expect(await findAnswer(database, 2, 'k')).toBeUndefined();
  });

  it('tells a thing once', async () => {
    expect(await tellOnce(database, 'acme:80%')).toBe(true);
    expect(await tellOnce(database, 'acme:80%')).toBe(false);
  });

  it('forgets what is old and over', async () => {
    const repositoryId = await newRepository(210);
    await insertDelivery(database, { guid: 'old', event: 'push' });
    await wishFor(database, repositoryId, [
      replyEffect({ repositoryId, number: 8 }, { commentId: 1, text: 'waits' }),
    ]);
    const days = { delivery: 3, step: 30, answer: 30, effect: 30 };
    await deleteOldRows(database, days, new Date());
    expect(await knownDeliveries(database, ['old'])).toEqual(new Set(['old']));
    await deleteOldRows(database, days, new Date(Date.now() + 31 * 86_400_000));
    expect(await knownDeliveries(database, ['old'])).toEqual(new Set());
    expect(await findStep(database, 'free:1')).toBeUndefined();
    expect(await findAnswer(database, 1, 'k')).toBeUndefined();
    expect(await waitingEffects(database, repositoryId, new Date())).toHaveLength(1);
  });
});
