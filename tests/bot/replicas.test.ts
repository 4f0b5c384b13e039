import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openQueue } from '../../bot/src/queue/open-queue.ts';
import type { Queue } from '../../bot/src/queue/queue.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { until } from '../support/until.ts';
import { onPostgresql } from './on-both-databases.ts';

const pullRequests = 40;

/** Counts what is at work at the same moment, and keeps the most of each. */
function createCensus() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const change = (names: readonly string[], by: number) => {
    for (const name of names) {
      const count = (now.get(name) ?? 0) + by;
      now.set(name, count);
      most.set(name, Math.max(count, most.get(name) ?? 0));
    }
  };
  return {
    most,
    enter: (...names: string[]) => change(names, 1),
    leave: (...names: string[]) => change(names, -1),
  };
}

onPostgresql((get) => {
  it('share work: one job per key at a time, and no tenant has more than its share of both', async () => {
    const databases = await Promise.all([1, 2].map(() => openDatabase(get().config)));
    const errors: unknown[] = [];
    const queues = databases.map((database) =>
      openQueue(database, { onError: (error) => errors.push(error), pollMs: 50 }),
    );
    await Promise.all(queues.map((queue) => queue.start()));
    const census = createCensus();
    const tenantOf = (repositoryId: number) => (repositoryId % 2 === 0 ? 'acme' : 'umbra');
    for (const [replica, queue] of queues.entries()) {
      await queue.work('look', { atOnce: 4, perTenant: 3 }, async ({ data }) => {
        const names = [
          tenantOf(data.repositoryId),
          `key ${data.repositoryId}`,
          `replica ${replica}`,
        ];
        census.enter(...names);
        await setTimeout(20);
        census.leave(...names);
      });
    }
    const sends = Array.from({ length: 3 * pullRequests }, (_, i) => {
      const repositoryId = i % pullRequests;
      const share = { key: `${repositoryId}`, tenant: tenantOf(repositoryId) };
      return (queues[i % 2] as Queue).send('look', { repositoryId, number: 1 }, share);
    });
    await Promise.all(sends);
    await until(async () => {
      const { look } = await (queues[0] as Queue).depth();
      return look.waiting + look.active === 0;
    });
    await Promise.all(queues.map((queue) => queue.stop({ graceMs: 1_000 })));
    await Promise.all(databases.map((database) => database.close()));
    expect(errors).toEqual([]);
    const { most } = census;
    for (let key = 0; key < pullRequests; key += 1) expect(most.get(`key ${key}`)).toBe(1);
    expect([most.get('acme'), most.get('umbra')]).toEqual([3, 3]);
    expect(most.get('replica 0')).toBeGreaterThan(0);
    expect(most.get('replica 1')).toBeGreaterThan(0);
  });
});
