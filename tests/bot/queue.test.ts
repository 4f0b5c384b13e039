import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { GitHubBusyError } from '../../bot/src/github/github-busy-error.ts';
import { openQueue, type QueueOptions } from '../../bot/src/queue/open-queue.ts';
import type { Job, PullRequestKey, Queue } from '../../bot/src/queue/queue.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { insertDelivery, knownDeliveries } from '../../bot/src/store/deliveries.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import { until } from '../support/until.ts';
import { onBothDatabases } from './on-both-databases.ts';

const pullRequest = (repositoryId: number): PullRequestKey => ({ repositoryId, number: 1 });
const share = (key: string, tenant = 'acme') => ({ key, tenant });

/** Where a job stands until a test lets it go on. */
function gate() {
  const opened = Promise.withResolvers<void>();
  return { opened: opened.promise, open: () => opened.resolve() };
}

onBothDatabases((get) => {
  let database: Database;
  let queue: Queue;
  let errors: unknown[] = [];

  async function startQueue(options: Partial<QueueOptions> = {}): Promise<Queue> {
    errors = [];
    queue = openQueue(database, { onError: (error) => errors.push(error), ...options });
    await queue.start();
    return queue;
  }

  const isIdle = async () =>
    Object.values(await queue.depth()).every(({ waiting, active }) => waiting + active === 0);

  beforeAll(async () => {
    database = get().database;
    await migrate(database);
  });
  afterEach(async () => {
    await until(isIdle);
    await queue.stop({ graceMs: 1_000 });
    expect(errors).toEqual([]);
  });

  it('starts a job at once and hands over what it carries', async () => {
    await startQueue({ pollMs: 60_000 });
    const jobs: Job<'look'>[] = [];
    await queue.work('look', { atOnce: 2, perTenant: 2 }, async (job) => {
      jobs.push(job);
    });
    expect(await queue.send('look', pullRequest(1), share('1'))).toBe(true);
    await until(() => jobs.length > 0, 1_000);
    expect(jobs[0]).toMatchObject({ data: pullRequest(1), retries: 0 });
  });

  it('keeps one job of a key at work and one waiting', async () => {
    await startQueue();
    const hold = gate();
    let atWork = 0;
    let most = 0;
    let runs = 0;
    await queue.work('look', { atOnce: 4, perTenant: 4 }, async () => {
      atWork += 1;
      runs += 1;
      most = Math.max(most, atWork);
      await hold.opened;
      atWork -= 1;
    });
    expect(await queue.send('look', pullRequest(2), share('2'))).toBe(true);
    await until(() => runs === 1);
    expect(await queue.send('look', pullRequest(2), share('2'))).toBe(true);
    const sends = Array.from({ length: 20 }, () => queue.send('look', pullRequest(2), share('2')));
    expect(await Promise.all(sends)).not.toContain(true);
    expect((await queue.depth()).look).toEqual({ waiting: 1, active: 1 });
    hold.open();
    await until(isIdle);
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it('keeps one waiting when many send at once', async () => {
    await startQueue();
    const sends = Array.from({ length: 20 }, () => queue.send('look', pullRequest(3), share('3')));
    const isNew = await Promise.all(sends);
    expect(isNew.filter(Boolean)).toHaveLength(1);
    expect((await queue.depth()).look.waiting).toBe(1);
    await queue.work('look', { atOnce: 1, perTenant: 1 }, async () => {});
  });

  it('waits as long as asked, and shorter when asked again', async () => {
    await startQueue();
    const startedAt: number[] = [];
    await queue.work('evaluate', { atOnce: 1, perTenant: 1 }, async () => {
      startedAt.push(Date.now());
    });
    const sentAt = Date.now();
    await queue.send('evaluate', pullRequest(4), { ...share('4'), afterMs: 3_600_000 });
    expect(await queue.send('evaluate', pullRequest(4), { ...share('4'), afterMs: 900 })).toBe(
      false,
    );
    await queue.send('evaluate', pullRequest(4), { ...share('4'), afterMs: 7_200_000 });
    await until(() => startedAt.length > 0);
    expect((startedAt[0] ?? 0) - sentAt).toBeGreaterThanOrEqual(850);
  });

  it('sends with a transaction or not at all', async () => {
    await startQueue({ pollMs: 60_000 });
    const seen: boolean[] = [];
    await queue.work('look', { atOnce: 1, perTenant: 1 }, async () => {
      seen.push((await knownDeliveries(database, ['with-job'])).has('with-job'));
    });
    const broken = database.transaction(async (sql) => {
      await insertDelivery(sql, { guid: 'without-job', event: 'push' });
      await queue.send('look', pullRequest(5), { ...share('5'), within: sql });
      throw new Error('the worker broke');
    });
    await expect(broken).rejects.toThrow('the worker broke');
    expect((await queue.depth()).look.waiting).toBe(0);
    await database.transaction(async (sql) => {
      await queue.send('look', pullRequest(5), { ...share('5'), within: sql });
      await setTimeout(100);
      await insertDelivery(sql, { guid: 'with-job', event: 'push' });
    });
    await until(() => seen.length > 0, 1_000);
    expect(seen).toEqual([true]);
  });

  it('lets no tenant have more than its share', async () => {
    await startQueue();
    const hold = gate();
    const atWork: string[] = [];
    const most = new Map<string, number>();
    for (let i = 0; i < 6; i += 1) await queue.send('look', pullRequest(60 + i), share(`6${i}`));
    await queue.send('look', pullRequest(70), share('70', 'umbra'));
    await queue.work('look', { atOnce: 4, perTenant: 2 }, async ({ data }) => {
      const tenant = data.repositoryId < 70 ? 'acme' : 'umbra';
      atWork.push(tenant);
      const count = atWork.filter((one) => one === tenant).length;
      most.set(tenant, Math.max(count, most.get(tenant) ?? 0));
      await hold.opened;
      atWork.splice(atWork.indexOf(tenant), 1);
    });
    await until(() => atWork.length === 3);
    await setTimeout(700);
    expect([...atWork].sort()).toEqual(['acme', 'acme', 'umbra']);
    hold.open();
    await until(isIdle);
    expect(most.get('acme')).toBe(2);
  });

  it('tries a failed job again, later each time, and at once when asked', async () => {
    await startQueue();
    const retries: number[] = [];
    await queue.work('publish', { atOnce: 1, perTenant: 1 }, async (job) => {
      retries.push(job.retries);
      if (retries.length < 3) throw new Error('GitHub is down');
    });
    await queue.send('publish', { repositoryId: 8 }, share('8'));
    await until(() => retries.length === 1 && errors.length === 1);
    await until(async () => (await queue.depth()).publish.waiting === 1);
    expect(await queue.send('publish', { repositoryId: 8 }, share('8'))).toBe(false);
    await until(() => retries.length === 2, 1_500);
    await until(isIdle, 15_000);
    expect(retries).toEqual([0, 1, 2]);
    expect(errors.splice(0)).toMatchObject([
      { message: 'GitHub is down' },
      { message: 'GitHub is down' },
    ]);
  });

  it('gives what was at work back when it stops', async () => {
    const first = await startQueue();
    const begun: Job<'history'>[] = [];
    await first.work('history', { atOnce: 1, perTenant: 1 }, async (job) => {
      begun.push(job);
      await setTimeout(60_000, undefined, { ref: false, signal: job.signal });
    });
    await first.send('history', { repositoryId: 9 }, share('9'));
    await until(() => begun.length === 1);
    const stoppedAt = Date.now();
    await first.stop({ graceMs: 5_000 });
    expect(Date.now() - stoppedAt).toBeLessThan(3_000);
    expect(begun[0]?.signal.aborted).toBe(true);
    await startQueue();
    await queue.work('history', { atOnce: 1, perTenant: 1 }, async (job) => {
      begun.push(job);
    });
    await until(() => begun.length === 2);
    expect(begun[1]?.retries).toBe(1);
  });

  it('takes back from a handler that does not end', async () => {
    const first = await startQueue();
    const hold = gate();
    let runs = 0;
    await first.work('history', { atOnce: 1, perTenant: 1 }, async () => {
      runs += 1;
      await hold.opened;
    });
    await first.send('history', { repositoryId: 10 }, share('10'));
    await until(() => runs === 1);
    await first.stop({ graceMs: 100 });
    await startQueue();
    await queue.work('history', { atOnce: 1, perTenant: 1 }, async () => {
      runs += 1;
    });
    await until(() => runs === 2);
    hold.open();
  });

  it('waits as long as GitHub asked a failed job to', async () => {
    await startQueue();
    let runs = 0;
    await queue.work('publish', { atOnce: 1, perTenant: 1 }, async () => {
      runs += 1;
      if (runs === 1) throw new GitHubBusyError(403, 3_600_000);
    });
    await queue.send('publish', { repositoryId: 11 }, share('11'));
    const isPutOff = async () => {
      const rows = await database.query(
        `select 1 from pgboss.job where name = 'publish' and singleton_key = '11'
         and state = 'retry' and start_after > now() + interval '50 minutes'`,
      );
      return rows.length === 1;
    };
    await until(isPutOff);
    expect(errors.splice(0)).toMatchObject([{ name: 'GitHubBusyError' }]);
    await queue.send('publish', { repositoryId: 11 }, share('11'));
    await until(() => runs === 2);
  });

  it('takes back at the start what a killed process of the same name had at work', async () => {
    const killed = await startQueue({ worker: 'bot-1' });
    const begun: string[] = [];
    const hold = gate();
    await killed.work('history', { atOnce: 1, perTenant: 1 }, async () => {
      begun.push('killed');
      await hold.opened;
    });
    await killed.send('history', { repositoryId: 12 }, share('12'));
    await until(() => begun.length === 1);
    for (const worker of ['bot-2', 'bot-1']) {
      await startQueue({ worker });
      await queue.work('history', { atOnce: 1, perTenant: 1 }, async () => {
        begun.push(worker);
      });
      await setTimeout(700);
      if (worker === 'bot-2') await queue.stop({ graceMs: 0 });
    }
    expect(begun).toEqual(['killed', 'bot-1']);
    await killed.stop({ graceMs: 0 });
    hold.open();
  });
});
