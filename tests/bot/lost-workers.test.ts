import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BotConfig } from '../../bot/src/config/bot-config.ts';
import { openQueue } from '../../bot/src/queue/open-queue.ts';
import type { Job } from '../../bot/src/queue/queue.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { until } from '../support/until.ts';
import { onBothDatabases, onPostgresql } from './on-both-databases.ts';

const program = fileURLToPath(new URL('programs/hang-on-a-job.ts', import.meta.url));

/** A worker in a process of its own, which has taken a job. */
async function workerAtWork(
  config: BotConfig['database'],
  repositoryId: number,
): Promise<{ kill(): Promise<void> }> {
  const args = [program, JSON.stringify(config), String(repositoryId)];
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(worker.stdout, 'data');
  expect(String(said)).toContain(`at work on ${repositoryId}`);
  return {
    async kill() {
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    },
  };
}

/** Takes the next evaluation, and says how often it was begun before. */
async function takeOver(database: Database): Promise<number> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const queue = openQueue(database, { onError, heartbeatSeconds: 10, superviseSeconds: 1 });
  await queue.start();
  const taken = Promise.withResolvers<Job<'evaluate'>>();
  await queue.work('evaluate', { atOnce: 1, perTenant: 1 }, async (job) => taken.resolve(job));
  const job = await taken.promise;
  await queue.stop({ graceMs: 1_000 });
  expect(errors).toEqual([]);
  return job.retries;
}

describe('the job of a killed worker', () => {
  it('goes on in the next process with the same folder, which no two have at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'galley-pglite-'));
    const config = { kind: 'pglite', folder: join(folder, 'data') } as const;
    const worker = await workerAtWork(config, 1);
    await expect(openDatabase(config)).rejects.toThrow('another process has the database folder');
    await worker.kill();
    const database = await openDatabase(config);
    expect(await takeOver(database)).toBe(1);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  onPostgresql((get) => {
    it('goes on in a replica', async () => {
      const worker = await workerAtWork(get().config, 2);
      await worker.kill();
      expect(await takeOver(get().database)).toBe(1);
    });
  });
});

describe('a worker that seemed lost and was not', () => {
  onBothDatabases((get) => {
    it('is told to end, and its end changes nothing', async () => {
      const { database } = get();
      const queue = openQueue(database, { onError: () => {}, heartbeatSeconds: 10 });
      await queue.start();
      const begun: Job<'look'>[] = [];
      const ended: string[] = [];
      await queue.work('look', { atOnce: 2, perTenant: 2 }, async (job) => {
        begun.push(job);
        if (begun.length > 1) return;
        await once(job.signal, 'abort');
        ended.push(String(job.signal.reason));
      });
      await queue.send('look', { repositoryId: 3, number: 1 }, { key: '3', tenant: 'acme' });
      await until(() => begun.length === 1);
      await database.query(
        `update pgboss.job set state = 'retry', start_after = now() where name = 'look'`,
      );
      await until(() => begun.length === 2 && ended.length === 1);
      expect(begun[1]?.retries).toBe(1);
      expect(ended[0]).toContain('another worker took over look');
      await until(async () => (await queue.depth()).look.active === 0);
      await queue.stop({ graceMs: 1_000 });
    });
  });
});
